import type { CheckResult } from '../cells/output.ts';
import type { PlainTables } from '../engine/plain-tables.ts';
import type { CellResult } from '../engine/result.ts';
import type { CellBlock } from '../notebook/notebook.ts';
import type { BaselineComparison, BaselineRow } from './baseline.ts';
import { findingsOf, type Finding } from './findings.ts';
import { cellsOf, checksOf, countChecks, resultOf, type CheckCounts, type Environment, type Run } from './run.ts';

interface JsonCell {
  readonly name: string;
  readonly kind: string;
  readonly state: string;
  readonly ms: number | null;
  readonly key: string;
  readonly error?: { readonly message: string; readonly line: number; readonly column: number; readonly hint?: string };
  readonly tables?: PlainTables;
  readonly checks?: readonly Pick<CheckResult, 'title' | 'severity' | 'state' | 'observed' | 'expected' | 'sentence' | 'slice'>[];
}

interface JsonFinding extends Omit<Finding, 'evidence'> {
  readonly evidence: readonly Pick<Finding['evidence'][number], 'cell' | 'what' | 'found' | 'seen'>[];
}

/** The contract that outside programs read. */
export interface JsonReport {
  readonly assay: 1;
  readonly notebook: { readonly title: string; readonly sha256: string };
  readonly environment: Environment;
  readonly cells: readonly JsonCell[];
  readonly checks: CheckCounts;
  /** What is wrong, worst of the open ones first, where the notebook says so. */
  readonly findings?: readonly JsonFinding[];
  /** What differs from the accepted run, where one was given. */
  readonly baseline?: readonly Pick<BaselineRow, 'cell' | 'metric' | 'class' | 'slice' | 'verdict' | 'sentence'>[];
}

/**
 * A run as plain values. Metrics and checks are complete; other frames hold at most 1,000 rows and their `total`;
 * rows of data, of predictions and of the charts that draw them only where the run says so.
 */
export function toJson(run: Run): JsonReport {
  return {
    assay: 1,
    notebook: { title: run.notebook.title, sha256: run.sha256 },
    environment: run.environment,
    cells: cellsOf(run.notebook).map((block) => cellOf(run, block, resultOf(run, block.id))),
    checks: countChecks(run),
    ...plainFindings(run),
    ...(run.baseline === undefined ? {} : { baseline: changes(run.baseline) }),
  };
}

function plainFindings({ notebook, results }: Run): Pick<JsonReport, 'findings'> {
  const findings = findingsOf(notebook, results).map((finding) => ({
    ...finding,
    evidence: finding.evidence.map(({ cell, what, found, seen }) => ({ cell, what, found, seen })),
  }));
  return findings.length === 0 ? {} : { findings };
}

function changes({ rows }: BaselineComparison): NonNullable<JsonReport['baseline']> {
  return rows
    .filter(({ verdict }) => verdict !== 'unchanged')
    .map(({ cell, metric, class: name, slice, verdict, sentence }) => ({ cell, metric, class: name, slice, verdict, sentence }));
}

function cellOf(run: Run, block: CellBlock, result: CellResult | undefined): JsonCell {
  const { error } = result ?? {};
  const tables = result?.state === 'done' ? (run.tables(block.id) ?? {}) : null;
  const checks = checksOf(result);
  return {
    name: block.id,
    kind: block.kind,
    state: result?.state ?? 'queued',
    ms: result?.ms ?? null,
    key: result?.key ?? '',
    ...(error === undefined
      ? {}
      : {
          error: {
            message: error.message,
            line: error.line,
            column: error.column,
            ...(error.hint === undefined ? {} : { hint: error.hint }),
          },
        }),
    ...(tables === null ? {} : { tables }),
    ...(block.kind === 'check' && result?.state === 'done' ? { checks: checks.map(plainCheck) } : {}),
  };
}

function plainCheck(check: CheckResult): NonNullable<JsonCell['checks']>[number] {
  const { title, severity, state, observed, expected, sentence, slice } = check;
  return { title, severity, state, observed, expected, sentence, ...(slice === undefined ? {} : { slice }) };
}
