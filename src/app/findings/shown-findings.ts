import type { Finding } from '../../report/findings.ts';

/** Which findings are listed; '' is any. */
export interface FindingFilter {
  readonly severity: string;
  /** A status, '' or `gone`: open and no longer seen. */
  readonly status: string;
  readonly owner: string;
}

export type FindingOrder = 'worst' | 'notebook' | 'owner';

/** The findings that a filter leaves, in an order; `cells` are those of the notebook from top to bottom. */
export function shownFindings(
  findings: readonly Finding[],
  { severity, status, owner }: FindingFilter,
  order: FindingOrder,
  cells: readonly string[],
): readonly Finding[] {
  const kept = findings.filter(
    (finding) =>
      (severity === '' || finding.severity === severity) &&
      (status === '' || (status === 'gone' ? finding.status === 'open' && finding.seen === false : finding.status === status)) &&
      (owner === '' || finding.owner === owner),
  );
  if (order === 'notebook') return kept.toSorted((a, b) => cells.indexOf(a.cell) - cells.indexOf(b.cell));
  return order === 'owner' ? kept.toSorted((a, b) => a.owner.localeCompare(b.owner)) : kept;
}

/** Those who look after something, each once. */
export function ownersOf(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.map(({ owner }) => owner).filter((owner) => owner !== ''))].sort((a, b) => a.localeCompare(b));
}
