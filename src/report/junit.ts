import type { CheckResult } from '../cells/output.ts';
import type { CellResult } from '../engine/result.ts';
import type { BaselineRow } from './baseline.ts';
import { escapeXml } from './escape.ts';
import { cellsOf, checksOf, checkTitle, resultOf, type Run } from './run.ts';

interface Case {
  readonly xml: string;
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped';
}

/**
 * JUnit XML: one suite a check cell, one case a check; undecided checks are skipped, a cell that did not run is a case in
 * error, and a number that is worse than in the accepted run is a failure. Jenkins' schema knows a file of a suite and no
 * line of a case, so that file and line begin the text of what failed; GitLab shows a case under its classname.
 */
export function toJunit(run: Run): string {
  const suites = cellsOf(run.notebook).flatMap((block) => {
    const result = resultOf(run, block.id);
    const place: Place = { run, cell: block.id, line: block.range.start.line };
    const cases = checksOf(result).map((check) => caseOf(place, check));
    const broken = brokenCase(place, result);
    if (broken !== null) cases.push(broken);
    return cases.length === 0 ? [] : [suiteOf(run, block.id, cases, result)];
  });
  if (run.notebook.problems.length > 0) suites.push(suiteOf(run, 'notebook', problemCases(run), undefined));
  if (run.baseline !== undefined) suites.push(suiteOf(run, 'accepted run', baselineCases(run, run.baseline.rows), undefined));
  const all = suites.flatMap((suite) => suite.cases);
  const body = suites.map((suite) => suite.xml).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${escapeXml(run.notebook.title)}" ${totals(all)}>\n${body}</testsuites>\n`;
}

interface Place {
  readonly run: Run;
  readonly cell: string;
  readonly line: number;
}

/** The group that a case is shown under: the notebook and the cell, as languages with packages have it. */
function classOf(run: Run, cell: string): string {
  return escapeXml(
    run.file === undefined
      ? cell
      : `${run.file
          .replace(/\.[^./]*$/, '')
          .replaceAll('.', '_')
          .replaceAll('/', '.')}.${cell}`,
  );
}

function placeText({ run, line }: Place): string {
  return run.file === undefined ? `line ${line}` : `${run.file}:${line}`;
}

function problemCases(run: Run): readonly Case[] {
  return run.notebook.problems.map(({ message, range }): Case => {
    const where = escapeXml(placeText({ run, cell: '', line: range.start.line }));
    const text = escapeXml(message);
    const open = `    <testcase classname="${classOf(run, 'notebook')}" name="line ${range.start.line} can be read"`;
    return { outcome: 'error', xml: `${open}><error message="${text}" type="notebook">${where}: ${text}</error></testcase>\n` };
  });
}

function baselineCases(run: Run, rows: readonly BaselineRow[]): readonly Case[] {
  const lines = new Map(cellsOf(run.notebook).map((block) => [block.id, block.range.start.line]));
  return rows.map((row): Case => {
    const parts = [row.metric, row.class, row.slice === 'all' ? '' : row.slice].filter((part) => part !== '');
    const open = `    <testcase classname="${classOf(run, row.cell)}" name="${escapeXml(`${parts.join(', ')} against the accepted run`)}"`;
    if (row.verdict === 'gone') return { outcome: 'skipped', xml: `${open}><skipped message="${escapeXml(row.sentence)}"/></testcase>\n` };
    if (row.verdict !== 'worse' && row.verdict !== 'lost') return { outcome: 'passed', xml: `${open}/>\n` };
    const text = escapeXml(row.sentence);
    const where = escapeXml(placeText({ run, cell: row.cell, line: lines.get(row.cell) ?? 1 }));
    return { outcome: 'failure', xml: `${open}><failure message="${text}" type="baseline">${where}: ${text}</failure></testcase>\n` };
  });
}

function suiteOf(run: Run, name: string, cases: readonly Case[], result: CellResult | undefined): { xml: string; cases: readonly Case[] } {
  const file = run.file === undefined ? '' : ` file="${escapeXml(run.file)}"`;
  const time = ((result?.ms ?? 0) / 1000).toFixed(3);
  const body = cases.map((item) => item.xml).join('');
  return {
    cases,
    xml: `  <testsuite name="${escapeXml(name)}" ${totals(cases)} skipped="${countOf(cases, 'skipped')}" time="${time}"${file}>\n${body}  </testsuite>\n`,
  };
}

function totals(cases: readonly Case[]): string {
  return `tests="${cases.length}" failures="${countOf(cases, 'failure')}" errors="${countOf(cases, 'error')}"`;
}

function countOf(cases: readonly Case[], outcome: Case['outcome']): number {
  return cases.filter((item) => item.outcome === outcome).length;
}

function caseOf(place: Place, check: CheckResult): Case {
  const open = `    <testcase classname="${classOf(place.run, place.cell)}" name="${escapeXml(checkTitle(check))}"`;
  const text = escapeXml(check.sentence);
  const detail = escapeXml(`${placeText(place)}: ${check.sentence}\nobserved: ${check.observed}\nexpected: ${check.expected}`);
  switch (check.state) {
    case 'fail':
      return { outcome: 'failure', xml: `${open}><failure message="${text}" type="check">${detail}</failure></testcase>\n` };
    case 'error':
      return { outcome: 'error', xml: `${open}><error message="${text}" type="check">${detail}</error></testcase>\n` };
    case 'not-enough-data':
    case 'not-applicable':
      return { outcome: 'skipped', xml: `${open}><skipped message="${text}"/></testcase>\n` };
    case 'warn':
      return { outcome: 'passed', xml: `${open}><system-out>${escapeXml(`warns: ${check.sentence}`)}</system-out></testcase>\n` };
    case 'pass':
      return { outcome: 'passed', xml: `${open}/>\n` };
  }
}

function brokenCase(at: Place, result: CellResult | undefined): Case | null {
  if (result?.state === 'done' || result?.state === 'stale') return null;
  const state = result?.state ?? 'queued';
  const text = escapeXml(result?.error?.message ?? `${at.cell} is ${state}`);
  const error = result?.error;
  const place = escapeXml(error === undefined ? placeText(at) : `${placeText({ ...at, line: error.line })}:${error.column}`);
  return {
    outcome: 'error',
    xml: `    <testcase classname="${classOf(at.run, at.cell)}" name="${escapeXml(`${at.cell} runs`)}"><error message="${text}" type="${state}">${place}: ${text}</error></testcase>\n`,
  };
}
