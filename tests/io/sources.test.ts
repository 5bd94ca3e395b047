import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blobSource } from '../../src/io/blob-source.ts';
import { checkSize, limited, overLimit } from '../../src/io/byte-limit.ts';
import { bytesSource } from '../../src/io/bytes-source.ts';
import { digestOf, keptDigest } from '../../src/io/digest.ts';
import { readAll } from '../../src/io/read-all.ts';
import { SourceError, type Source } from '../../src/io/source.ts';
import { streamSource } from '../../src/io/stream-source.ts';

const never = new AbortController().signal;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A stream of the bytes in chunks of `size`. */
function chopped(bytes: Uint8Array, size: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, (at += size)));
    },
  });
}

const makers: [string, (bytes: Uint8Array<ArrayBuffer>) => Source][] = [
  ['bytes', (bytes) => bytesSource('x', bytes)],
  ['a blob', (bytes) => blobSource('x', new Blob([bytes]))],
  ['a stream', (bytes) => streamSource('x', () => chopped(bytes, 3), bytes.length)],
];

describe.each(makers)('a source over %s', (_, make) => {
  it('gives its bytes again and again, its slices and its digest', async () => {
    const content = fc.uint8Array({ maxLength: 60 }).map((bytes) => Uint8Array.from(bytes));
    await fc.assert(
      fc.asyncProperty(content, fc.nat(70), fc.nat(70), async (bytes, from, to) => {
        const source = make(bytes);
        expect([source.name, source.size]).toEqual(['x', bytes.length]);
        expect(await readAll(source, never, 100)).toEqual(bytes);
        expect(await readAll(source, never, 100)).toEqual(bytes);
        if (from <= to) expect(Uint8Array.from(await source.slice(from, to))).toEqual(bytes.slice(from, to));
        expect(await source.digest()).toBe(sha256(bytes));
      }),
      { numRuns: 20 },
    );
  });
});

it('streams bytes in chunks, not at once', async () => {
  const reader = bytesSource('x', new Uint8Array(600_000)).stream().getReader();
  const sizes: number[] = [];
  for (let next = await reader.read(); !next.done; next = await reader.read()) sizes.push(next.value.length);
  expect(sizes).toEqual([262_144, 262_144, 75_712]);
});

describe('a digest', () => {
  it('is taken once', async () => {
    let opened = 0;
    const digest = keptDigest(() => {
      opened++;
      return chopped(Uint8Array.of(1, 2, 3), 1);
    });
    expect([await digest(), await digest()]).toEqual(Array(2).fill(sha256(Uint8Array.of(1, 2, 3))));
    expect(opened).toBe(1);
  });

  it('of two sources at once does not mix', async () => {
    const [a, b] = [new Uint8Array(1000).fill(1), new Uint8Array(1000).fill(2)];
    expect(await Promise.all([digestOf(chopped(a, 7)), digestOf(chopped(b, 11))])).toEqual([sha256(a), sha256(b)]);
  });

  it('that was cancelled is taken again', async () => {
    const controller = new AbortController();
    let cancelled = false;
    let first = true;
    const digest = keptDigest(() => {
      if (!first) return chopped(Uint8Array.of(5), 1);
      first = false;
      return new ReadableStream<Uint8Array>({
        pull: (stream) => {
          controller.abort();
          stream.enqueue(Uint8Array.of(1));
        },
        cancel: () => void (cancelled = true),
      });
    });
    await expect(digest(controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
    expect(cancelled).toBe(true);
    expect(await digest()).toBe(sha256(Uint8Array.of(5)));
  });
});

describe('the bound on bytes', () => {
  it.each([
    [61e6, 50e6, 'loans.csv has 61 MB, over the limit of 50 MB; keep fewer rows or columns, or use Parquet'],
    [50_010_000, 50e6, 'loans.csv has 50.01 MB, over the limit of 50 MB'],
    [2_000_000, 1_500_000, 'loans.csv has 2 MB, over the limit of 1.5 MB'],
    [1001, 1000, 'loans.csv has 1,001 bytes, over the limit of 1,000 bytes'],
    [undefined, 50e6, 'loans.csv has more than the limit of 50 MB'],
  ])('%s of %s', (bytes, limit, message) => {
    expect(overLimit('loans.csv', bytes, limit).message).toContain(message);
    expect(overLimit('loans.csv', bytes, limit).state).toBe('failed');
  });

  it('holds before reading where the size is known', async () => {
    const source: Source = { ...bytesSource('x', new Uint8Array(11)), stream: () => expect.unreachable('must not be opened') };
    await expect(readAll(source, never, 10)).rejects.toThrow(SourceError);
    expect(() => checkSize(source, 11)).not.toThrow();
  });

  it('holds while reading where it is not, and stops the stream', async () => {
    let pulled = 0;
    let cancelled = false;
    const endless = streamSource('endless', () => {
      return new ReadableStream<Uint8Array>({
        pull: (stream) => {
          pulled++;
          stream.enqueue(new Uint8Array(100));
        },
        cancel: () => void (cancelled = true),
      });
    });
    await expect(readAll(endless, never, 1000)).rejects.toThrow('endless has more than the limit of 1,000 bytes');
    expect(pulled).toBeLessThan(15);
    expect(cancelled).toBe(true);
  });

  it('lets exactly the limit through', async () => {
    const bytes = new Uint8Array(10).fill(3);
    expect(
      await readAll(
        streamSource('x', () => limited(chopped(bytes, 4), 'x', 10)),
        never,
        10,
      ),
    ).toEqual(bytes);
  });
});

it('stops reading when it is cancelled', async () => {
  const source = streamSource('x', () => chopped(new Uint8Array(100), 1));
  await expect(readAll(source, AbortSignal.abort(), 1000)).rejects.toMatchObject({ name: 'AbortError' });
});
