import { readdir, readFile } from 'node:fs/promises';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fence, notebookOf } from '../engine/test-world.ts';
import { assay, Folder, recorded } from './folder.ts';

let folder: Folder;
beforeAll(async () => {
  folder = await Folder.make();
  await folder.write('scores.csv', recorded(8));
});
afterAll(() => folder.remove());

const notebook = notebookOf(
  '# How good?',
  fence('data', 'log', 'source: scores.csv\nroles: {label: label, score: score}\npositive: "yes"'),
  fence('metrics', 'quality', 'data: log\nmetrics: [recall]\ninterval: {method: none}'),
  fence('chart', 'drawn', 'data: log\nspec: {mark: bar, encoding: {x: {field: label, type: nominal}, y: {aggregate: count}}}'),
  fence('calibration', 'trust', 'data: log\nrecalibrate: platt\ninterval: {replicates: 100}'),
);

async function run(...words: readonly string[]): Promise<{ code: number; err: string; out: string }> {
  return assay(['run', await folder.write('notebook.md', notebook), ...words]);
}

describe('--table', () => {
  it('writes any frame in the format of its ending, whole', async () => {
    const { code, out } = await run('--table', `log=${folder.at('log.csv')}`);
    expect([code, out]).toEqual([0, '']);
    const lines = (await folder.read('log.csv')).trim().split('\r\n');
    expect([lines.length, lines[0], lines[1]]).toEqual([81, 'label,score,x', 'yes,0.8,0']);
    expect(lines.slice(1).join('\n')).toBe(recorded(8).trim().split('\n').slice(1).join('\n'));
  });

  it('writes parts, as JSON and Parquet that hold the same', async () => {
    const { code } = await run('--table', `quality=${folder.at('q.json')}`, '--table', `quality.roc=${folder.at('roc.parquet')}`);
    expect(code).toBe(0);
    const quality = JSON.parse(await folder.read('q.json')) as { metric: string; value: number }[];
    expect(quality.find(({ metric }) => metric === 'recall')!.value).toBe(0.8);
    const bytes = await readFile(folder.at('roc.parquet'));
    const roc = await parquetReadObjects({ file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) });
    expect(roc.length).toBeGreaterThan(2);
    expect(Object.keys(roc[0]!)).toContain('threshold');
  });
});

describe('--chart and --charts', () => {
  it('write charts that stand alone, by name', async () => {
    const { code } = await run('--chart', `drawn=${folder.at('drawn.svg')}`, '--chart', `trust.2=${folder.at('second.svg')}`);
    expect(code).toBe(0);
    const svg = await folder.read('drawn.svg');
    expect(svg).toMatch(/^<svg .*<title>drawn<\/title><desc>/);
    expect(svg.match(/aria-roledescription="bar"/g)).toHaveLength(2);
    expect(await folder.read('second.svg')).toMatch(/^<svg /);
  });

  it('write every chart of the notebook into a folder', async () => {
    expect((await run('--charts', folder.at('charts/all'))).code).toBe(0);
    const names = (await readdir(folder.at('charts/all'))).sort();
    expect(names).toContain('drawn.svg');
    expect(names.filter((name) => /^trust-\d\.svg$/.test(name)).length).toBeGreaterThan(1);
  });
});

describe('what cannot be written', () => {
  it.each([
    [['--table', 'nobody=x.csv'], /--table nobody: no cell of that name; there are log, quality/],
    [['--table', 'log=x.xlsx'], /x\.xlsx: a table is written as \.csv, \.tsv, \.json, \.md, \.parquet/],
    [['--table', 'log'], /--table takes name=value/],
    [['--chart', 'drawn=x.png'], /only a browser draws PNG; write \.svg/],
    [['--chart', 'drawn=x.pdf'], /written as \.svg/],
    [['--table', 'quality.rock=/nowhere/x.csv'], /--table quality\.rock: no such part; there are quality, quality\.confusion/],
    [['--chart', 'trust.9=/nowhere/x.svg'], /--chart trust\.9: no such chart; there are drawn, trust\.1/],
    [['--table', 'log=/nowhere/x.csv'], /no folder for \/nowhere\/x\.csv; make it first/],
  ])('is said: %j', async (words, sentence) => {
    const { code, err } = await run(...words);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
  });

  it('is told apart for several notebooks', async () => {
    const { err } = await assay(['run', 'a.md', 'b.md', '--table', 'log=x.csv']);
    expect(err).toContain('--table log x.csv would be written by several notebooks; put {name} into it');
  });
});
