import { cp } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultLimits } from '../../src/trust/limits.ts';
import { fence, notebookOf, placeOfWord } from '../engine/test-world.ts';
import { Folder, recorded } from './folder.ts';

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
const parquet = new TextEncoder().encode('PAR1 cut off');

let folder: Folder;
let server: Server;
let host = '';

beforeAll(async () => {
  folder = await Folder.make();
  await folder.write('good.csv', recorded(8));
  await folder.write('empty.csv', '');
  await folder.write('header.csv', 'label,score,x\n');
  await folder.write('image.csv', png);
  await folder.write('cut.parquet', parquet);
  await folder.write('cut.json', '[{"x": 1}, {"x":');
  await folder.write('quote.csv', 'x,y\n1,"never closed\n2,b\n');
  await folder.write('page.csv', '<!doctype html><title>Not found</title>');
  await folder.write('scores.csv', 'a,b\n1,2\n');
  await folder.write('infinite.csv', `label,score,x\nyes,0.5,1\nno,Infinity,2\nyes,NaN,3\nno,0.2,4\n`);
  await folder.write('one.csv', `label,score\n${'yes,0.5\n'.repeat(40)}`);
  await folder.write('model.json', '{"format": "layers-model"');
  await folder.write('weights.bin', new Uint8Array(8));
  await cp(new URL('../../notebooks/mortgage/model', import.meta.url), folder.at('model'), { recursive: true });
  await cp(new URL('../../notebooks/mortgage/model', import.meta.url), folder.at('short'), { recursive: true });
  await folder.write('short/weights.bin', new Uint8Array(8));
  await cp(new URL('../../notebooks/mortgage/model/model.json', import.meta.url), folder.at('alone/model.json'));
  server = createServer((request, response) => {
    if (request.url === '/big.csv') return response.writeHead(200).end(`x\n${'1\n'.repeat(5000)}`);
    response.writeHead(404).end('<html>no</html>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await folder.remove();
});

const good = fence('data', 'good', 'source: good.csv\nroles: {label: label, score: score}\npositive: "yes"');
const after = fence('check', 'after', 'data: good\nrules: [{expect: d.x >= 0}]');

/** Runs the cells between a good one and a check of it; both of those must end well whatever stands between. */
async function among(
  cells: readonly string[],
  limits = defaultLimits as { bytes: number },
): Promise<Awaited<ReturnType<Folder['run']>> & { text: string }> {
  const text = notebookOf(good, ...cells, after).replaceAll('HOST', host);
  const ran = await folder.run(text, ['--backend', 'cpu'], { limits: { ...defaultLimits, ...limits } });
  for (const name of ['good', 'after']) expect(ran.report.cells.find((cell) => cell.name === name)?.state).toBe('done');
  return { ...ran, text };
}

const data = (source: string, more = ''): string => fence('data', 'bad', `source: ${source}${more}`);
const model = (source: string, inputs = '[pirat]', more = ''): string =>
  fence('model', 'bad', `source: ${source}\ninputs: ${inputs}\noutput: {type: probability, classes: ["no", "yes"]}${more}`);

interface Case {
  readonly cell: string;
  /** The word at which the sentence stands; the one that is written first after the good cell. */
  readonly at: string;
  readonly sentence: RegExp;
  readonly code?: number;
  readonly state?: string;
}

const cases: Record<string, Case> = {
  'an empty file': { cell: data('empty.csv'), at: 'empty.csv', sentence: /^empty\.csv is empty$/ },
  'an image for a table': { cell: data('image.csv'), at: 'image.csv', sentence: /^image\.csv is an image, not a table/ },
  'a web page for a table': { cell: data('page.csv'), at: 'page.csv', sentence: /^page\.csv is a web page/ },
  'a Parquet file that was cut off': { cell: data('cut.parquet'), at: 'cut.parquet', sentence: /cut\.parquet/ },
  'a JSON file that was cut off': { cell: data('cut.json'), at: 'cut.json', sentence: /cut\.json/ },
  'a quote that is never closed': {
    cell: data('quote.csv'),
    at: 'quote.csv',
    sentence: /^line 2 of the file: a quote is opened that is never closed/,
  },
  'a file that is not there': { cell: data('none.csv'), at: 'none.csv', sentence: /no file .*none\.csv$/, code: 3, state: 'needs-file' },
  'an address that answers 404': {
    cell: data('HOST/none.csv'),
    at: 'http:',
    sentence: /none\.csv answered 404 Not Found; check the address$/,
  },
  'a scheme that is not opened': {
    cell: data('ftp://example.org/a.csv'),
    at: 'ftp:',
    sentence: /^ftp addresses are not opened; use https$/,
  },
  'a role of a column that is not there': {
    cell: data('good.csv', '\nroles: {label: lable}'),
    at: 'lable}',
    sentence: /^no column lable$/,
  },
  'a pin of another file': {
    cell: data('good.csv', `\nsha256: ${'a'.repeat(64)}`),
    at: 'aaaa',
    sentence: /^good\.csv is not the file that this notebook pins/,
  },
  'a table for a model': { cell: model('scores.csv'), at: 'scores.csv', sentence: /^scores\.csv is not a model that can be run/ },
  'weights for a model': {
    cell: model('weights.bin'),
    at: 'weights.bin',
    sentence: /^weights\.bin is not a model that can be run: it holds weights/,
  },
  'a model file that was cut off': { cell: model('model.json'), at: 'model.json', sentence: /model\.json/ },
  'a model without its weights': {
    cell: model('alone/model.json'),
    at: 'alone',
    sentence: /no file .*weights\.bin/,
    code: 3,
    state: 'needs-file',
  },
  'a model with too few weights': { cell: model('short/model.json'), at: 'short', sentence: /weights/ },
  'a model with other inputs': { cell: model('model/model.json'), at: '[pirat]', sentence: /inputs|columns|takes/ },
  'an unknown column': { cell: fence('table', 'bad', 'data: good\ncolumns: [x, scor]'), at: 'scor]', sentence: /^no column scor$/ },
  'an unknown column in an expression': { cell: fence('slice', 'bad', 'data: good\nwhere: d.y > 0'), at: 'd.y', sentence: /y/ },
  'code in an expression': {
    cell: fence('slice', 'bad', 'data: good\nwhere: fetch("https://example.org")'),
    at: 'fetch',
    sentence: /fetch/,
  },
  'metrics of data without a label': {
    cell: fence('metrics', 'bad', 'data: after_all\nmetrics: [recall]'),
    at: 'after_all',
    sentence: /no cell after_all above/,
  },
  'a metric that there is not': { cell: fence('metrics', 'bad', 'data: good\nmetrics: [recal]'), at: 'recal]', sentence: /recal/ },
  'a reference downward': { cell: fence('table', 'bad', 'data: after'), at: 'after', sentence: /^reads after, which stands below it/ },
  'broken YAML': { cell: fence('table', 'bad', 'data: good\ncolumns: [x'), at: 'columns', sentence: /^the YAML breaks here/ },
  'a key that there is not': { cell: fence('table', 'bad', 'data: good\nwhen: 1'), at: 'when', sentence: /^no key when in a table cell$/ },
  'a kind of input that there is not': {
    cell: fence('input', 'bad', 'type: dial'),
    at: 'dial',
    sentence: /range, number, select, toggle, text/,
  },
  'no body': { cell: '```yaml table bad\n```', at: '```yaml table', sentence: /^a table cell needs data$/ },
};

it.each(Object.entries(cases))(
  'says in one sentence, at its cell and line, what is wrong with %s',
  async (_, { cell, at, sentence, code = 2, state = 'failed' }) => {
    const { text, ...ran } = await among([cell]);
    expect(ran.code).toBe(code);
    const bad = ran.report.cells.find((other) => other.name === 'bad')!;
    expect(bad.state).toBe(state);
    expect(bad.error!.message).toMatch(sentence);
    expect(bad.error!.message).not.toMatch(/\n|\[object|undefined|Error:|please/i);
    const { line } = placeOfWord(text, at, text.slice(0, text.indexOf(cell.replaceAll('HOST', host))).split(at).length);
    if (at === 'columns') expect(bad.error!.line - line).toBeLessThanOrEqual(1);
    else expect(bad.error!.line).toBe(line);
    const named = `line ${bad.error!.line}, column ${bad.error!.column}: `;
    expect(ran.err.split(named).length).toBe(2);
  },
);

it('says which columns a model does not find in the data', async () => {
  await folder.write('mortgage.csv', 'pirat,hirat\n0.3,0.2\n');
  const { report, text } = await among([
    fence('data', 'few', 'source: mortgage.csv'),
    fence('model', 'scorer', scorer),
    fence('predict', 'bad', 'model: scorer\ndata: few'),
  ]);
  const bad = report.cells.find((cell) => cell.name === 'bad')!;
  expect(report.cells.find((cell) => cell.name === 'scorer')!.state).toBe('done');
  expect(bad.state).toBe('failed');
  expect(bad.error!.message).toMatch(/lvrat.*unemp/);
  expect(bad.error!.message).not.toMatch(/pirat/);
  expect(text.split('\n')[bad.error!.line - 1]).toMatch(/data: few|model: scorer/);
});

const scorer = `source: model/model.json
inputs:
  - pirat
  - hirat
  - lvrat
  - unemp
  - { column: chist, one_hot: ["1", "2", "3", "4", "5", "6"] }
  - { column: mhist, one_hot: ["1", "2", "3", "4"] }
  - { column: phist, one_hot: ["no", "yes"] }
  - { column: selfemp, one_hot: ["no", "yes"] }
  - { column: condomin, one_hot: ["no", "yes"] }
  - { column: single, one_hot: ["no", "yes"] }
  - { column: hschool, one_hot: ["no", "yes"] }
output: { type: probability, classes: ["no", "yes"] }`;

it('fails both cells of one name, and no other', async () => {
  const { code, report } = await among([data('good.csv'), data('one.csv')]);
  expect(code).toBe(2);
  const failed = report.cells.filter((cell) => cell.state === 'failed');
  expect(failed.map((cell) => cell.error!.message)).toEqual([
    'the name bad is taken by another cell',
    'the name bad is taken by another cell',
  ]);
});

it.each(['bad.csv', 'HOST/big.csv'])('refuses %s above the limit of bytes, and reads the rest', async (source) => {
  await folder.write('bad.csv', `x\n${'1\n'.repeat(5000)}`);
  const { code, report } = await among([data(source)], { bytes: 4000 });
  const bad = report.cells.find((cell) => cell.name === 'bad')!;
  expect([code, bad.state]).toEqual([2, 'failed']);
  expect(bad.error!.message).toMatch(/^(bad|big)\.csv has (10,002 bytes, over|more than) the limit of 4,000 bytes/);
});

it.each([
  ['a table without rows', 'header.csv', 0],
  ['labels of one class', 'one.csv', 40],
  ['scores that are not finite', 'infinite.csv', 4],
])('measures nothing, without failing, on %s', async (_, file, rows) => {
  const { code, report } = await among([
    data(file, '\nroles: {label: label, score: score}\nclasses: ["no", "yes"]\npositive: "yes"'),
    fence('metrics', 'quality', 'data: bad\nmetrics: [roc_auc, recall]'),
    fence('check', 'gate', 'data: quality\nrules: [{metric: roc_auc, expect: d.value > 0}]'),
  ]);
  expect(report.cells.map((cell) => cell.state)).toEqual(['done', 'done', 'done', 'done', 'done']);
  expect(report.cells[1]!.tables!['bad']!.total).toBe(rows);
  const auc = report.cells[2]!.tables!['quality']!.rows[0]!;
  if (rows !== 4) expect(auc[4]).toBe('NaN');
  if (rows !== 4) expect(auc[8]).toBeTruthy();
  expect(report.cells[3]!.checks![0]!.state).toBe('not-enough-data');
  expect(code).toBe(1);
});

it('measures nothing, without failing, on an empty slice', async () => {
  const { report } = await among([
    fence('slice', 'nobody', 'data: good\nwhere: d.x < 0'),
    fence('metrics', 'quality', 'data: good\nmetrics: [recall]\nby: [{slice: nobody}]\ninterval: {method: none}'),
    fence('table', 'rows', 'data: nobody'),
    fence('check', 'gate', 'data: nobody\nrules: [{expect: d.x > 0}]'),
  ]);
  expect(report.cells.map((cell) => cell.state)).toEqual(Array(6).fill('done'));
  expect(report.cells[3]!.tables!['rows']!.total).toBe(0);
  expect(report.cells[4]!.checks![0]!).toMatchObject({ state: 'error', sentence: 'This rule cannot be judged: the data has no rows.' });
});
