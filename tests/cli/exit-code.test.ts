import { expect, it } from 'vitest';
import type { CheckResult, CheckState } from '../../src/cells/output.ts';
import { exitCodeOf } from '../../src/cli/exit-code.ts';
import type { CellResult, CellState } from '../../src/engine/result.ts';

function codeOf(cells: readonly CellState[], checks: readonly CheckState[], allowUndecided = false): number {
  const results = cells.map((state): CellResult => ({ cell: 'c', kind: 'data', state, key: '' }));
  const found = checks.map((state): CheckResult => ({ title: '', severity: 'fail', state, observed: '', expected: '', sentence: '' }));
  return exitCodeOf(results, found, allowUndecided);
}

it.each([
  [[], [], 0],
  [['done'], ['pass', 'warn', 'not-applicable'], 0],
  [['done'], ['pass', 'fail'], 1],
  [['done'], ['not-enough-data'], 1],
  [['done'], ['fail', 'error'], 2],
  [['done', 'failed'], ['fail'], 2],
  [['done', 'blocked'], ['pass'], 2],
  [['failed', 'needs-file'], ['error'], 3],
  [['needs-permission'], [], 3],
] as [CellState[], CheckState[], number][])('cells %j and checks %j exit with %i', (cells, checks, code) => {
  expect(codeOf(cells, checks)).toBe(code);
});

it('lets an undecided check pass when that is allowed, and nothing else', () => {
  expect(codeOf(['done'], ['not-enough-data', 'pass'], true)).toBe(0);
  expect(codeOf(['done'], ['not-enough-data', 'fail'], true)).toBe(1);
});
