import { deflateSync } from 'fflate';
import { readdir, readFile } from 'node:fs/promises';
import { encodeLink } from '../src/notebook/link.ts';
import type { Measurement } from './measurement.ts';

/**
 * Characters of the bundled notebooks' links, and what a preset dictionary would save: for each notebook one of 32 kB made of all
 * the others, which flatters it, since a frozen dictionary is smaller and knows no notebook of tomorrow.
 */
export const linkSizes: Measurement = {
  name: 'link-size',
  async run() {
    const names = (await readdir('notebooks', { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name);
    const texts = await Promise.all(names.map((name) => readFile(`notebooks/${name}/notebook.md`, 'utf8')));
    let plain = 0;
    let preset = 0;
    const lines = texts.map((text, at) => {
      const link = encodeLink(text).length;
      const others = new TextEncoder().encode(texts.filter((_, other) => other !== at).join('\n')).slice(-32_768);
      const bytes = deflateSync(new TextEncoder().encode(text), { level: 9, dictionary: others }).length;
      const withDictionary = Math.ceil((4 * bytes) / 3) + 16;
      plain += link;
      preset += withDictionary;
      return {
        what: `characters of the link of ${names[at]} (${text.length.toLocaleString('en-US')} of text, ${text.match(/^```yaml/gm)?.length ?? 0} cells)`,
        ours: link.toLocaleString('en-US'),
        peer: `${withDictionary.toLocaleString('en-US')} with a dictionary of the others`,
      };
    });
    const saved = `${((100 * (plain - preset)) / plain).toFixed(1)}%`;
    return [...lines, { what: 'what a preset dictionary saves on the bundled notebooks', ours: saved, goal: '≥ 20% to be worth a format' }];
  },
};
