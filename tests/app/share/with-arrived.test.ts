import { expect, it } from 'vitest';
import { outputDifference, differenceText } from '../../../src/app/share/output-difference.ts';
import type { CheckResult, LiveValue, Output } from '../../../src/cells/output.ts';
import type { CellResult } from '../../../src/engine/result.ts';
import { opened, result, text } from '../open-workbench.ts';

const log = text.replace('Before.', 'Before {{ loans.rows }} and {{ threshold }}.');
const facts = (value: string): Output => ({ type: 'table', layout: 'facts', facts: [['rows', value]], notes: [] });
const live = (shown: string, state: LiveValue['state'] = 'done'): LiveValue => ({ source: '', state, text: shown, working: [] });
const arrived = new Map<string, Output>([
  ['loans', facts('3')],
  [
    'prose-1',
    {
      type: 'prose',
      values: [
        { ...live('3'), elsewhere: true },
        { ...live('0.4'), elsewhere: true },
      ],
    },
  ],
]);
const carried = { text: log, carried: { files: [], outputs: arrived }, trouble: null };
const data = (state: CellResult['state'], extra: Partial<CellResult> = {}): CellResult =>
  result('loans', state, { kind: 'data', ...extra });

it('shows what came with the link at once, marked, and leaves the state as it is', async () => {
  const { bench, engine } = await opened(log);
  bench.arrived = carried;
  expect(bench.results.get('loans')).toMatchObject({ state: 'queued', elsewhere: true, output: facts('3') });
  expect(bench.results.has('threshold')).toBe(false);
  bench.evaluate();
  engine.last.answer(data('needs-file'));
  engine.last.answer({
    cell: 'prose-1',
    kind: 'prose',
    state: 'done',
    key: '',
    output: { type: 'prose', values: [live('…', 'waiting'), live('0.5')] },
  });
  await engine.last.finish();
  expect(bench.results.get('loans')).toMatchObject({ state: 'needs-file', elsewhere: true, output: facts('3') });
  expect(bench.results.get('prose-1')?.output).toMatchObject({ values: [{ text: '3', elsewhere: true }, { text: '0.5' }] });
});

it('is replaced by what is computed here, and by a failure', async () => {
  const { bench, engine } = await opened(log);
  bench.arrived = carried;
  bench.evaluate();
  engine.last.answer(data('done', { output: facts('4') }));
  await engine.last.finish();
  expect(bench.results.get('loans')).toEqual(data('done', { output: facts('4') }));
  bench.evaluate();
  engine.last.answer(data('failed', { error: { message: 'no', line: 1, column: 1 } }));
  await engine.last.finish();
  expect(bench.results.get('loans')?.elsewhere).toBeUndefined();
});

it('goes where the text changes, and comes back with it', async () => {
  const { bench } = await opened(log);
  bench.arrived = carried;
  bench.replaceText(log.replace('loans.csv', 'other.csv'), 'Edit');
  expect([bench.results.has('loans'), bench.results.has('prose-1')]).toEqual([false, false]);
  bench.undo();
  expect([bench.results.has('loans'), bench.results.has('prose-1')]).toEqual([true, true]);
});

it('is not mixed into results where nothing came', async () => {
  const { bench } = await opened(log);
  expect(bench.results).toBe(bench.evaluation.results);
});

it('tells what differs from what is computed here', () => {
  const check = (value: number, extra: Partial<CheckResult> = {}): Output => ({
    type: 'checks',
    checks: [{ title: 'a', severity: 'fail', state: 'pass', observed: '', expected: '', sentence: '', value, low: NaN, ...extra }],
  });
  expect(outputDifference(check(0.1), check(0.1))).toBeNull();
  expect(outputDifference(check(0.1 + 0.2), check(0.3))).toMatchObject({ numbers: 2, differing: 1, otherwise: false });
  expect(differenceText(outputDifference(check(0.1 + 0.2), check(0.3))!)).toBe(
    '1 of 2 numbers differ in the last digits from those that came with the link.',
  );
  expect(differenceText(outputDifference(check(0.2), check(0.1))!)).toContain('differ by at most 50.0%');
  expect(outputDifference(check(1, { state: 'fail' }), check(1))).toMatchObject({ differing: 0, otherwise: true });
  expect(outputDifference(check(1, { slice: 'a' }), check(1))).toMatchObject({ otherwise: true });
});
