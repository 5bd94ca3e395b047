import { zipSync } from 'fflate';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bytesSource } from '../../src/io/bytes-source.ts';
import { readEntry, zipEntries } from '../../src/io/zip-entries.ts';

const limit = 1e6;

it('gives back what was packed, whatever the packing', async () => {
  const files = fc.dictionary(
    fc.stringMatching(/^[a-zé😀]{1,8}$/u),
    fc.tuple(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(0 as const, 6 as const)),
    { minKeys: 1, maxKeys: 6 },
  );
  await fc.assert(
    fc.asyncProperty(files, async (packed) => {
      const archive = zipSync(Object.fromEntries(Object.entries(packed).map(([name, [bytes, level]]) => [name, [bytes, { level }]])));
      const source = bytesSource('a.zip', archive);
      const entries = await zipEntries(source);
      expect(entries.map(({ path }) => path)).toEqual(Object.keys(packed));
      for (const entry of entries) expect([...(await readEntry(source, entry, limit))]).toEqual([...packed[entry.path]![0]]);
    }),
    { numRuns: 60 },
  );
});

it('never throws anything but a sentence on damaged bytes', async () => {
  const archive = zipSync({ 'a.txt': new TextEncoder().encode('hello '.repeat(50)), 'b/c.txt': new Uint8Array(9) });
  await fc.assert(
    fc.asyncProperty(fc.nat(archive.length - 1), fc.nat(255), async (at, value) => {
      const broken = archive.slice();
      broken[at] = value;
      const source = bytesSource('a.zip', broken);
      try {
        for (const entry of await zipEntries(source)) await readEntry(source, entry, limit);
      } catch (error) {
        expect((error as Error).message).toMatch(/a\.zip/);
      }
    }),
    { numRuns: 300 },
  );
});

it('refuses a file that unpacks to more than is allowed, or than it promised', async () => {
  const archive = zipSync({ 'zeros.png': new Uint8Array(5e6) });
  const source = bytesSource('bomb.zip', archive);
  const [entry] = await zipEntries(source);
  await expect(readEntry(source, entry!, limit)).rejects.toThrow('zeros.png in bomb.zip has 5,000,000 bytes, over the limit of 1,000,000');
  await expect(readEntry(source, { ...entry!, size: 1000 }, limit)).rejects.toThrow('bomb.zip is damaged');
});

it('says that an archive is cut short or locked', async () => {
  const archive = zipSync({ 'a.txt': new Uint8Array(9) });
  await expect(zipEntries(bytesSource('a.zip', archive.slice(0, -30)))).rejects.toThrow('a.zip is cut short');
  const locked = archive.slice();
  const directory = new DataView(locked.buffer).getUint32(locked.length - 22 + 16, true);
  locked[directory + 8] = 1;
  await expect(zipEntries(bytesSource('a.zip', locked))).rejects.toThrow('a.zip is locked by a password');
});

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(Buffer.from(base64, 'base64'));
const list = (bytes: Uint8Array): Promise<readonly { readonly path: string }[]> => zipEntries(bytesSource('a.zip', bytes));

/** The archive with each byte string of its text replaced by another of the same length. */
function renamed(archive: Uint8Array, from: string, to: string): Uint8Array {
  return new Uint8Array(Buffer.from(Buffer.from(archive).toString('latin1').replaceAll(from, to), 'latin1'));
}

it.each(['../x.csv', 'a/../../x.csv', '/etc/x.csv', 'C:/x.csv', '..\\x.csv'])(
  'refuses the path %s, which leads out of the archive',
  async (path) => {
    await expect(list(zipSync({ [path]: new Uint8Array(3) }))).rejects.toThrow('which leads out of the archive; pack it anew');
  },
);

it('refuses a path that stands twice, and one with control characters', async () => {
  const archive = zipSync({ 'a.csv': new Uint8Array(3), 'b.csv': new Uint8Array(4) });
  await expect(list(renamed(archive, 'b.csv', 'a.csv'))).rejects.toThrow('a.zip holds "a.csv" twice; pack it anew');
  await expect(list(renamed(archive, 'b.csv', 'b\n.cv'))).rejects.toThrow('a.zip holds "b\\n.cv", a name with control characters');
});

it('takes __proto__ and names of Object.prototype as names', async () => {
  const archive = renamed(zipSync({ _aproto__: new Uint8Array(1), constructor: new Uint8Array(2) }), '_aproto__', '__proto__');
  expect((await list(archive)).map(({ path }) => path)).toEqual(['__proto__', 'constructor']);
});

it('reads names of Windows and of old archives', async () => {
  const archive = zipSync({ 'a1b.csv': new Uint8Array(1) });
  expect((await list(renamed(archive, 'a1b', 'a\\b')))[0]!.path).toBe('a/b.csv');
  expect((await list(renamed(archive, 'a1b', 'a\x84b')))[0]!.path).toBe('aäb.csv');
});

it('reads an archive that was written as a stream, and one whose local header alone is ZIP64', async () => {
  const streamed =
    'UEsDBBQACAAIAJyseF0AAAAAAAAAAAAAAAAFAAAAYS5jc3ar0KnkMtQx4gIAUEsHCCPfcgAKAAAACAAAAFBLAQIUAxQACAAIAJyseF0j33IACgAAAAgAAAAFAAAAAAAAAAAAAACAAQAAAABhLmNzdlBLBQYAAAAAAQABADMAAAA9AAAAAAA=';
  const large =
    'UEsDBC0AAAAAAAAAIQAj33IA//////////8FABQAYS5jc3YBABAACAAAAAAAAAAIAAAAAAAAAHgseQoxLDIKUEsBAi0DLQAAAAAAAAAhACPfcgAIAAAACAAAAAUAAAAAAAAAAAAAAIABAAAAAGEuY3N2UEsFBgAAAAABAAEAMwAAAD8AAAAAAA==';
  for (const base64 of [streamed, large]) {
    const source = bytesSource('a.zip', bytesOf(base64));
    const [entry] = await zipEntries(source);
    expect(new TextDecoder().decode(await readEntry(source, entry!, limit))).toBe('x,y\n1,2\n');
  }
});

it('says that an archive is ZIP64', async () => {
  const archive = zipSync({ 'a.csv': new Uint8Array(3) });
  new DataView(archive.buffer).setUint16(archive.length - 22 + 10, 0xffff, true);
  await expect(list(archive)).rejects.toThrow('a.zip is a ZIP64 archive; pack fewer or smaller files');
});

it('holds a file to its checksum, so that a size that lies is no file cut short', async () => {
  const stored = zipSync({ 'a.csv': [new TextEncoder().encode('abc'), { level: 0 }] });
  const altered = renamed(stored, 'abc', 'abd');
  const source = bytesSource('a.zip', altered);
  await expect(readEntry(source, (await zipEntries(source))[0]!, limit)).rejects.toThrow('a.zip is damaged: a.csv cannot be read');
  const packed = bytesSource('a.zip', zipSync({ 'a.csv': new Uint8Array(5000) }));
  const [entry] = await zipEntries(packed);
  for (const size of [1000, 4999, 5001, 900_000])
    await expect(readEntry(packed, { ...entry!, size }, limit)).rejects.toThrow('a.zip is damaged');
});

it('stops unpacking at the promised size, whatever is packed', async () => {
  const source = bytesSource('a.zip', zipSync({ 'zeros.csv': [new Uint8Array(100_000_000), { level: 1 }] }));
  const [entry] = await zipEntries(source);
  const before = process.memoryUsage().arrayBuffers;
  await expect(readEntry(source, { ...entry!, size: 2_000_000 }, 1e9)).rejects.toThrow('a.zip is damaged');
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(60e6);
});

it('refuses files that are said to lie in each other', async () => {
  const archive = zipSync({ 'a.csv': [new Uint8Array(3), { level: 0 }] });
  const directory = new DataView(archive.buffer).getUint32(archive.length - 22 + 16, true);
  new DataView(archive.buffer).setUint32(directory + 20, 4000, true);
  await expect(list(archive)).rejects.toThrow(/^a\.zip is damaged: its files are said to have 4,030 bytes where there are \d+$/);
});
