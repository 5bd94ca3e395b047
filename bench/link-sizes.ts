import { readdir, readFile } from 'node:fs/promises';
import { deflateSync } from 'fflate';
import lzString from 'lz-string';
import { encodeLink } from '../src/notebook/link.ts';
import type { Measurement } from './measurement.ts';

/**
 * Characters of links beside lz-string's, which other notebooks put in theirs, and what the dictionary saves. Besides the bundled
 * notebooks: fifteen cells of one without its prose, and all cells of all of them, with all their prose, as one text.
 */
export const linkSizes: Measurement = {
  name: 'link-size',
  async run() {
    const names = (await readdir('notebooks', { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name);
    const texts = await Promise.all(names.map((name) => readFile(`notebooks/${name}/notebook.md`, 'utf8')));
    const bundled = texts.map((text, at) => sized(names[at]!, text));
    const cells = texts.map((text) => text.match(/^```yaml[^]*?^```$/gm) ?? []);
    const longest = cells.reduce((most, of) => (of.length > most.length ? of : most));
    const saved = 1 - sum(texts, (text) => encodeLink(text).length) / sum(texts, plainLength);
    return [
      ...bundled,
      { ...sized('15 cells without prose', longest.slice(0, 15).join('\n\n')), goal: '< 1,500' },
      { ...sized('all bundled notebooks as one', texts.join('\n\n')), goal: '< 6,500 for 76 cells' },
      { what: 'what the dictionary saves on the bundled notebooks', ours: `${(100 * saved).toFixed(1)}%`, goal: '≥ 20%' },
    ];
  },
};

function sized(name: string, text: string): { readonly what: string; readonly ours: string; readonly peer: string } {
  const count = text.match(/^```yaml/gm)?.length ?? 0;
  return {
    what: `characters of the link of ${name} (${text.length.toLocaleString('en-US')} of text, ${count} cells)`,
    ours: encodeLink(text).length.toLocaleString('en-US'),
    peer: `${lzString.compressToEncodedURIComponent(text).length.toLocaleString('en-US')} with lz-string`,
  };
}

/** Characters of the same without a dictionary. */
function plainLength(text: string): number {
  return Math.ceil((4 * deflateSync(new TextEncoder().encode(text), { level: 9 }).length) / 3) + 16;
}

function sum(texts: readonly string[], of: (text: string) => number): number {
  return texts.reduce((total, text) => total + of(text), 0);
}
