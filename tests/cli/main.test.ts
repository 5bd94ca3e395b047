import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assay, Folder, recorded } from './folder.ts';
import { fence, notebookOf } from '../engine/test-world.ts';

let folder: Folder;
beforeAll(async () => {
  folder = await Folder.make();
  await folder.write('scores.csv', recorded(8));
  await folder.write('worse.csv', recorded(3));
});
afterAll(() => folder.remove());

const data = fence('data', 'log', 'source: scores.csv\nroles: {label: label, score: score}\npositive: "yes"');
const input = fence('input', 'threshold', 'type: range\nmin: 0\nmax: 1\nvalue: 0.5');
const metrics = fence('metrics', 'quality', 'data: log\nmetrics: [recall, precision]\nthreshold: $threshold\ninterval: {method: none}');
const gate = (expected: string, more = ''): string =>
  fence('check', 'gate', `data: quality\nrules: [{metric: recall, expect: ${expected}${more}}]`);
const notebook = (...last: string[]): string => notebookOf('# How good?', data, input, metrics, ...last);

describe('assay run', () => {
  it('exits 0 when every check passes, and writes nothing but JSON on standard output', async () => {
    const { code, out, err, report } = await folder.run(notebook(gate('d.value >= 0.8')));
    expect(code).toBe(0);
    expect(out.startsWith('{\n "assay": 1,')).toBe(true);
    expect(report.checks).toEqual({ passed: 1, warned: 0, failed: 0, undecided: 0, errors: 0 });
    expect(report.notebook).toEqual({ title: 'How good?', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    expect(report.environment).toMatchObject({ version: '0.1.0', file: 'notebook.md' });
    expect(report.cells.map((cell) => [cell.name, cell.kind, cell.state])).toEqual([
      ['log', 'data', 'done'],
      ['threshold', 'input', 'done'],
      ['quality', 'metrics', 'done'],
      ['gate', 'check', 'done'],
    ]);
    expect(report.cells[3]!.checks![0]).toMatchObject({
      title: 'recall at least 0.8',
      severity: 'fail',
      state: 'pass',
      sentence: expect.any(String) as string,
    });
    expect(err).toContain('quality: done');
    expect(err).toContain('Checks: 1 passes.');
  });

  it('exits 1 when a check fails, and 0 when it only warns', async () => {
    expect((await folder.run(notebook(gate('d.value > 0.9')))).code).toBe(1);
    const warned = await folder.run(notebook(gate('d.value > 0.9', ', severity: warn')));
    expect(warned.code).toBe(0);
    expect(warned.report.checks.warned).toBe(1);
  });

  it('exits 1 when a check is undecided, unless that is allowed', async () => {
    const few = fence('slice', 'few', 'data: log\nwhere: d.x < 10');
    const text = notebookOf(data, few, fence('metrics', 'quality', 'data: few\nmetrics: [recall]'), gate('d.value > 0.1'));
    const { code, report } = await folder.run(text);
    expect([code, report.checks.undecided]).toEqual([1, 1]);
    expect((await folder.run(text, ['--allow-undecided'])).code).toBe(0);
  });

  it('exits 2 when a cell or a check is in error', async () => {
    expect((await folder.run(notebook(fence('table', 'bad', 'data: logg')))).code).toBe(2);
    const { code, report } = await folder.run(
      notebook(fence('check', 'gate', 'data: quality\nrules: [{metric: recal, expect: d.value > 0}]')),
    );
    expect([code, report.checks.errors]).toEqual([2, 1]);
    expect((await folder.run('---\nassay: 99\n---\n\ntext\n')).code).toBe(2);
  });

  it('exits 3 when a file is missing, even beside other errors', async () => {
    const missing = fence('data', 'more', 'source: more.csv');
    const { code, report, err } = await folder.run(
      notebook(missing, fence('table', 'below', 'data: more'), fence('table', 'bad', 'data: logg')),
    );
    expect(code).toBe(3);
    expect(report.cells.slice(3).map((cell) => cell.state)).toEqual(['needs-file', 'blocked', 'failed']);
    expect(err).toContain('more.csv');
  });

  it('takes values of inputs and files from the command line', async () => {
    const recall = async (words: string[]): Promise<unknown> => {
      const { report } = await folder.run(notebook(), words);
      return report.cells[2]!.tables!['quality']!.rows[0]![4];
    };
    expect(await recall([])).toBe(0.8);
    expect(await recall(['--set', 'threshold=0.1'])).toBe(1);
    for (const name of ['scores.csv', 'log']) expect(await recall(['--data', `${name}=${folder.at('worse.csv')}`])).toBe(0.3);
    expect((await folder.run(notebook(), ['--data', `log=${folder.at('none.csv')}`])).code).toBe(3);
    const { code, report } = await folder.run(notebook(), ['--set', 'threshold=high']);
    expect([code, report.cells[1]!.error?.message]).toEqual([2, 'high is no value of this range']);
  });

  it('writes NaN and the infinities as texts', async () => {
    const derived = fence(
      'derive',
      'odd',
      'data: log\nsteps:\n  - derive: {up: 1 / (d.x - d.x), down: -1 / (d.x - d.x), none: 0 / (d.x - d.x)}\n  - select: [up, down, none]\n  - limit: 1',
    );
    const { out, report } = await folder.run(notebookOf(data, derived));
    expect(report.cells[1]!.tables!['odd']).toMatchObject({ rows: [['Infinity', '-Infinity', 'NaN']], total: 1 });
    expect(out).not.toMatch(/[^"]NaN|null, *null/);
  });

  it('keeps the rows of data to itself unless it is asked for them', async () => {
    const rows = async (words: string[]): Promise<number> =>
      (await folder.run(notebook(), words)).report.cells[0]!.tables!['log']!.rows.length;
    expect([await rows([]), await rows(['--rows'])]).toEqual([0, 80]);
  });

  it('writes every kind of report into files', async () => {
    const path = await folder.write('notebook.md', notebook(gate('d.value >= 0.8')));
    const flags = ['json', 'html', 'junit', 'markdown', 'ipynb'].flatMap((format) => [`--${format}`, folder.at(`report.${format}`)]);
    expect(await assay(['run', path, ...flags])).toMatchObject({ code: 0, out: '' });
    expect(await folder.read('report.html')).toMatch(/^<!doctype html>/i);
    expect(await folder.read('report.junit')).toContain('<testsuite');
    expect(await folder.read('report.markdown')).toContain('How good?');
    for (const format of ['json', 'ipynb']) expect(JSON.parse(await folder.read(`report.${format}`))).toBeTypeOf('object');
  });

  it('gives equal numbers and keys time after time', async () => {
    const text = notebook(gate('d.value >= 0.8'));
    const [first, second] = [await folder.run(text), await folder.run(text)];
    const without = (report: typeof first.report): unknown => report.cells.map(({ ms: _, ...cell }) => cell);
    expect(without(second.report)).toEqual(without(first.report));
  });
});

it('exits 2 and says why where WebGPU was asked for and is not there', async () => {
  const path = await folder.write('notebook.md', notebook());
  const { code, out, err } = await assay(['run', path, '--json', '-', '--backend', 'webgpu']);
  expect([code, out]).toEqual([2, '']);
  expect(err).toBe('WebGPU in Node needs the package webgpu; install it with npm install webgpu, or choose --backend wasm\n');
});

describe('a command line that cannot be understood', () => {
  it.each([
    [[], 'name a command'],
    [['runn', 'a.md'], 'no command runn'],
    [['run'], 'name the notebook, as in assay run notebook.md'],
    [['run', 'nowhere.md'], 'no file nowhere.md'],
    [['run', 'a.md', '--jsn', 'x'], 'no flag --jsn'],
    [['run', 'a.md', '--backend', 'tpu'], 'no backend tpu; there are auto, webgpu, wasm, cpu'],
    [['validate'], 'name one NOTEBOOK.md'],
    [['link', 'nowhere.md'], 'no file nowhere.md'],
    [['unlink', '#src=https://example.org/a.md'], 'this link carries no notebook'],
    [['new'], 'name the data files'],
    [['new', 'nowhere.csv'], 'no file nowhere.csv'],
  ])('%j exits 2 and says why, in one sentence', async (words, sentence) => {
    const { code, out, err } = await assay(words);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(sentence);
  });

  it('names an input that the notebook does not have', async () => {
    const path = await folder.write('notebook.md', notebook());
    expect(await assay(['run', path, '--set', 'treshold=1'])).toMatchObject({
      code: 2,
      err: '--set treshold: the notebook has no input of that name\n',
    });
  });

  it('names a file that the notebook does not read', async () => {
    const path = await folder.write('notebook.md', notebook());
    const { code, err } = await assay(['run', path, '--data', 'logg=worse.csv']);
    expect([code, err]).toEqual([2, '--data logg: no cell of that name reads a file; there are log\n']);
  });

  it('says where it cannot read or write', async () => {
    const path = await folder.write('notebook.md', notebook());
    expect(await assay(['run', folder.path])).toMatchObject({ code: 2, err: `${folder.path} is a folder; name the notebook in it\n` });
    const nowhere = folder.at('nowhere/report.json');
    const { code, err } = await assay(['run', path, '--json', nowhere]);
    expect(code).toBe(2);
    expect(err).toContain(`no folder for ${nowhere}; make it first`);
  });

  it('prints its usage when it is asked', async () => {
    const { code, out } = await assay(['help']);
    expect([code, out.split('\n')[0]!.startsWith('assay run NOTEBOOK.md')]).toEqual([0, true]);
  });
});

describe('the other commands', () => {
  it('validates without running, one line a problem', async () => {
    const good = await folder.write('good.md', notebook(gate('d.value > 0')));
    expect(await assay(['validate', good])).toEqual({ code: 0, out: '', err: `${good}: 4 cells, no problems\n` });
    const bad = await folder.write(
      'bad.md',
      `${fence('table', 'shown', 'data: rows\nlimt: 3')}\n\n${fence('data', 'rows', 'source: [')}\n\n${fence('tabel', 'x', 'data: rows')}\n`,
    );
    const { code, out } = await assay(['validate', bad]);
    expect(code).toBe(2);
    expect(out.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/bad\.md:10:9: no kind tabel; .*nearest kind is table$/) as string,
      expect.stringMatching(/bad\.md:3:1: shown: no key limt in a table cell; the nearest name is limit$/) as string,
      expect.stringMatching(/bad\.md:\d+:\d+: rows: the YAML breaks here: /) as string,
    ]);
  });

  it('puts a notebook into a link and takes it out again, byte for byte', async () => {
    const text = `${notebook(gate('d.value > 0'))}\r\nÜber 𝒳 – “quotes”\n\n\n`;
    const path = await folder.write('notebook.md', text);
    const { code, out } = await assay(['link', path]);
    expect([code, /^#nb=[\w.~-]+\n$/.test(out)]).toEqual([0, true]);
    expect(await assay(['unlink', out.trim()])).toEqual({ code: 0, out: text, err: '' });
    expect((await assay(['unlink', `https://example.org/book/${out.trim()}`, folder.at('back.md')])).code).toBe(0);
    expect(await folder.read('back.md')).toBe(text);
    const broken = `${out.trim().slice(0, -4)}AAAA`;
    const { code: refused, err } = await assay(['unlink', broken]);
    expect(refused).toBe(2);
    expect(err.trim().split('\n').length).toBe(1);
  });

  it('starts a notebook from data that runs as it is', async () => {
    const { code, out } = await assay(['new', folder.at('scores.csv')]);
    expect(code).toBe(0);
    const { code: ran, report } = await folder.run(out);
    expect([ran, report.checks.failed, report.checks.errors]).toEqual([0, 0, 0]);
    expect(report.cells.map(({ name, kind }) => `${kind} ${name}`)).toEqual(
      expect.arrayContaining(['data scores', 'input threshold', 'metrics quality', 'calibration trust', 'threshold cut', 'check gate']),
    );
    expect(report.cells.every(({ state }) => state === 'done')).toBe(true);
  });
});
