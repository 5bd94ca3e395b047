import type { FindingOutput } from '../cells/output.ts';
import type { CellResult } from '../engine/result.ts';
import { isMapping } from '../notebook/body-value.ts';
import type { CellBlock, Notebook } from '../notebook/notebook.ts';
import { parseBody } from '../notebook/yaml-body.ts';

/** A finding as it is listed and exported. */
export interface Finding extends Omit<FindingOutput, 'type' | 'hasRows' | 'seen'> {
  readonly cell: string;
  /** Whether its evidence still holds; null while that is not known. */
  readonly seen: boolean | null;
}

export const severities: readonly Finding['severity'][] = ['critical', 'high', 'medium', 'low'];
export const statuses: readonly Finding['status'][] = ['open', 'accepted', 'fixed', 'dismissed'];

/**
 * The findings of a notebook, open ones first, the worst of them first. What they say is read from the text, what shows
 * them from the results; a finding whose text cannot be read has its cell's name for a title.
 */
export function findingsOf(notebook: Notebook, results: Iterable<CellResult>): readonly Finding[] {
  const byCell = new Map([...results].map((result) => [result.cell, result]));
  const cells = notebook.blocks.filter((block) => block.type === 'cell' && block.kind === 'finding') as readonly CellBlock[];
  return cells.map((block) => findingOf(block, byCell.get(block.id))).sort((a, b) => rank(a) - rank(b));
}

function rank({ status, severity }: Finding): number {
  return statuses.indexOf(status) * severities.length + severities.indexOf(severity);
}

function findingOf({ id, body }: CellBlock, result: CellResult | undefined): Finding {
  const value = parseBody(body).value;
  const said = (key: string): string => {
    const text = isMapping(value) && Object.hasOwn(value, key) ? value[key] : '';
    return typeof text === 'string' ? text : '';
  };
  const output = result?.output?.type === 'finding' && result.state === 'done' ? result.output : null;
  const issue = said('issue');
  return {
    cell: id,
    title: said('title').trim() || id,
    text: said('text').trim(),
    severity: severities.find((word) => word === said('severity')) ?? 'medium',
    status: statuses.find((word) => word === said('status')) ?? 'open',
    owner: said('owner').trim(),
    issue: /^https:\/\/[^\s<>"]+$/.test(issue) ? issue : '',
    evidence: output?.evidence ?? [],
    seen: output?.seen ?? null,
  };
}

/** Open findings that are still seen, of a severity or a worse one: what a build may be told to fail by. */
export function openFindings(findings: readonly Finding[], least: Finding['severity']): readonly Finding[] {
  const most = severities.indexOf(least);
  return findings.filter(({ status, severity, seen }) => status === 'open' && seen !== false && severities.indexOf(severity) <= most);
}

/** How many are open, by severity, and how many are no longer seen: `2 open (1 high, 1 low), 1 of them no longer seen`. */
export function findingsText(findings: readonly Finding[]): string {
  const open = findings.filter(({ status }) => status === 'open');
  const counts = severities.map((severity) => [severity, open.filter((finding) => finding.severity === severity).length] as const);
  const by = counts.filter(([, count]) => count > 0).map(([severity, count]) => `${count} ${severity}`);
  const gone = open.filter(({ seen }) => seen === false).length;
  return `${open.length} open${by.length === 0 ? '' : ` (${by.join(', ')})`}${gone === 0 ? '' : `, ${gone} of them no longer seen`}`;
}

/** Severity, status and owner in one line, and whether it is still seen: `High, open, credit team, no longer seen`. */
export function standingText({ severity, status, owner, seen }: Finding): string {
  const words = [severity.charAt(0).toUpperCase() + severity.slice(1), status];
  if (owner !== '') words.push(owner);
  if (seen === false) words.push('no longer seen');
  return words.join(', ');
}

/** A piece of evidence in one line: `quality: recall of afam=yes, 0.42 [0.35, 0.50], 312 rows`. */
export function evidenceText({ cell, what, found }: Finding['evidence'][number]): string {
  return `${cell}: ${what}, ${found}`;
}
