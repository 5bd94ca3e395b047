import { zipSync } from 'fflate';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bytesSource } from '../../src/io/bytes-source.ts';
import { readEntry, zipEntries } from '../../src/formats/zip-entries.ts';

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
