import { checkJpeg, plainPng } from './image-size.ts';

/** An image as it was decoded: 1 channel of grey or 3 of colour, 0–255, row-major, channels last. */
export interface DecodedImage {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly pixels: Uint8Array;
}

/** Whether a file of this name may be an image that is read here. */
export function isImageName(path: string): boolean {
  return /\.(png|jpe?g)$/i.test(path);
}

/** Decodes a PNG or JPEG; what is transparent stands on white. Throws a sentence that names `name`. */
export async function decodeImage(name: string, bytes: Uint8Array): Promise<DecodedImage> {
  try {
    if (bytes[0] === 0x89) return await decodePng(bytes);
    if (bytes[0] === 0xff && bytes[1] === 0xd8) return await decodeJpeg(bytes);
  } catch (error) {
    // What an engine says of its own types and ranges helps nobody.
    const reason = error instanceof Error && error.name === 'Error' ? error.message : 'what it promises does not fit what it holds';
    throw new Error(`${name} cannot be read as an image (${reason})`, { cause: error });
  }
  throw new Error(`${name} is no PNG or JPEG`);
}

async function decodePng(bytes: Uint8Array): Promise<DecodedImage> {
  const plain = plainPng(bytes);
  const { decode, convertIndexedToRgb } = await import('fast-png');
  const png = decode(plain);
  if (png.palette !== undefined) {
    const channels = png.palette[0]?.length ?? 3;
    return flat(convertIndexedToRgb(png), png.width, png.height, channels);
  }
  const data = png.depth === 16 ? Uint8Array.from(png.data, (value) => value >> 8) : spread(png.data, png.depth, png);
  return flat(data, png.width, png.height, png.channels);
}

/** Grey of 1, 2 or 4 bits, several pixels a byte, as a byte each. */
function spread(data: ArrayLike<number>, depth: number, size: { readonly width: number; readonly height: number }): ArrayLike<number> {
  if (depth >= 8) return data;
  const { width, height } = size;
  const perByte = 8 / depth;
  const stride = Math.ceil(width / perByte);
  const most = 2 ** depth - 1;
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const byte = data[y * stride + Math.floor(x / perByte)]!;
      const shift = 8 - depth * ((x % perByte) + 1);
      pixels[y * width + x] = Math.round((255 * ((byte >> shift) & most)) / most);
    }
  }
  return pixels;
}

async function decodeJpeg(bytes: Uint8Array): Promise<DecodedImage> {
  checkJpeg(bytes);
  const { decode } = await import('jpeg-js');
  const { width, height, data } = decode(bytes, { useTArray: true, maxResolutionInMP: 40, maxMemoryUsageInMB: 512 });
  return flat(data, width, height, 4);
}

/** Pixels on white without their transparency, as grey where every pixel is grey. */
function flat(data: ArrayLike<number>, width: number, height: number, channels: number): DecodedImage {
  const count = width * height;
  const colours = channels >= 3 ? 3 : 1;
  const opaque = channels === 1 || channels === 3;
  const pixels = new Uint8Array(count * colours);
  let isGrey = true;
  for (let at = 0; at < count; at++) {
    const alpha = opaque ? 255 : data[at * channels + channels - 1]!;
    for (let colour = 0; colour < colours; colour++) {
      const value = data[at * channels + colour]!;
      pixels[at * colours + colour] = alpha === 255 ? value : Math.round((value * alpha + 255 * (255 - alpha)) / 255);
    }
    if (colours === 3 && isGrey) isGrey = pixels[3 * at] === pixels[3 * at + 1] && pixels[3 * at] === pixels[3 * at + 2];
  }
  if (colours === 1) return { width, height, channels: 1, pixels };
  if (!isGrey) return { width, height, channels: 3, pixels };
  return { width, height, channels: 1, pixels: Uint8Array.from({ length: count }, (_, at) => pixels[3 * at]!) };
}
