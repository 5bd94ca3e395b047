import type { Pixels } from './output-api.ts';

/** Draws pixels (grey, RGB or RGBA, 0–255) into a canvas at their own size; an action of Svelte. */
export function paintImage(canvas: HTMLCanvasElement, image: Pixels): { update(image: Pixels): void } {
  paint(canvas, image);
  return { update: (next) => paint(canvas, next) };
}

function paint(canvas: HTMLCanvasElement, { width, height, channels, pixels }: Pixels): void {
  canvas.width = width;
  canvas.height = height;
  const data = new ImageData(width, height);
  for (let at = 0; at < width * height; at++) {
    const from = at * channels;
    data.data[4 * at] = pixels[from]!;
    data.data[4 * at + 1] = pixels[channels < 3 ? from : from + 1]!;
    data.data[4 * at + 2] = pixels[channels < 3 ? from : from + 2]!;
    data.data[4 * at + 3] = channels === 4 ? pixels[from + 3]! : 255;
  }
  canvas.getContext('2d')?.putImageData(data, 0, 0);
}
