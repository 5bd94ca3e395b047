import type { CheckResult } from '../cells/output.ts';
import type { CellResult } from '../engine/result.ts';

/** Exit codes that builds rely on. */
export const exit = { passed: 0, failed: 1, broken: 2, missing: 3 } as const;

/**
 * 3 when a file or permission is missing, else 2 when a cell or a check is in error, else 1 when a check failed
 * or could not be decided (unless that is allowed), else 0. A warning does not fail a build.
 */
export function exitCodeOf(results: readonly CellResult[], checks: readonly CheckResult[], allowUndecided: boolean): number {
  if (results.some((result) => result.state === 'needs-file' || result.state === 'needs-permission')) return exit.missing;
  if (results.some((result) => result.state === 'failed' || result.state === 'blocked')) return exit.broken;
  if (checks.some((check) => check.state === 'error')) return exit.broken;
  if (checks.some((check) => check.state === 'fail')) return exit.failed;
  if (!allowUndecided && checks.some((check) => check.state === 'not-enough-data')) return exit.failed;
  return exit.passed;
}
