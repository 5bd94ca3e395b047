import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { complete } from '../../../src/app/editor/complete.ts';
import type { Suggestion } from '../../../src/app/editor/suggestion.ts';
import { kindNames } from '../../../src/app/kind-names.ts';
import { kinds } from '../../../src/cells/index.ts';
import { metricDescriptions as metrics } from '../../../src/cells/metrics/descriptions.ts';
import { parseNotebook } from '../../../src/notebook/parse-notebook.ts';
import { expressionFunctions } from '../../../src/trust/expression-functions.ts';
import { around } from './knowledge-bed.ts';

/** What is offered at the bar, with the word that it would take the place of. */
async function at(kind: string | null, marked: string): Promise<{ word: string; options: readonly Suggestion[] } | null> {
  const offset = marked.indexOf('¦');
  const text = marked.replace('¦', '');
  const found = await complete(text, offset, around(kind));
  return found === null ? null : { word: text.slice(found.from, offset), options: found.options };
}

async function labels(kind: string | null, marked: string): Promise<readonly string[]> {
  return ((await at(kind, marked))?.options ?? []).map(({ label }) => label);
}

/** The text after the option of that name is taken; the bar is the cursor. */
async function taken(kind: string | null, marked: string, label: string): Promise<string> {
  const found = await at(kind, marked);
  const option = found?.options.find((candidate) => candidate.label === label);
  if (found === null || option === undefined) throw new Error(`${label} is not offered`);
  const [before, after] = marked.split('¦') as [string, string];
  const insert = option.insert ?? option.label;
  const rest = option.closes !== undefined && after.startsWith(option.closes) ? after.slice(option.closes.length) : after;
  return `${before.slice(0, before.length - found.word.length - (option.back ?? 0))}${insert.includes('¦') ? insert : `${insert}¦`}${rest}`;
}

const topKeys = (kind: string): string[] => [
  ...new Set(kinds.find(({ name }) => name === kind)!.keys.map(({ key }) => key.split('.')[0]!)),
];
const columns = ['deny', 'single', 'lvrat', 'a b', 'when'];
const numbers = ['metric', 'class', 'slice', 'n', 'value', 'low', 'high'];
const cells = ['loans', 'quality', 'quality.roc'];

describe('keys', () => {
  it.each(kinds.map(({ name }) => name))('of %s are offered at an empty place', async (kind) => {
    expect(await labels(kind, '¦')).toEqual(expect.arrayContaining(topKeys(kind)));
  });

  it('that stand there already are not offered again, wherever they stand', async () => {
    const offered = await labels('metrics', 'data: loans\n¦\nmetrics: [recall]\n');
    expect(offered).toContain('by');
    expect(offered).not.toContain('data');
    expect(offered).not.toContain('metrics');
  });

  it('come with their colon, what they mean, and whether they are needed', async () => {
    const model = (await at('predict', 'mo¦'))?.options.find(({ label }) => label === 'model');
    expect(model).toMatchObject({
      detail: 'needed',
      insert: 'model: ',
      doc: { title: 'model', lines: ['The model cell whose model predicts.', 'Needed.'] },
    });
  });

  it.each<[string, string, readonly string[]]>([
    ['data', 'roles:\n  ¦', ['label', 'prediction', 'score', 'group', 'image']],
    ['data', 'roles: {label: deny, group: [single, deny], ¦', ['score', 'id']],
    ['model', 'output: {¦', ['type', 'classes']],
    ['metrics', 'interval: {¦', ['level', 'replicates', 'seed', 'method', 'proportion', 'cluster', 'stratify']],
    ['metrics', 'by:\n  - {¦', ['cross', 'bin', 'time', 'each', 'name', 'where', 'slice']],
    ['metrics', 'by:\n  - {bin: lvrat, ¦', ['quantiles', 'edges', 'width']],
    ['check', 'rules:\n  - ¦', ['metric', 'expect', 'where', 'severity']],
    ['check', 'rules:\n  - {metric: recall, ¦}\n', ['expect', 'slices']],
    ['check', 'rules:\n  - metric: recall\n    ¦', ['expect', 'title']],
    ['derive', 'steps:\n  - ¦', ['derive', 'filter', 'join', 'rollup']],
    ['derive', 'steps:\n  - join: {¦', ['with', 'on', 'how']],
    ['metrics', 'metrics:\n  - {¦', ['fbeta', 'mean_pinball_loss']],
    ['metrics', 'metrics:\n  - {fbeta: {¦', ['beta', 'average']],
    ['data', 'types: {¦', columns],
    ['table', 'orderby:\n  - {¦', ['desc']],
  ])('inside others, of %s: %j', async (kind, body, expected) => {
    expect(await labels(kind, body)).toEqual(expect.arrayContaining([...expected]));
  });

  it('of one form are not mixed with those of another', async () => {
    expect(await labels('metrics', 'by:\n  - {bin: lvrat, ¦')).not.toContain('cross');
  });

  it('open brackets within brackets, where only a list or a map may follow', async () => {
    expect(await taken('metrics', 'by:\n  - {¦}', 'cross')).toBe('by:\n  - {cross: [¦]}');
    expect(await taken('metrics', 'metrics: [{f¦}]', 'fbeta')).toBe('metrics: [{fbeta: {¦}}]');
    expect(await taken('model', 'out¦', 'output')).toBe('output: ¦');
  });
});

describe('values', () => {
  it.each<[string, string, readonly string[]]>([
    ['chart', 'data: ¦', cells],
    ['chart', 'data: qua¦', cells],
    ['predict', 'model: ¦', ['scorer']],
    ['derive', 'data: loans\nsteps:\n  - join: {with: ¦', cells],
    ['derive', 'data: loans\nsteps:\n  - join: {with: quality, on: [¦', columns],
    ['table', 'data: loans\ncolumns: [¦', columns],
    ['table', 'data: loans\norderby: [{desc: ¦', columns],
    ['metrics', 'data: loans\nby:\n  - {cross: [¦', columns],
    ['metrics', 'data: loans\nby: [{bin: ¦', columns],
    ['table', 'data: quality\ncolumns: [¦', numbers],
    ['check', 'rules:\n  - {severity: ¦', ['fail', 'warn']],
    ['model', 'output: {type: ¦', ['probability', 'logit', 'value']],
    ['input', 'type: ¦', ['range', 'number', 'select', 'toggle', 'text']],
    ['metrics', 'interval: {method: ¦', ['auto', 'bootstrap', 'none']],
    ['metrics', 'by: [{time: when, period: ¦', ['hour', 'day', 'week', 'month', 'quarter', 'year']],
    ['data', 'types: {deny: ¦', ['category', 'number', 'time']],
    ['derive', 'steps:\n  - sample: {replace: ¦', ['true', 'false']],
    ['metrics', 'data: loans\npositive: ¦', ['no', 'yes']],
    ['metrics', 'threshold: $¦', ['$threshold', '$floor']],
    ['metrics', 'threshold: ¦', ['$threshold', '$floor']],
    ['compare', 'models:\n  old: {prediction: a}\n  new: {prediction: b}\nreference: ¦', ['old', 'new']],
    ['check', 'data: quality\nrules:\n  - {slices: [¦', ['all', 'afam=yes']],
    ['metrics', 'metrics: [roc_auc, ¦', metrics.map(({ name }) => name)],
    ['check', 'rules:\n  - {metric: ¦', metrics.map(({ name }) => name)],
    ['metrics', 'metrics: [{recall: {average: ¦', ['macro', 'weighted', 'micro', 'samples', 'none']],
    ['threshold', 'choose: {max: ¦', metrics.map(({ name }) => name)],
  ])('of %s: %j', async (kind, body, expected) => {
    expect(await labels(kind, body)).toEqual(expect.arrayContaining([...expected]));
  });

  it('of a data cell are its own columns', async () => {
    const found = await complete('roles: {label: ', 15, around('data', 'loans'));
    expect(found?.options.map(({ label }) => label)).toEqual(columns);
  });

  it('are the same below what is broken', async () => {
    expect(await labels('metrics', 'data: loans\nmetrics: [recall,\nby:\n  - {cross: [¦')).toEqual(columns);
    expect(await labels('table', "data: loans\nwhere: 'd.x ==\ncolumns: [¦")).toEqual(columns);
  });

  it('say how large a cell is and what a metric measures', async () => {
    expect((await at('chart', 'data: ¦'))?.options[0]).toMatchObject({
      detail: 'data',
      doc: { title: 'loans', lines: ['data, 2,380 rows × 5 columns.', 'deny, single, lvrat, a b, when.'] },
    });
    const precision = (await at('metrics', 'data: loans\nmetrics: [¦'))?.options.find(({ label }) => label === 'precision');
    expect(precision?.doc).toMatchObject({ title: 'Precision', code: 'TP / (TP + FP)' });
    expect(precision?.doc?.lines[0]).toBe('Of the rows predicted positive, the share that is.');
    expect(precision?.doc?.lines[1]).toMatch(/^Higher is better, 0 to 1\./);
    expect(precision?.doc?.lines.at(-1)).toMatch(/^No value when .*no row is predicted positive/);
  });

  it('of another task stand below those of the task at hand', async () => {
    const options = (await at('metrics', 'data: loans\nmetrics: [¦'))!.options;
    const boost = (label: string): number => options.find((option) => option.label === label)!.boost!;
    expect(boost('recall')).toBeGreaterThan(boost('mean_absolute_error'));
  });

  it('become a list where only a list may stand', async () => {
    expect(await taken('metrics', 'metrics: ¦', 'recall')).toBe('metrics: [recall¦]');
    expect(await taken('metrics', 'metrics:\n  ¦', 'recall')).toBe('metrics:\n  - recall¦');
    expect(await taken('metrics', 'metrics:\n  - roc_auc\n  ¦', 'recall')).toBe('metrics:\n  - roc_auc\n  - recall¦');
    expect(await taken('metrics', 'metrics:\n  - roc_auc\n  - re¦', 'recall')).toBe('metrics:\n  - roc_auc\n  - recall¦');
  });

  it('are quoted where YAML would take them for something else', async () => {
    expect(await taken('metrics', 'data: loans\npositive: ¦', 'yes')).toBe('data: loans\npositive: "yes"¦');
    expect(await taken('metrics', 'data: loans\npositive: "¦"', 'yes')).toBe('data: loans\npositive: "yes¦"');
  });

  it.each([
    ['chart', 'title: ¦'],
    ['chart', 'title: A chart of ¦'],
    ['metrics', 'interval: {seed: ¦'],
    ['metrics', 'data: loans # ¦'],
    ['nonsense', '¦'],
  ])('are not offered where anything may be written: %s %j', async (kind, body) => {
    expect(await at(kind, body)).toBeNull();
  });
});

describe('expressions', () => {
  it.each<[string, string, readonly string[]]>([
    ['filter: d.¦', '', columns],
    ["filter: 'd.de¦'", 'de', columns],
    ['filter: \'d.deny == "yes" && d.¦', '', columns],
    ['filter: d.lvrat > $.th¦', 'th', ['threshold', 'floor']],
    ['rollup: {rows: op.¦', '', expressionFunctions],
    ['derive: {share: op.ro¦', 'ro', expressionFunctions],
  ])('offer what the word before the dot has: %j', async (body, word, expected) => {
    const found = await at('derive', `data: loans\n${body}`);
    expect(found?.word).toBe(word);
    expect(found?.options.map(({ label }) => label)).toEqual(expected);
  });

  it('begin with columns, inputs and functions', async () => {
    expect(await labels('slice', 'data: loans\nwhere: ¦')).toEqual(expect.arrayContaining(['d.deny', '$.threshold', 'op.mean']));
    expect(await taken('slice', 'data: loans\nwhere: sin¦', 'd.single')).toBe('data: loans\nwhere: d.single¦');
    expect(await labels('metrics', 'data: loans\nby:\n  - {name: x, where: ¦')).toContain('d.single');
  });

  it('know the columns that earlier steps make', async () => {
    expect(await labels('derive', 'data: loans\nsteps:\n  - derive: {share: d.lvrat / 2}\n  - filter: d.¦')).toContain('share');
  });

  it('open the bracket of a function and show its signature', async () => {
    expect(await taken('derive', 'data: loans\nfilter: op.mea¦', 'mean')).toBe('data: loans\nfilter: op.mean(¦)');
    const quantile = (await at('derive', 'filter: op.¦'))?.options.find(({ label }) => label === 'quantile');
    expect(quantile?.doc).toMatchObject({ title: 'op.quantile', code: 'quantile(value, share)' });
  });

  it('write names that no dot leads to in brackets', async () => {
    expect(await taken('slice', 'data: loans\nwhere: d.¦', 'a b')).toBe('data: loans\nwhere: d["a b"]¦');
    expect(await taken('slice', 'data: loans\nwhere: "d.¦"', 'a b')).toBe('data: loans\nwhere: "d[\\"a b\\"]¦"');
  });

  it.each<[string, string]>([
    ['where: \'d.single == "¦"\'', 'where: \'d.single == "yes"¦\''],
    ['where: \'d.single == "¦', 'where: \'d.single == "yes"¦'],
    ['where: \'d.single == "y¦', 'where: \'d.single == "yes"¦'],
    ['where: d.single == ¦', 'where: d.single == "yes"¦'],
    ['where: \'d["single"] != "¦', 'where: \'d["single"] != "yes"¦'],
    ['where: "d.single == ¦"', 'where: "d.single == \'yes\'¦"'],
  ])('offer the values of a column that is compared: %j', async (body, after) => {
    expect(await taken('slice', `data: loans\n${body}`, 'yes')).toBe(`data: loans\n${after}`);
  });

  it('escape values that hold quotes', async () => {
    expect(await taken('slice', 'data: loans\nwhere: \'d.single == "¦', "it's")).toBe("data: loans\nwhere: 'd.single == \"it''s\"¦");
    expect(await taken('slice', 'data: loans\nwhere: "d.single == ¦', "it's")).toBe("data: loans\nwhere: \"d.single == 'it\\\\'s'¦");
  });

  it('offer numbers without quotes', async () => {
    expect(await taken('slice', 'data: loans\nwhere: d.lvrat > ¦', '0.8')).toBe('data: loans\nwhere: d.lvrat > 0.8¦');
  });

  it('offer nothing inside other text', async () => {
    expect(await at('slice', 'data: loans\nwhere: \'op.includes(d.single, "¦')).toBeNull();
  });
});

describe('prose', () => {
  it.each<[string, readonly string[]]>([
    ['It is {{ ¦', ['loans', 'quality', 'threshold', 'floor']],
    ['It is {{qua¦}}', ['loans', 'quality', 'threshold', 'floor']],
    ['{{ quality.¦ }}', ['recall', 'roc_auc', 'roc']],
    ['{{ loans.¦', ['rows', 'deny', 'single', 'lvrat', 'when']],
    ['{{ quality.recall.¦', ['n', 'value', 'low', 'high']],
    ['{{ quality.recall[¦', ['all', 'afam=yes', 'afam=yes, single=no', 'class=']],
    ['{{ quality.recall[afam=yes].¦', ['n', 'value', 'low', 'high']],
    ['{{ loans.lvrat[¦', columns],
    ['{{ loans.lvrat[single=¦', ['no', 'yes', "it's"]],
    ['{{ quality.recall | ¦ }}', ['percent', 'points', 'fixed', 'integer', 'text']],
    ['{{ quality.recall[all] | per¦', ['percent', 'points', 'fixed', 'integer', 'text']],
  ])('offers the parts of a live value: %j', async (text, expected) => {
    expect(await labels(null, text)).toEqual(expected);
  });

  it('offers the kinds on the line of a fence, with a name', async () => {
    expect(await labels(null, 'Text.\n\n```yaml ¦\n```')).toEqual(kinds.map(({ name }) => name));
    expect(await taken(null, '```yaml met¦', 'metrics')).toBe('```yaml metrics metrics_2¦');
  });

  it.each(['Text ¦', '{{ a }} ¦', '```ya¦', '{ ¦', '{{ a\n\nb¦'])('offers nothing elsewhere: %j', async (text) => {
    expect(await at(null, text)).toBeNull();
  });
});

describe('charts', () => {
  it.each<[string, readonly string[]]>([
    ['¦', ['mark', 'encoding', 'layer', 'transform', 'title', 'width']],
    ['mark: ¦', ['bar', 'line', 'point', 'area']],
    ['mark: {type: ¦', ['bar', 'line', 'point']],
    ['encoding:\n    ¦', ['x', 'y', 'color', 'size', 'tooltip', 'xOffset']],
    ['encoding: {x: {¦', ['field', 'type', 'aggregate', 'bin', 'sort', 'axis']],
    ['encoding: {x: {field: ¦', columns],
    ['encoding: {x: {field: lvrat, type: ¦', ['quantitative', 'nominal', 'ordinal', 'temporal']],
    ['encoding: {x: {aggregate: ¦', ['mean', 'count', 'sum']],
    ['encoding: {x: {axis: {¦', ['title', 'format', 'labelAngle', 'grid']],
    ['encoding: {x: {sort: {field: ¦', columns],
    ['layer:\n    - {mark: line, encoding: {y: {¦', ['field', 'stack']],
    ['transform:\n    - ¦', ['filter', 'calculate', 'fold', 'aggregate']],
    ['transform:\n    - {filter: datum.¦', columns],
  ])('offer what Vega-Lite lets stand there: %j', async (spec, expected) => {
    expect(await labels('chart', `data: loans\nspec:\n  ${spec}`)).toEqual(expect.arrayContaining([...expected]));
  });

  it.each<[string, string]>([
    ['¦', 'data'],
    ['mark: ¦', 'image'],
    ['encoding: {¦', 'href'],
    ['encoding: {¦', 'url'],
    ['transform:\n    - ¦', 'lookup'],
    ['transform:\n    - ¦', 'loess'],
  ])('leave out what a chart here may not hold: %j %s', async (spec, word) => {
    const offered = await labels('chart', `spec:\n  ${spec}`);
    expect(offered.length).toBeGreaterThan(3);
    expect(offered).not.toContain(word);
  });

  it('put the type that fits the field first', async () => {
    const boosts = async (field: string): Promise<string | undefined> =>
      (await at('chart', `data: loans\nspec: {encoding: {x: {field: ${field}, type: ¦`))?.options.find(({ boost }) => boost === 20)?.label;
    expect([await boosts('lvrat'), await boosts('deny'), await boosts('when')]).toEqual(['quantitative', 'nominal', 'temporal']);
  });

  it('say in one line what a key means', async () => {
    const bin = (await at('chart', 'spec: {encoding: {x: {bi¦'))?.options.find(({ label }) => label === 'bin');
    expect(bin?.doc?.lines[0]).toMatch(/^A flag for binning a quantitative field/);
  });
});

describe('any text', () => {
  const notebooks = readdirSync('notebooks', { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => [name, readFileSync(`notebooks/${name}/notebook.md`, 'utf8')] as const);

  it.each(notebooks)('is taken at every place of %s, cut off there or whole', async (_, text) => {
    for (const block of parseNotebook(text, kindNames).blocks) {
      const source = block.type === 'cell' ? block.body : block.text;
      const known = around(block.type === 'cell' ? block.kind : null, block.id);
      for (let offset = 0; offset <= source.length; offset += 1 + (offset % 3)) {
        for (const shown of [source, source.slice(0, offset)]) {
          const found = await complete(shown, offset, known);
          if (found !== null) expect(found.from).toBeLessThanOrEqual(offset);
        }
      }
    }
  });
});
