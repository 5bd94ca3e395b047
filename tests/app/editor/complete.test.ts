import { describe, expect, it } from 'vitest';
import { complete, explain, type Suggestion } from '../../../src/app/editor/complete.ts';
import { kinds } from '../../../src/cells/index.ts';
import { metricDescriptions as metrics } from '../../../src/cells/metrics/descriptions.ts';
import { expressionFunctions } from '../../../src/trust/expression-functions.ts';
import { knowledge } from './knowledge-bed.ts';

/** What is offered at the bar, with the word that it would take the place of. */
function at(marked: string): { word: string; options: readonly Suggestion[] } | null {
  const offset = marked.indexOf('¦');
  const source = marked.replace('¦', '');
  const found = complete(source, offset, knowledge);
  return found === null ? null : { word: source.slice(found.from, offset), options: found.options };
}

function labels(marked: string): readonly string[] {
  return (at(marked)?.options ?? []).map(({ label }) => label);
}

const keysOf = (kind: string): string[] =>
  kinds
    .find(({ name }) => name === kind)!
    .keys.map(({ key }) => key)
    .filter((key) => !key.includes('.'));

const columns = ['deny', 'afam'];
const cells = ['loans', 'quality', 'quality.confusion', 'quality.roc', 'quality.precision_recall', 'quality.calibration', 'quality.gaps'];

describe('on the fence', () => {
  it('offers the kinds, with what each makes', () => {
    const found = at('```yaml met¦\n```');
    expect(found?.word).toBe('met');
    expect(found?.options.map(({ label, info }) => [label, info])).toEqual(kinds.map(({ name, doc }) => [name, doc]));
  });

  it.each(['```ya¦\n```', '```yaml data lo¦\n```'])('offers nothing for the language or the name: %j', (marked) => {
    expect(at(marked)).toBeNull();
  });
});

describe('at the start of a line', () => {
  it.each(kinds.map(({ name }) => name))('offers the keys of %s, and none that belongs inside another', (kind) => {
    expect(labels(`\`\`\`yaml ${kind} some\n¦\n\`\`\``)).toEqual(keysOf(kind));
  });

  it('writes the colon too, and says which keys are needed', () => {
    const found = at('```yaml predict scored\nmo¦\n```');
    expect(found?.word).toBe('mo');
    expect(found?.options[0]).toEqual({
      label: 'model',
      detail: 'needed',
      info: 'The model cell whose model predicts.',
      insert: 'model: ',
    });
  });

  it('offers nothing in a fence of no kind', () => {
    expect(at('```yaml\n¦\n```')).toBeNull();
  });
});

describe('inside a key', () => {
  const roles = [
    ...['label', 'prediction', 'score', 'labels', 'predictions', 'lower', 'upper', 'query', 'item', 'feature'],
    ...['id', 'time', 'weight', 'group', 'split', 'text', 'image'],
  ];
  const rule = ['metric', 'class', 'slices', 'where', 'expect', 'severity', 'title'];

  it.each([
    ['data', 'roles:\n  ¦', roles],
    ['data', 'source: a.csv\nroles:\n  label: deny\n  ¦', roles],
    ['data', 'roles: {¦', roles],
    ['data', 'roles: {label: deny, group: [afam, deny], ¦', roles],
    ['model', 'output: {¦', ['type', 'classes']],
    ['metrics', 'interval: {¦', ['level', 'replicates', 'seed', 'method', 'proportion', 'cluster', 'stratify']],
    ['check', 'rules:\n  - ¦', rule],
    ['check', 'rules:\n- ¦', rule],
    ['check', 'rules:\n  - {¦', rule],
    ['check', 'rules:\n  - {metric: recall, ¦', rule],
    ['check', 'rules:\n  - metric: recall\n    ¦', rule],
  ])('of %s offers its keys: %j', (kind, body, expected) => {
    expect(labels(`\`\`\`yaml ${kind} some\n${body}\n\`\`\``)).toEqual(expected);
  });

  it('takes the place of the word that is begun', () => {
    expect(at('```yaml check gate\nrules:\n  - {metric: recall, exp¦}\n```')?.word).toBe('exp');
  });
});

describe('behind a key', () => {
  it.each([
    ['chart', 'data: ¦', cells],
    ['chart', 'data: qua¦', cells],
    ['derive', 'data: loans\nsteps:\n  - join: {with: ¦', cells],
    ['data', 'roles: {label: ¦', columns],
    ['data', 'roles:\n  label: ¦', columns],
    ['data', 'roles:\n  group: [afam, ¦', columns],
    ['data', 'roles:\n  group:\n    - ¦', columns],
    ['table', 'data: loans\ncolumns: [¦', columns],
    ['table', 'data: loans\norderby: [{desc: ¦', columns],
    ['metrics', 'data: loans\nby:\n  - ¦', columns],
    ['metrics', 'data: loans\nby: [{cross: [¦', columns],
    ['derive', 'data: loans\nsteps:\n  - select: [¦', columns],
    ['metrics', 'metrics: [roc_auc, ¦', metrics.map(({ name }) => name)],
    ['check', 'rules:\n  - {metric: ¦', metrics.map(({ name }) => name)],
    ['check', 'rules:\n  - {severity: ¦', ['fail', 'warn']],
    ['model', 'output: {type: ¦', ['probability', 'logit', 'value']],
    ['input', 'type: ¦', ['range', 'number', 'select', 'toggle', 'text']],
    ['metrics', 'metrics: [{recall: {average: ¦', ['macro', 'weighted', 'micro', 'samples', 'none']],
    ['metrics', 'interval: {method: ¦', ['auto', 'bootstrap', 'none']],
    ['derive', 'steps:\n  - ¦', ['derive', 'filter', 'select', 'rename', 'rollup', 'orderby', 'join', 'sample', 'limit']],
  ])('of %s offers what fits: %j', (kind, body, expected) => {
    expect(labels(`\`\`\`yaml ${kind} loans\n${body}\n\`\`\``)).toEqual(expected);
  });

  it('offers the columns of the cell that is read, else of all', () => {
    expect(labels('```yaml table some\ndata: quality\ncolumns: [¦\n```')).toEqual(['low']);
    expect(labels('```yaml table some\ncolumns: [¦\n```')).toEqual(['deny', 'afam', 'low']);
  });

  it('says how large a cell is and what a metric measures', () => {
    expect(at('```yaml chart some\ndata: ¦\n```')?.options[0]).toEqual({ label: 'loans', detail: 'data', info: '2,380 rows, 2 columns' });
    const recall = at('```yaml metrics some\nmetrics: [¦\n```')?.options.find(({ label }) => label === 'recall');
    expect(recall?.info).toBe('Recall. TP / (TP + FN): of the positive rows, the share that is found');
  });

  it.each(['title: ¦', 'title: A chart of ¦'])('offers nothing where anything may be written: %j', (body) => {
    expect(at(`\`\`\`yaml chart some\n${body}\n\`\`\``)).toBeNull();
  });
});

describe('in an expression', () => {
  it.each([
    ['filter: d.¦', '', columns],
    ["filter: 'd.de¦'", 'de', columns],
    ['filter: \'d.deny == "yes" && d.¦', '', columns],
    ['filter: d.deny == $.th¦', 'th', ['threshold', 'floor']],
    ['rollup: {rows: op.¦', '', expressionFunctions],
  ])('offers what the word before the dot has: %j', (body, word, expected) => {
    const found = at(`\`\`\`yaml derive some\ndata: loans\n${body}\n\`\`\``);
    expect(found?.word).toBe(word);
    expect(found?.options.map(({ label }) => label)).toEqual(expected);
  });

  it('opens the bracket of a function', () => {
    const mean = at('```yaml derive some\nfilter: op.mea¦\n```')?.options.find(({ label }) => label === 'mean');
    expect(mean?.insert).toBe('mean(');
  });

  it('offers inputs behind a bare dollar', () => {
    expect(labels('```yaml metrics some\nthreshold: $¦\n```')).toEqual(['threshold', 'floor']);
  });

  it('does not take the end of a longer name for the row', () => {
    expect(labels('```yaml derive some\ndata: loans\nfilter: d.deny.bad.¦\n```')).not.toEqual(columns);
    expect(labels('```yaml chart some\ndata: loans\ntitle: world.¦\n```')).toEqual([]);
  });
});

describe('explain', () => {
  function said(marked: string): string | null {
    return explain(marked.replace('¦', ''), marked.indexOf('¦'), knowledge);
  }

  it.each([
    ['```yaml predict scored\nmo¦del: scorer\n```', 'The model cell whose model predicts.'],
    ['```yaml data loans\nroles: {la¦bel: deny}\n```', 'The column of the true class or value.'],
    ['```yaml data loans\nroles:\n  la¦bel: deny\n```', 'The column of the true class or value.'],
    ['```yaml check gate\nrules:\n  - {metric: recall, ex¦pect: d.low > 0}\n```', 'What must hold, as d.low > 0.7.'],
    ['```yaml metrics quality\nmetrics: [re¦call]\n```', metrics.find(({ name }) => name === 'recall')!.help],
    ['```yaml pre¦dict scored\n```', kinds.find(({ name }) => name === 'predict')!.doc],
  ])('says what a word means: %j', (marked, expected) => {
    expect(said(marked)).toBe(expected);
  });

  it.each(['```yaml predict scored\nmodel: sco¦rer\n```', '```yaml predict scored\n¦\n```', '```yaml\nmo¦del: a\n```'])(
    'says nothing of a word that it does not know: %j',
    (marked) => {
      expect(said(marked)).toBeNull();
    },
  );
});
