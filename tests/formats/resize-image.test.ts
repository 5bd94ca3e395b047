import fc from 'fast-check';
import { expect, it } from 'vitest';
import { resizeImage } from '../../src/formats/resize-image.ts';
import reference from '../reference/images.json' with { type: 'json' };

const { height, width, rgb, to } = reference.shrunk;

it.each(to)('shrinks to $height × $width as OpenCV’s INTER_AREA does', ({ height: h, width: w, rgb: expected }) => {
  const made = new Uint8Array(h * w * 3);
  resizeImage({ height, width, channels: 3, pixels: Uint8Array.from(rgb) }, [h, w, 3], made, 0);
  const worst = expected.reduce((most, value, at) => Math.max(most, Math.abs(value - made[at]!)), 0);
  expect(worst).toBeLessThanOrEqual(1);
});

it('keeps an image of one colour, writes only its own bytes, and repeats grey in three channels', () => {
  const size = fc.integer({ min: 1, max: 12 });
  fc.assert(
    fc.property(size, size, size, size, fc.nat(255), (h, w, newH, newW, grey) => {
      const made = new Uint8Array(newH * newW * 3 + 2).fill(99);
      const image = { height: h, width: w, channels: 1 as const, pixels: new Uint8Array(h * w).fill(grey) };
      resizeImage(image, [newH, newW, 3], made, 1);
      expect([made[0], made.at(-1)]).toEqual([99, 99]);
      expect(made.slice(1, -1).every((value) => value === grey)).toBe(true);
    }),
  );
});
