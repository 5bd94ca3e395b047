import type { CheckResult } from '../cells/output.ts';
import type { CellResult } from '../engine/result.ts';
import { escapeXml } from './escape.ts';
import { cellsOf, checksOf, checkTitle, resultOf, type Run } from './run.ts';

interface Case {
  readonly xml: string;
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped';
}

/** JUnit XML: one suite a check cell, one case a check; undecided checks are skipped, and a cell that did not run is a case in error. */
export function toJunit(run: Run): string {
  const suites = cellsOf(run.notebook).flatMap((block) => {
    const result = resultOf(run, block.id);
    const cases = checksOf(result).map((check) => caseOf(block.id, check));
    const broken = brokenCase(block.id, result);
    if (broken !== null) cases.push(broken);
    return cases.length === 0 ? [] : [suiteOf(block.id, cases, result)];
  });
  const all = suites.flatMap((suite) => suite.cases);
  const body = suites.map((suite) => suite.xml).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${escapeXml(run.notebook.title)}" ${totals(all)}>\n${body}</testsuites>\n`;
}

function suiteOf(name: string, cases: readonly Case[], result: CellResult | undefined): { xml: string; cases: readonly Case[] } {
  const time = ((result?.ms ?? 0) / 1000).toFixed(3);
  const body = cases.map((item) => item.xml).join('');
  return { cases, xml: `  <testsuite name="${escapeXml(name)}" ${totals(cases)} time="${time}">\n${body}  </testsuite>\n` };
}

function totals(cases: readonly Case[]): string {
  const count = (outcome: Case['outcome']): number => cases.filter((item) => item.outcome === outcome).length;
  return `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`;
}

function caseOf(cell: string, check: CheckResult): Case {
  const open = `    <testcase classname="${escapeXml(cell)}" name="${escapeXml(checkTitle(check))}"`;
  const text = escapeXml(check.sentence);
  const detail = escapeXml(`${check.sentence}\nobserved: ${check.observed}\nexpected: ${check.expected}`);
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

function brokenCase(cell: string, result: CellResult | undefined): Case | null {
  if (result?.state === 'done' || result?.state === 'stale') return null;
  const state = result?.state ?? 'queued';
  const text = escapeXml(result?.error?.message ?? `${cell} is ${state}`);
  const place = result?.error === undefined ? '' : ` at line ${result.error.line}, column ${result.error.column}`;
  return {
    outcome: 'error',
    xml: `    <testcase classname="${escapeXml(cell)}" name="${escapeXml(`${cell} runs`)}"><error message="${text}" type="${state}">${text}${place}</error></testcase>\n`,
  };
}
