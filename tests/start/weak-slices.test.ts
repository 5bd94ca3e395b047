import { expect, it } from 'vitest';
import { chosenMetrics } from '../../src/start/metric-choice.ts';
import { inferColumns } from '../../src/start/infer-columns.ts';
import { weakSlices } from '../../src/start/weak-slices.ts';
import { tableOf } from './tables.ts';

const number = (slice: string, value: number, n = 100) => ({
  metric: 'roc_auc',
  class: '',
  slice,
  n,
  value,
  low: value - 0.1,
  high: value + 0.1,
});

it('puts slices first that fall behind beyond chance, then the lowest, and leaves small ones out', async () => {
  const inferred = inferColumns(await tableOf('label,score\nyes,0.9\nno,0.1\nyes,0.8\nno,0.3\n'));
  const [main] = chosenMetrics({ inferred, roles: inferred.roles });
  const numbers = [
    number('all', 0.8),
    number('a=1', 0.7),
    number('a=2', 0.6),
    number('a=3', 0.9),
    number('a=4', 0.1, 29),
    number('a=5', NaN),
  ];
  const gaps = [
    { ...number('a=1', -0.1), q: 0.01 },
    { ...number('a=2', -0.2), q: 0.2 },
    { ...number('a=3', 0.1), q: 0.001 },
  ];
  expect(weakSlices({ numbers, gaps }, main!).map(({ slice, isConvincing }) => [slice, isConvincing])).toEqual([
    ['a=1', true],
    ['a=2', false],
    ['a=3', false],
  ]);
});
