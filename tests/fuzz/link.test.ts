import { deflateSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../../src/notebook/crc32.ts';
import { decodeLink, encodeLink, fragmentOfLink, LinkError, parseFragment } from '../../src/notebook/link.ts';
import { decodeValues } from '../../src/notebook/link-values.ts';
import { longRuns, notebooks, runs, troubleText } from './seeds.ts';

const text = notebooks[0]!.slice(0, 900);
const link = encodeLink(text);
const alphabet = 'ABCabc019-_.=&%#+/ é';

/** The text, or the kind of trouble; anything else that is thrown is a defect. */
function opened(encoded: string): string {
  try {
    return decodeLink(encoded);
  } catch (error) {
    if (error instanceof LinkError) return `trouble: ${error.kind}`;
    throw error;
  }
}

const fine = (found: string): boolean => found === text || /^trouble: (cut|broken|newer|too-large)$/.test(found);

describe('a link', () => {
  it('cut anywhere is refused', () => {
    for (let length = 0; length < link.length; length++) expect(opened(link.slice(0, length))).toMatch(/^trouble: /);
  });

  it('with any character changed says so, or still holds the same text', () => {
    for (let at = 0; at < link.length; at++) {
      const other = alphabet[at % alphabet.length]!;
      for (const character of [other, link[at] === 'A' ? 'B' : 'A'])
        expect(fine(opened(link.slice(0, at) + character + link.slice(at + 1)))).toBe(true);
    }
  });

  it('with anything put in, taken out or behind says so, or still holds the same text', () => {
    fc.assert(
      fc.property(fc.nat(link.length), fc.nat(20), fc.string({ maxLength: 12 }), (at, drop, put) => {
        expect(fine(opened(link.slice(0, at) + put + link.slice(at + drop)))).toBe(true);
      }),
      runs(1500),
    );
  });

  it('gives any text back', () => {
    fc.assert(
      fc.property(troubleText, (any) => {
        const whole = new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(any));
        expect(decodeLink(encodeLink(any))).toBe(whole);
      }),
      runs(200),
    );
  });

  it('that unpacks without end stops at 2 MB', () => {
    const zeros = new Uint8Array(50_000_000);
    const payload = Buffer.from(deflateSync(zeros, { level: 9 })).toString('base64url');
    const before = process.memoryUsage().arrayBuffers;
    const bomb = `1d0.${payload}.${payload.length.toString(36)}-${crc32(new Uint8Array(1)).toString(36)}`;
    expect(opened(bomb)).toBe('trouble: too-large');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20e6);
  });
});

describe('the part behind #', () => {
  it('is always something that can be opened, or unknown', () => {
    const parts = fc.constantFrom(
      '#',
      '%23',
      '/',
      'nb=',
      'src=',
      'sample=',
      'credit',
      '&',
      'mode=paused',
      'at=',
      'with=',
      '%',
      '%3D',
      '%E0',
      'https://a.b/c.md',
      link,
      ' ',
      '.',
      '__proto__',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(parts, fc.string({ maxLength: 5 })), { maxLength: 12 }), (all) => {
        const hash = all.join('');
        expect(['home', 'nb', 'src', 'sample', 'unknown']).toContain(parseFragment(hash).kind);
        expect(typeof fragmentOfLink(hash)).toBe('string');
      }),
      runs(1500),
    );
  });

  it.each([...longRuns, '&at=', '&mode=read', '%2E', 'urldefense.com'])('is read at once where it holds a long run of %j', (part) => {
    const run = part.repeat(60_000 / part.length);
    for (const hash of [
      `#nb=${run}x`,
      `#src=https://a.b/${run}x`,
      `#nb=a&w=${run}x`,
      `#nb=a&with=${run}x`,
      `${run}x`,
      `#sample=a&at=${run}x`,
    ]) {
      const began = performance.now();
      parseFragment(hash);
      fragmentOfLink(hash);
      expect(performance.now() - began, hash.slice(0, 30)).toBeLessThan(400);
    }
  });
});

it('values that came with a link are values, or trouble of a named kind', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      let found: unknown;
      try {
        found = decodeValues(bytes);
      } catch (error) {
        found = (error as Error).name;
        expect(found).not.toMatch(/TypeError|RangeError/);
      }
      expect(JSON.stringify(found)).toBeTypeOf('string');
      expect(Object.keys(Object.prototype)).toEqual([]);
    }),
    runs(1500),
  );
});
