import type { CompressionCodec, Compressors } from 'hyparquet';
import { checkPage, parquetPages, type Page } from './parquet-pages.ts';
import type { Chunk } from './parquet-metadata.ts';

type Inflate = (input: Uint8Array, length: number) => Uint8Array;

/**
 * Stands between a file and the decoder, which trusts lengths and counts and would run without end, or out of memory, on
 * wrong ones. Pages that are not packed are held to their headers at once, the others as they are unpacked: each chunk gets
 * a codec of its own name, so that its pages are met in their order.
 */
export class ParquetGuard {
  readonly compressors: Compressors;
  private readonly checked = new Map<string, Inflate>();

  constructor(
    private readonly read: (start: number, end: number) => ArrayBuffer | PromiseLike<ArrayBuffer>,
    private readonly chunks: readonly (readonly Chunk[])[],
    private readonly inflaters: Compressors,
    private readonly mostBytes: number,
  ) {
    const own = new Proxy(inflaters, { get: (_, codec) => (typeof codec === 'string' ? this.checked.get(codec) : undefined) });
    this.compressors = own;
  }

  /** Checks the chunks of a top-level column in a row group; to be called before they are decoded. */
  async check(group: number, column: string): Promise<void> {
    for (const [index, chunk] of this.chunks[group]!.entries()) {
      if (chunk.meta.path_in_schema[0] !== column) continue;
      const bytes = new Uint8Array(await this.read(chunk.start, chunk.end));
      const pages = await parquetPages(bytes, chunk, this.mostBytes);
      this.checkChunk(chunk, pages, `chunk ${group}.${index}`);
    }
  }

  private checkChunk(chunk: Chunk, pages: readonly Page[], name: string): void {
    const first = pages[0];
    const dictionary = first?.type === 'dictionary' ? first.values : -1;
    const { codec } = chunk.meta;
    const packed: Page[] = [];
    for (const page of pages) {
      const levels = page.repetitionBytes + page.definitionBytes;
      if (codec !== 'UNCOMPRESSED' && page.packed) packed.push(page);
      else if (page.bytes.length !== page.size) throw new Error(`a page has ${page.bytes.length} bytes where ${page.size} are promised`);
      else checkPage(page, page.bytes.subarray(levels), chunk, dictionary, this.mostBytes);
    }
    if (codec === 'UNCOMPRESSED') return;
    const inflate = this.inflaters[codec];
    if (inflate === undefined) throw new Error(`it is packed with ${codec}, which is not read`);
    let next = 0;
    this.checked.set(name, (input, length) => {
      const page = packed[next++];
      if (page === undefined || length !== page.size - page.repetitionBytes - page.definitionBytes)
        throw new Error('its pages come in another order');
      // Pages of missing values alone have nothing to inflate, and not every codec takes that.
      const content = length === 0 ? new Uint8Array(0) : inflate(input, length);
      if (content.length !== length) throw new Error(`a page unpacks to ${content.length} bytes where ${length} are promised`);
      checkPage(page, content, chunk, dictionary, this.mostBytes);
      if (next === packed.length) this.checked.delete(name);
      return content;
    });
    chunk.meta.codec = name as CompressionCodec;
  }
}
