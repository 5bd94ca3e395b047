import type { BaseIssue } from 'valibot';
import { BodyError, type CellKind } from '../cells/kind.ts';
import { nearest } from '../trust/nearest.ts';

/** Turns the most telling of valibot's issues into one sentence at one place of the body. */
export function schemaProblem(kind: CellKind, issues: readonly BaseIssue<unknown>[]): BodyError {
  const issue = deepest(issues);
  const path = (issue.path ?? []).map((item) => item.key).filter((key) => typeof key === 'string' || typeof key === 'number');
  const last = path.at(-1);
  if (issue.expected === 'never' && typeof last === 'string') return unknownKey(kind, path, last);
  if (issue.received === 'undefined') return missingKey(kind, path, last);
  if (path.length === 0) return new BodyError(`a ${kind.name} cell needs ${needsOf(kind)}; found ${issue.received}`, path);
  return new BodyError(`${path.join('.')}: ${sentenceOf(issue)}`, path);
}

function deepest(issues: readonly BaseIssue<unknown>[]): BaseIssue<unknown> {
  let best: BaseIssue<unknown> | undefined;
  for (const issue of issues) {
    const nested = issue.issues === undefined ? issue : deepest(issue.issues);
    const candidate =
      nested === issue ? issue : { ...nested, path: [...(issue.path ?? []), ...(nested.path ?? [])] as BaseIssue<unknown>['path'] };
    if (best === undefined || (candidate.path?.length ?? 0) > (best.path?.length ?? 0)) best = candidate;
  }
  if (best === undefined) throw new Error('a schema without an issue was reported as broken');
  return best;
}

function unknownKey(kind: CellKind, path: readonly (string | number)[], key: string): BodyError {
  const known = path.length === 1 ? kind.keys.map((doc) => doc.key).filter((name) => !name.includes('.')) : [];
  const near = nearest(key, known);
  const where = path.length === 1 ? `a ${kind.name} cell` : path.slice(0, -1).join('.');
  return new BodyError(
    `no key ${key} in ${where}`,
    path,
    near === undefined ? (known.length > 0 ? `the keys are ${known.join(', ')}` : undefined) : `the nearest name is ${near}`,
    near,
  );
}

function missingKey(kind: CellKind, path: readonly (string | number)[], last: string | number | undefined): BodyError {
  const where = path.length <= 1 ? `a ${kind.name} cell` : path.slice(0, -1).join('.');
  return new BodyError(`${where} needs ${last ?? needsOf(kind)}`, path.slice(0, -1));
}

function needsOf(kind: CellKind): string {
  const keys = kind.keys.filter((doc) => !doc.key.includes('.'));
  const required = keys.filter((doc) => doc.required === true);
  return (required.length > 0 ? required : keys).map((doc) => doc.key).join(', ');
}

/** Our own messages stand; valibot's are put into words. */
function sentenceOf(issue: BaseIssue<unknown>): string {
  if (!issue.message.startsWith('Invalid ')) return issue.message;
  return `${issue.received} stands where ${issue.expected ?? 'something else'} is needed`;
}
