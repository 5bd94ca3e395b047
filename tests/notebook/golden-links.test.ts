import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { kindNames } from '../../src/app/kind-names.ts';
import { decodeLink, fragmentOfLink, parseFragment } from '../../src/notebook/link.ts';
import { parseNotebook } from '../../src/notebook/parse-notebook.ts';
import { readCarried } from '../../src/report/carried/read-carried.ts';

const folder = 'tests/notebook/links';

/** Files of a link and the text that it must open for all time, below it. Never change one. */
it.each(readdirSync(folder))('opens %s', (name) => {
  const file = readFileSync(`${folder}/${name}`, 'utf8');
  const end = file.indexOf('\n');
  const fragment = parseFragment(fragmentOfLink(file.slice(0, end)));
  if (fragment.kind !== 'nb') throw new Error(`${name} carries no notebook`);
  const text = decodeLink(fragment.payload);
  expect(text).toBe(file.slice(end + 1));
  expect(fragment.results !== undefined).toBe(name === '1r0.txt');
  if (fragment.results === undefined) return;
  const sha256 = createHash('sha256').update(text).digest('hex');
  const carried = readCarried(fragment.results, parseNotebook(text, kindNames), sha256);
  expect(carried.files).toMatchObject([{ name: 'log.csv', rows: 1500 }]);
  expect([...carried.outputs.keys()]).toEqual(['prose-1', 'log', 'quality', 'scores', 'gate']);
  const quality = carried.outputs.get('quality');
  expect(quality).toMatchObject({ layout: 'metrics', columns: [{ metric: 'roc_auc' }, { metric: 'recall' }] });
  expect(createHash('sha256').update(JSON.stringify(quality)).digest('hex').slice(0, 12)).toBe('3f5aec45777d');
});

it('keeps a link of each kind', () => {
  expect(readdirSync(folder).length).toBeGreaterThanOrEqual(8);
});
