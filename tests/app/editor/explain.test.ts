import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/app/editor/explain.ts';
import { around } from './knowledge-bed.ts';

/** Title and lines of what is said of the word at the bar. */
async function said(kind: string | null, marked: string, name = 'some'): Promise<readonly string[] | null> {
  const found = await explain(marked.replace('¦', ''), marked.indexOf('¦'), around(kind, name));
  return found === null ? null : [found.doc.title, ...found.doc.lines];
}

describe('explain', () => {
  it.each<[string | null, string, readonly string[]]>([
    ['predict', 'mo¦del: scorer', ['model', 'The model cell whose model predicts.', 'Needed.']],
    ['data', 'roles: {la¦bel: deny}', ['label', 'The column of the true class or value.']],
    ['data', 'roles:\n  la¦bel: deny', ['label', 'The column of the true class or value.']],
    ['check', 'rules:\n  - {metric: recall, ex¦pect: d.low > 0}', ['expect', 'What must hold, as d.low > 0.7.', 'Needed.']],
    ['predict', 'model: s¦corer', ['scorer', 'model, 0 rows × 0 columns.']],
    ['table', 'data: quality.r¦oc', ['quality.roc', 'metrics, 200 rows × 1 column.', 'threshold.']],
    ['metrics', 'threshold: $thre¦shold', ['$threshold', 'An input; 0.15 now.']],
    ['slice', 'where: d.deny == $.flo¦or', ['$floor', 'An input.']],
    [null, 'It is {{ lo¦ans.rows }}', ['loans', 'data, 2,380 rows × 5 columns.', 'deny, single, lvrat, a b, when.']],
    [null, 'It is {{ thre¦shold }}', ['$threshold', 'An input; 0.15 now.']],
  ])('says what a word means: %s %j', async (kind, marked, expected) => {
    expect(await said(kind, marked)).toEqual(expected);
  });

  it('counts the values of a column', async () => {
    expect(await said('slice', 'data: loans\nwhere: d.sin¦gle == "yes"')).toEqual([
      'single',
      'Text column of loans, group.',
      '3 distinct, none missing.',
      "Most often no (10), yes (9), it's (8).",
    ]);
    expect((await said('chart', 'data: loans\nspec: {encoding: {x: {field: de¦ny}}}'))?.[1]).toBe('Text column of loans, label.');
    expect((await said('data', 'roles: {label: de¦ny}', 'loans'))?.[0]).toBe('deny');
  });

  it('says of metrics and functions what they give', async () => {
    expect((await said('metrics', 'data: loans\nmetrics: [re¦call]'))?.slice(0, 2)).toEqual([
      'Recall',
      'Of the positive rows, the share that is found.',
    ]);
    expect((await said('metrics', 'metrics: [{fbe¦ta: {beta: 2}}]'))?.[0]).toBe('F-beta');
    expect((await said(null, '{{ quality.rec¦all }}'))?.[0]).toBe('Recall');
    expect(await said('derive', 'filter: op.quan¦tile(d.x, 0.9) > 1')).toEqual([
      'op.quantile',
      'The value below which this share of rows is: quantile(d.x, 0.9).',
    ]);
  });

  it('says of keys of a chart what Vega-Lite says', async () => {
    expect((await said('chart', 'spec: {encoding: {x: {bi¦n: true}}}'))?.[1]).toMatch(/^A flag for binning/);
  });

  it('says of the kind on the line of a fence what it makes', async () => {
    expect((await said(null, '```yaml pre¦dict scored\n```'))?.[0]).toBe('predict');
  });

  it.each<[string | null, string]>([
    ['predict', 'model: not¦hing'],
    ['predict', '¦'],
    ['chart', 'title: re¦call'],
    ['slice', 'data: loans\nwhere: d.whom¦ == 1'],
    [null, 'recall¦ is'],
  ])('says nothing of a word that it does not know: %s %j', async (kind, marked) => {
    expect(await said(kind, marked)).toBeNull();
  });
});
