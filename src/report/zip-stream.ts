import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** A file to be packed: its bytes in pieces. */
export interface ZipPart {
  readonly path: string;
  readonly pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** Files that are packed already gain nothing. */
const packed = /\.(?:parquet|zip|gz|png|jpe?g|webp|npz|bin|onnx)$/i;

/** An archive of the parts in their order, piece by piece; the same parts give the same bytes, whenever and wherever. */
export async function* zipStream(parts: Iterable<ZipPart>): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error !== null) throw error;
    ready.push(piece);
  });
  for (const { path, pieces } of parts) {
    const file = packed.test(path) ? new ZipPassThrough(path) : new ZipDeflate(path, { level: 6 });
    // The first day that a ZIP can name.
    file.mtime = new Date(1980, 0, 1);
    zip.add(file);
    for await (const piece of pieces) {
      file.push(piece);
      yield* ready.splice(0);
    }
    file.push(new Uint8Array(0), true);
    yield* ready.splice(0);
  }
  zip.end();
  yield* ready.splice(0);
}
