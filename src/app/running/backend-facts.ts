import type { CellResult } from '../../engine/result.ts';

/** Where the models of a notebook ran, and what their check against the plain backend said. */
export interface BackendFacts {
  readonly backend: string;
  /** `agrees with cpu to 1.2e-7`; nothing on cpu itself. */
  readonly agreement: string;
  readonly agrees: boolean;
}

/** A cell that ran a model, and on what. */
export interface ModelRun {
  readonly cell: string;
  readonly kind: string;
  readonly backend: string;
  /** The whole sentence of the check, where the cell loaded the model. */
  readonly check: string;
}

export function modelRuns(results: ReadonlyMap<string, CellResult>, cells: readonly string[]): readonly ModelRun[] {
  return cells.flatMap((id) => {
    const result = results.get(id);
    return result?.backend === undefined ? [] : [{ cell: id, kind: result.kind, backend: result.backend, check: checkOf(result) }];
  });
}

/** The backend of the first model, and the worst that any check said. */
export function backendFacts(runs: readonly ModelRun[]): BackendFacts | null {
  const [first] = runs;
  if (first === undefined) return null;
  const checks = runs.map((run) => run.check).filter((check) => check !== '');
  const bad = checks.find((check) => !check.includes(' agrees with '));
  if (bad !== undefined) return { backend: first.backend, agreement: 'disagrees with cpu', agrees: false };
  const sizes = checks.flatMap((check) => /largest difference ([\d.e+-]+)/.exec(check)?.[1] ?? []);
  const largest = sizes.length === 0 ? null : sizes.reduce((one, other) => (Number(other) > Number(one) ? other : one));
  return { backend: first.backend, agreement: largest === null ? '' : `agrees with cpu to ${Number(largest)}`, agrees: true };
}

function checkOf(result: CellResult): string {
  const { output } = result;
  if (output?.type !== 'table' || output.layout !== 'facts') return '';
  return output.facts.find(([name]) => name === 'backend check')?.[1] ?? '';
}
