import { describe, expect, it } from 'vitest';
import { chartFile } from '../../src/report/chart-file.ts';
import { isBalanced } from './balanced.ts';

const spec = (values: readonly object[], more: object = {}): Record<string, unknown> => ({
  data: { values },
  mark: 'bar',
  encoding: { x: { field: 'kind', type: 'nominal' }, y: { field: 'n', type: 'quantitative' } },
  ...more,
});
const rows = Array.from({ length: 7 }, (_, at) => ({ kind: `k${at}`, n: at + 1 }));

function marks(svg: string): string[] {
  return svg.match(/aria-roledescription="bar"/g) ?? [];
}

describe('chartFile', () => {
  it('draws one mark a row', async () => {
    expect(marks(await chartFile({ spec: spec(rows), summary: 's' }, 'bars'))).toHaveLength(rows.length);
  });

  it('says what it shows inside, first', async () => {
    const svg = await chartFile({ spec: spec(rows, { title: 'Bars & <more>' }), summary: 'A bar chart of "n"' }, 'bars');
    expect(svg).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]* role="img"><title>Bars &amp; &lt;more&gt;<\/title><desc>A bar chart of &quot;n&quot;<\/desc>/,
    );
  });

  it.each([
    [{}, 'bars'],
    [{ title: '  ' }, 'bars'],
    [{ title: { text: 'One' } }, 'One'],
    [{ title: ['One', 'two'] }, 'One two'],
  ])('is named by its heading, else by its cell: %j', async (more, title) => {
    expect(await chartFile({ spec: spec(rows, more), summary: '' }, 'bars')).toContain(`<title>${title}</title>`);
  });

  it('stands alone: no script, no address but names of the format and its own parts', async () => {
    const values = [
      { kind: '<script>x</script>', n: 1 },
      { kind: 'https://example.org', n: 2 },
    ];
    const svg = await chartFile({ spec: spec(values, { mark: { type: 'bar', clip: true } }), summary: 'url(https://example.org)' }, 'bars');
    expect(svg).not.toMatch(/<(script|foreignObject|image|a|use|style|iframe)\b|\son\w+=|href=/i);
    const attributes = svg.replaceAll(/>[^<]*</g, '><').replaceAll(/aria-label="[^"]*"|xmlns(:xlink)?="[^"]*"/g, '');
    expect(attributes).not.toMatch(/https?:|url\((?!#)/);
    expect(svg).toContain('clip-path="url(#');
  });

  it('is light and on white, so that it can be read on any page', async () => {
    const svg = await chartFile({ spec: spec(rows), summary: '' }, 'bars');
    expect(svg).toMatch(/<rect width="\d+" height="\d+" fill="#ffffff"\/>/);
    expect(svg).toContain('#0358ba');
  });

  it('is XML, whatever the data holds', async () => {
    const values = [{ kind: 'a\u0000\u0007\uFFFF\uD800 & "x" 🙂 שלום', n: 1 }];
    const svg = await chartFile({ spec: spec(values, { title: '\u0001' }), summary: '\u000B<' }, 'bars');
    const codes = Array.from(svg, (sign) => sign.codePointAt(0)!);
    expect(
      codes.filter((code) => (code < 32 && ![9, 10, 13].includes(code)) || (code >= 0xd800 && code < 0xe000) || code === 0xffff),
    ).toEqual([]);
    expect(isBalanced(svg)).toBe(true);
    expect(svg).toContain('🙂 שלום');
  });

  it('refuses an address in its spec', async () => {
    await expect(chartFile({ spec: spec(rows, { config: { background: 'url(https://example.org)' } }), summary: '' }, 'x')).rejects.toThrow(
      /config|address/,
    );
  });
});
