import type { DecodedImage } from './decode-image.ts';

/**
 * Writes an image into `to` (height × width × channels bytes from `offset`) at another size by averaging the area that each
 * pixel covers, as OpenCV's INTER_AREA does when it shrinks; grey is repeated where three channels are wanted.
 */
export function resizeImage(
  image: DecodedImage,
  [height, width, channels]: readonly [height: number, width: number, channels: number],
  to: Uint8Array,
  offset: number,
): void {
  const acrossX = spans(image.width, width);
  const acrossY = spans(image.height, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < channels; channel++) {
        const from = image.channels === 1 ? 0 : channel;
        to[offset + (y * width + x) * channels + channel] = Math.round(mean(image, acrossY[y]!, acrossX[x]!, from));
      }
    }
  }
}

interface Span {
  readonly first: number;
  readonly weights: Float64Array;
}

function mean(image: DecodedImage, down: Span, across: Span, channel: number): number {
  let sum = 0;
  for (let dy = 0; dy < down.weights.length; dy++) {
    const row = (down.first + dy) * image.width;
    let line = 0;
    for (let dx = 0; dx < across.weights.length; dx++)
      line += across.weights[dx]! * image.pixels[(row + across.first + dx) * image.channels + channel]!;
    sum += down.weights[dy]! * line;
  }
  return sum;
}

/** For each new pixel the old ones that it covers, and their shares of it. */
function spans(old: number, wanted: number): readonly Span[] {
  const scale = old / wanted;
  return Array.from({ length: wanted }, (_, at) => {
    const [from, to] = [at * scale, (at + 1) * scale];
    const first = Math.floor(from);
    const last = Math.min(old, Math.ceil(to - 1e-9));
    const weights = Float64Array.from({ length: Math.max(1, last - first) }, (__, step) => {
      const pixel = first + step;
      return (Math.min(to, pixel + 1) - Math.max(from, pixel)) / scale;
    });
    return { first, weights };
  });
}
