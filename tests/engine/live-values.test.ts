import { beforeAll, describe, expect, it } from 'vitest';
import type { LiveValue } from '../../src/cells/output.ts';
import { readsOfProse } from '../../src/engine/live-values.ts';
import { fence, notebookOf, TestNotebook, TestWorld } from './test-world.ts';

// Of 20 denials the score finds 15, in group a 5 of 10 and in group b all 10.
const rows = Array.from({ length: 40 }, (_, row) => {
  const denied = row < 20;
  const group = row % 2 === 0 ? 'a' : 'b';
  const score = denied ? (group === 'a' && row >= 10 ? 0.2 : 0.9) : 0.1;
  return `${denied ? 'yes' : 'no'},${score},${group}`;
});
const cells = notebookOf(
  fence('data', 'log', 'source: log.csv\nroles: {label: deny, score: score}\npositive: "yes"'),
  fence('input', 'threshold', 'type: range\nmin: 0\nmax: 1\nvalue: 0.5'),
  fence('metrics', 'quality', 'data: log\nmetrics: [recall, f1]\nthreshold: $threshold\nby: [group]'),
  fence('metrics', 'nothing', 'data: log\nmetrics: [precision]\nthreshold: 0.99'),
  fence('derive', 'thin', 'data: quality\nsteps: [{select: [metric, slice, value]}]'),
  fence('derive', 'mean', 'data: log\nsteps: [{groupby: [group], rollup: {score: op.mean(d.score), rows_seen: op.count()}}]'),
  fence('slice', 'broken', 'data: log\nwhere: d.y > 1'),
);

let notebook: TestNotebook;
beforeAll(() => {
  notebook = new TestNotebook(new TestWorld({ 'log.csv': `deny,score,group\n${rows.join('\n')}\n` }));
});

async function value(reference: string): Promise<LiveValue> {
  const results = await notebook.show(`Shown: {{ ${reference} }}.\n\n${cells}`);
  const output = results.get('prose-1')!.output;
  if (output?.type !== 'prose') throw new Error('no prose was shown');
  return output.values[0]!;
}

describe('a live value', () => {
  it.each([
    ['log.rows', '40'],
    ['threshold', '0.5'],
    ['quality.recall | percent', '75.0%'],
    ['quality.recall[group=a] | percent 0', '50%'],
    ['quality.recall[group = b].value | fixed 2', '1.00'],
    ['quality.recall.n', '20'],
    ['thin.recall', '0.75'],
    ['mean.score[group=a] | fixed 3', '0.325'],
    ['mean.rows_seen[group=b]', '20'],
    ['quality.roc.rows | integer', expect.stringMatching(/^\d+$/) as string],
  ])('%s is %s', async (reference, text) => {
    expect(await value(reference)).toMatchObject({ state: 'done', text });
  });

  it('has its interval and its working beside it', async () => {
    const shown = await value('quality.recall | percent');
    const [, low, high] = /^\[([\d.]+), ([\d.]+)\]$/.exec(shown.interval!)!;
    expect([Number(low) < 75, Number(high) > 75]).toEqual([true, true]);
    expect(shown.working).toEqual(
      expect.arrayContaining([
        ['recall', '75.0%'],
        ['Slice', 'all'],
        ['Rows', '20'],
        ['From', 'quality'],
      ]),
    );
    expect((await value('thin.recall')).interval).toBeUndefined();
  });

  it.each([
    ['qualty.recall', 'no cell qualty; the nearest name is quality'],
    ['quality.recal', 'no metric recal in quality; the nearest name is recall'],
    ['quality', 'needs a metric, as in quality.recall'],
    ['quality.recall[group=c]', 'no slice group=c of recall; the nearest is group='],
    ['quality.recall[class=yes]', 'no class yes of recall'],
    ['thin.recall.low', 'no column low in thin'],
    ['mean.scor', 'no column scor in mean; the nearest name is score'],
    ['mean', 'needs a column: group, score, rows_seen'],
    ['mean.score', '2 rows of mean match; name one, as in score[column=value]'],
    ['mean.score[grup=a]', 'grup=a is no column=value of these rows'],
    ['quality.recall | fix', 'no format fix'],
    ['quality..recall', 'a live value is written as'],
  ])('%s says: %s', async (reference, reason) => {
    const shown = await value(reference);
    expect(shown.state).toBe('error');
    expect(shown.reason).toContain(reason);
  });

  it('is undefined with its reason where the metric is', async () => {
    const shown = await value('nothing.precision | percent');
    expect(shown).toMatchObject({ state: 'undefined', text: 'no value' });
    expect(shown.reason).toMatch(/^[a-z ]+$/);
  });

  it('waits for a cell that has nothing to show', async () => {
    expect(await value('broken.rows')).toMatchObject({ state: 'waiting', text: '…', reason: 'waits for broken' });
  });
});

it('finds the cells that prose reads, but none in code', () => {
  expect(readsOfProse('{{ a.b }} `{{ c }}` {{ d[x=1] | percent }}\n\n    {{ e }}\n')).toEqual(['a', 'd']);
});
