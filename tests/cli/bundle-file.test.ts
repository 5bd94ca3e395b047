import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import type { JsonReport } from '../../src/report/json.ts';

const text = `# Away

\`\`\`yaml data log
source: log.csv
roles: {label: label, score: score}
positive: "yes"
\`\`\`

\`\`\`yaml metrics quality
data: log
metrics: [roc_auc]
interval: {replicates: 100, seed: 1}
\`\`\`
`;
const csv = `label,score\n${Array.from({ length: 200 }, (_, row) => `${(row * 7) % 3 === 0 ? 'yes' : 'no'},${(row % 97) / 97}`).join('\n')}\n`;
let folder = '';
const quiet = { out: () => undefined, err: () => undefined, colour: false };
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-bundle-'));
  await writeFile(at('notebook.md'), text);
  await writeFile(at('log.csv'), csv);
});
afterAll(() => rm(folder, { recursive: true }));

async function results(name: string): Promise<JsonReport> {
  return JSON.parse(await readFile(at(name), 'utf8')) as JsonReport;
}

it('packs a run, and runs from what is packed alone, to the same numbers', async () => {
  expect(await main(['run', at('notebook.md'), '--bundle', at('all.zip'), '--json', at('here.json')], quiet)).toBe(0);
  await rm(at('log.csv'));
  expect(await main(['run', at('all.zip'), '--json', at('there.json')], quiet)).toBe(0);
  const [here, there] = [await results('here.json'), await results('there.json')];
  expect(there.cells.map(({ key, tables }) => [key, tables])).toEqual(here.cells.map(({ key, tables }) => [key, tables]));
  expect(there.notebook.sha256).toBe(here.notebook.sha256);
});

it('reads nothing beside an archive, and says what is wrong with one', async () => {
  const said: string[] = [];
  const streams = { ...quiet, err: (line: string) => void said.push(line) };
  await writeFile(at('cut.zip'), (await readFile(at('all.zip'))).subarray(0, 900));
  expect(await main(['run', at('cut.zip')], streams)).toBe(2);
  expect(said.join('')).toContain('cut.zip is cut short');
  expect(await main(['run', at('notebook.md'), '--bundle', '-'], streams)).toBe(2);
  expect(said.join('')).toContain('--bundle writes an archive into a file');
});
