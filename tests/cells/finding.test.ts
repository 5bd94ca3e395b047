import { expect, it } from 'vitest';
import { finding } from '../../src/cells/finding.ts';
import { frameOf as frame, objectsOf, runBody, stepOf } from './step-of.ts';

const log = frame({ x: [1, 2, 3, 4] });
const quality = frame({
  metric: ['recall', 'recall', 'precision'],
  class: ['', '', ''],
  slice: ['all', 'sex=f', 'all'],
  n: [100, 40, 90],
  value: [0.8, 0.5, 0.7],
  low: [0.7, 0.4, 0.6],
  high: [0.9, 0.6, 0.8],
  method: ['Wilson', 'Wilson', 'Wilson'],
  reason: ['', '', ''],
});
const frames = { log, quality };
const body = {
  title: 'It misses women',
  severity: 'high',
  owner: 'team',
  evidence: [
    { data: 'quality', metric: 'recall', slice: 'sex=f' },
    { data: 'log', where: 'd.x > $.least' },
  ],
};

it('shows what is wrong and the numbers and rows that prove it, as they are now', async () => {
  const { frame: main, frames: made, output } = await runBody(finding, body, { frames, values: { least: 3 } });
  expect(objectsOf(main)).toEqual([{ title: 'It misses women', severity: 'high', status: 'open', owner: 'team', evidence: 2, seen: true }]);
  const numbers = objectsOf(made.get('evidence')!).map(({ what, value, rows }) => [what, value, rows]);
  expect(numbers).toEqual([
    ['recall of sex=f', 0.5, 40],
    ['rows of log where d.x > $.least', NaN, 1],
  ]);
  expect(objectsOf(made.get('rows')!)).toEqual([{ x: 4 }]);
  expect(output).toMatchObject({
    type: 'finding',
    title: 'It misses women',
    severity: 'high',
    status: 'open',
    seen: true,
    hasRows: true,
    evidence: [
      { cell: 'quality', what: 'recall of sex=f', found: '0.50 [0.40, 0.60], 40 rows', seen: true },
      { cell: 'log', found: '1 row of 4', seen: true },
    ],
  });
});

it('says that it is no longer seen once nothing of its evidence is left', async () => {
  const gone = {
    title: 'x',
    evidence: [
      { data: 'quality', metric: 'recall', where: 'd.value < 0.4' },
      { data: 'log', where: 'd.x > 9' },
    ],
  };
  const { frame: main, frames: made, output } = await runBody(finding, gone, { frames });
  expect(objectsOf(main)[0]).toMatchObject({ seen: false });
  expect(made.has('rows')).toBe(false);
  expect(output).toMatchObject({
    seen: false,
    hasRows: false,
    evidence: [
      { what: 'recall in quality where d.value < 0.4', found: 'none now', seen: false },
      { what: 'rows of log where d.x > 9', found: 'none now', seen: false },
    ],
  });
  const half = await runBody(finding, { ...gone, evidence: [...gone.evidence, { data: 'log' }] }, { frames });
  expect(half.output).toMatchObject({ seen: true });
});

it('looks for the condition among the numbers that it names', async () => {
  const under = { title: 'x', evidence: [{ data: 'quality', metric: 'recall', where: 'd.value < 0.9' }] };
  const { output } = await runBody(finding, under, { frames });
  expect(output).toMatchObject({ evidence: [{ what: 'recall' }, { what: 'recall of sex=f' }] });
  const one = { title: 'x', evidence: [{ data: 'quality', metric: 'recall', slice: 'all', where: 'd.value < 0.6' }] };
  expect((await runBody(finding, one, { frames })).output).toMatchObject({ evidence: [{ found: 'none now' }] });
});

it('lists a dozen of many numbers, and says how many more there are', async () => {
  const many = Array.from({ length: 30 }, (_, at) => at);
  const wide = frame({
    metric: many.map(() => 'recall'),
    slice: many.map((at) => `s=${at}`),
    n: many.map(() => 50),
    value: many.map(() => 0.5),
    low: many.map(() => NaN),
    high: many.map(() => NaN),
    reason: many.map((at) => (at === 0 ? 'no-positives' : '')),
  });
  const { output } = await runBody(finding, { title: 'x', evidence: [{ data: 'wide', where: 'd.n > 1' }] }, { frames: { wide } });
  expect(output.type === 'finding' && output.evidence.map(({ found }) => found).slice(-2)).toEqual(['0.500, 50 rows', '18 more']);
});

it('is a word of its own without evidence', async () => {
  expect((await runBody(finding, { title: ' x ' })).output).toMatchObject({ title: 'x', seen: true, evidence: [], status: 'open' });
});

it('reads each cell of its evidence once, and the inputs of its expressions', () => {
  const step = stepOf(finding, { ...body, evidence: [...body.evidence, { data: 'log' }] });
  expect([step.reads, step.inputs]).toEqual([['quality', 'log'], ['least']]);
});

it.each([
  [{ data: 'quality', metric: 'recal' }, 'no metric recal in quality', ['evidence', 0, 'metric']],
  [{ data: 'quality', metric: 'recall', slice: 'sex=x' }, 'no slice sex=x in quality', ['evidence', 0, 'slice']],
  [{ data: 'log', metric: 'recall' }, 'metric is a word of metrics; log holds rows', ['evidence', 0, 'metric']],
])('says at its place what evidence there is not: %j', async (piece, message, path) => {
  await expect(runBody(finding, { title: 'x', evidence: [piece] }, { frames })).rejects.toMatchObject({ message, path });
});

it.each([
  [{ title: '' }, /a finding needs a title/],
  [{ title: 'x', severity: 'bad' }, /the severity is one of critical, high, medium, low/],
  [{ title: '  \n' }, /a finding needs a title/],
  [{ title: 'x', issue: 'javascript:alert(1)' }, /issue is the https address/],
  [{ title: 'x', issue: 'https://a.b/"><script>' }, /issue is the https address/],
])('refuses %j', (wrong, message) => {
  expect(() => stepOf(finding, wrong)).toThrow(message);
});
