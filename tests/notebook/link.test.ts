import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../../src/notebook/crc32.ts';
import { decodeLink, encodeLink, LinkError, longestText, parseFragment, withView } from '../../src/notebook/link.ts';

const sample = '---\nassay: 1\n---\n# Who is turned down?\n\n```yaml data loans\nsource: hmda.parquet\n```\n';
/** Links that must open for all time; never change one. */
const golden: readonly (readonly [link: string, text: string])[] = [
  ['1d0.AwA.3-0', ''],
  ['1d0.U1Zw5AIA.8-190ed86', '# A\n'],
  [
    '1d0.FcpBCoAgEAXQ_ZxioLVB2zYdo62fRjBQpxwlvH24fPCccwQzjJ03mlj4jMq3ceu1BGHRrxxE3vuBnFjQwElRjEx7vcLOMQvWB_Xtoc1HPw.2y-1ie8mgw',
    '---\nassay: 1\n---\n# Who is turned down?\n\n```yaml data loans\nsource: hmda.parquet\n```\n',
  ],
  ['1d0.cy86vO3w_FSFpz3Tn-xao_Bh_owGXi4A.w-hjm7s8', 'Größe 北京 😀\r\n'],
];

function trouble(link: string): LinkError {
  try {
    decodeLink(link);
  } catch (error) {
    if (error instanceof LinkError) return error;
    throw error;
  }
  throw new Error(`opened ${link}`);
}

/** A link as this module writes it, but with bytes deflated by zlib. */
function linkOf(bytes: Uint8Array): string {
  const payload = deflateRawSync(bytes).toString('base64url');
  return `1d0.${payload}.${payload.length.toString(36)}-${crc32(bytes).toString(36)}`;
}

describe('links', () => {
  it.each(golden)('opens %s', (link, text) => {
    expect(decodeLink(link)).toBe(text);
  });

  it('give back any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const link = encodeLink(text);
        expect(link).toMatch(/^[\w.-]+$/);
        expect(decodeLink(link)).toBe(text);
      }),
    );
    const long = sample.repeat(800);
    expect(decodeLink(encodeLink(long))).toBe(long);
    expect(decodeLink(encodeLink('\uFEFFa\r\nb'))).toBe('\uFEFFa\r\nb');
  });

  it('open what zlib deflated', () => {
    expect(decodeLink(linkOf(new TextEncoder().encode(sample)))).toBe(sample);
  });

  it('say that they were cut, wherever they were', () => {
    const link = encodeLink(sample);
    for (let length = 0; length < link.length; length++) expect(trouble(link.slice(0, length)).kind, link.slice(0, length)).toBe('cut');
  });

  it('say how much of them arrived', () => {
    const [format, payload, ending] = encodeLink(sample.repeat(40)).split('.') as [string, string, string];
    const message = trouble(`${format}.${payload.slice(0, -10)}.${ending}`).message;
    expect(message).toContain(`${payload.length - 10} of ${payload.length} characters arrived`);
  });

  it('are refused when a character was changed', () => {
    const link = encodeLink(sample);
    const at = fc.integer({ min: 4, max: link.lastIndexOf('.') - 1 });
    fc.assert(
      fc.property(at, fc.constantFrom(...'Aa0-_'), (place, character) => {
        fc.pre(link[place] !== character);
        let text: string | null = null;
        try {
          text = decodeLink(link.slice(0, place) + character + link.slice(place + 1));
        } catch (error) {
          expect(error).toBeInstanceOf(LinkError);
        }
        expect(text === null || text === sample).toBe(true);
      }),
    );
  });

  it('tell a newer version and foreign text apart', () => {
    expect(trouble('2d0.abc.3-abc').kind).toBe('newer');
    expect(trouble('1d2.abc.3-abc').kind).toBe('newer');
    expect(trouble('hello').kind).toBe('broken');
    expect(trouble(`1d0.a b.3-${(0).toString(36)}`).kind).toBe('broken');
  });

  it('stop a bomb at the bound', () => {
    const bomb = deflateRawSync(new Uint8Array(200_000_000)).toString('base64url');
    const start = performance.now();
    expect(trouble(`1d0.${bomb}.${bomb.length.toString(36)}-0`).kind).toBe('too-large');
    expect(performance.now() - start).toBeLessThan(1000);
    expect(decodeLink(linkOf(new Uint8Array(longestText).fill(97)))).toHaveLength(longestText);
    expect(trouble(linkOf(new Uint8Array(longestText + 1).fill(97))).kind).toBe('too-large');
  });
});

describe('parseFragment', () => {
  const nb = encodeLink(sample);
  it.each([
    ['', { kind: 'home' }],
    ['#', { kind: 'home' }],
    [`#nb=${nb}`, { kind: 'nb', payload: nb, paused: false }],
    [`#nb=${nb}&mode=paused`, { kind: 'nb', payload: nb, paused: true }],
    [`%23nb=${nb}`, { kind: 'nb', payload: nb, paused: false }],
    [`/%23nb=${nb}`, { kind: 'nb', payload: nb, paused: false }],
    [`#${encodeURIComponent(`nb=${nb}`)}`, { kind: 'nb', payload: nb, paused: false }],
    ['#sample=mortgage', { kind: 'sample', name: 'mortgage', paused: false }],
    ['#sample=mortgage&mode=paused', { kind: 'sample', name: 'mortgage', paused: true }],
    ['#sample=../secret', { kind: 'unknown', text: 'sample=../secret' }],
    ['#src=https://example.org/a.md', { kind: 'src', url: 'https://example.org/a.md', paused: false }],
    ['#src=https%3A%2F%2Fexample.org%2Fa.md', { kind: 'src', url: 'https://example.org/a.md', paused: false }],
    ['#src=https://example.org/a.md?b=1&c=2&mode=paused', { kind: 'src', url: 'https://example.org/a.md?b=1&c=2', paused: true }],
    ['#src=https://example.org/a%2Fb%20c.md', { kind: 'src', url: 'https://example.org/a%2Fb%20c.md', paused: false }],
    ['#sample=mortgage&at=quality&mode=present', { kind: 'sample', name: 'mortgage', paused: false, at: 'quality', mode: 'present' }],
    [`#nb=${nb}&mode=read&at=gr%C3%B6%C3%9Fe`, { kind: 'nb', payload: nb, paused: false, at: 'größe', mode: 'read' }],
    [
      '#src=https://example.org/a.md?b=1&at=2&c=3&at=gate&mode=edit',
      { kind: 'src', url: 'https://example.org/a.md?b=1&at=2&c=3', paused: false, at: 'gate', mode: 'edit' },
    ],
    ['#sample=mortgage&at=&mode=loud&at=%E0', { kind: 'sample', name: 'mortgage', paused: false, at: '%E0' }],
    ['#section', { kind: 'unknown', text: 'section' }],
  ])('reads %s', (hash, expected) => {
    expect(parseFragment(hash)).toEqual(expected);
  });

  it('reads back any view that a link was given', () => {
    const view = fc.record(
      { at: fc.string({ unit: 'grapheme', minLength: 1 }), mode: fc.constantFrom('read' as const, 'edit' as const, 'present' as const) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.constantFrom('sample=mortgage', `nb=${nb}`, 'src=https://example.org/a.md?b=1&c=2'), view, (fragment, wanted) => {
        if (wanted.at !== undefined && /%(?:3D|26|2E|2F|3A)/i.test(encodeURIComponent(wanted.at))) return;
        expect(parseFragment(`#${withView(fragment, wanted)}`)).toMatchObject({ paused: false, ...wanted });
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (hash) => {
        expect(typeof parseFragment(hash).kind).toBe('string');
      }),
    );
  });
});
