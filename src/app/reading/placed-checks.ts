import type { CheckResult, CheckState } from '../../cells/output.ts';
import type { CellResult } from '../../engine/result.ts';

/** A check and where it stands: the cell, and its place in the cell's output. */
export interface PlacedCheck {
  readonly cell: string;
  readonly at: number;
  readonly check: CheckResult;
}

const order: readonly CheckState[] = ['fail', 'error', 'warn', 'not-enough-data', 'pass', 'not-applicable'];

/** The order in which checks are shown everywhere: what fails first. */
export function byVerdict(one: CheckResult, other: CheckResult): number {
  return order.indexOf(one.state) - order.indexOf(other.state);
}

/** Every check of the notebook, worst first; among equals in the order of the notebook. */
export function placedChecks(results: ReadonlyMap<string, CellResult>, cells: readonly string[]): readonly PlacedCheck[] {
  const placed = cells.flatMap((cell): PlacedCheck[] => {
    const result = results.get(cell);
    if (result?.output?.type !== 'checks' || result.state === 'failed') return [];
    return result.output.checks.map((check, at) => ({ cell, at, check }));
  });
  return placed.toSorted((one, other) => byVerdict(one.check, other.check));
}

/** Brings the row of a check into view, and gives it the focus. */
export function showCheck({ cell, at }: PlacedCheck): void {
  const section = document.querySelector<HTMLElement>(`[data-cell="${CSS.escape(cell)}"]`);
  const row = section?.querySelector<HTMLElement>(`[data-check="${at}"]`) ?? section;
  row?.scrollIntoView({ block: 'center' });
  row?.focus({ preventScroll: true });
}
