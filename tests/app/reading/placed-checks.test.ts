import { expect, it } from 'vitest';
import { placedChecks } from '../../../src/app/reading/placed-checks.ts';
import type { CheckState } from '../../../src/cells/output.ts';
import type { CellResult } from '../../../src/engine/result.ts';

const checks = (cell: string, ...states: readonly CheckState[]): [string, CellResult] => [
  cell,
  {
    cell,
    kind: 'check',
    state: 'done',
    key: cell,
    output: {
      type: 'checks',
      checks: states.map((state) => ({ title: state, severity: 'fail', state, observed: '', expected: '', sentence: '' })),
    },
  },
];

it('puts what fails first and keeps the order of the notebook among equals', () => {
  const results = new Map([checks('b', 'pass', 'fail'), checks('a', 'warn', 'pass', 'not-applicable', 'not-enough-data', 'error')]);
  expect(placedChecks(results, ['a', 'b']).map(({ cell, at, check }) => `${check.state} ${cell} ${at}`)).toEqual([
    'fail b 1',
    'error a 4',
    'warn a 0',
    'not-enough-data a 3',
    'pass a 1',
    'pass b 0',
    'not-applicable a 2',
  ]);
});

it('leaves out cells that failed and cells that are gone', () => {
  const [cell, result] = checks('a', 'pass');
  expect(placedChecks(new Map([[cell, { ...result, state: 'failed' }]]), ['a'])).toEqual([]);
  expect(placedChecks(new Map([[cell, result]]), [])).toEqual([]);
});
