import type { CheckResult } from '../cells/output.ts';
import { escapeHtml } from './escape.ts';
import { checkHtml } from './output-html.ts';
import { cellsOf, checksOf, countChecks, countsText, resultOf, type Run } from './run.ts';

const order: readonly CheckResult['state'][] = ['error', 'fail', 'warn', 'not-enough-data'];

/** What the checks come to, and each that does not pass, worst first; then cells that did not run, and what changed since the accepted run. */
export function verdictHtml(run: Run): string {
  const found = cellsOf(run.notebook).flatMap((block) => checksOf(resultOf(run, block.id)).map((check) => ({ check, cell: block.id })));
  const open = found
    .filter(({ check }) => order.includes(check.state))
    .sort((a, b) => order.indexOf(a.check.state) - order.indexOf(b.check.state));
  const rows = open.map(({ check, cell }) => checkHtml(check, `cell-${cell}`));
  const list = rows.length === 0 ? '' : `<ul class="checks">${rows.join('')}</ul>`;
  return `<section class="verdict" aria-label="Verdict"><p class="tally">${escapeHtml(tally(run))}</p>${list}${troubledCells(run)}${changes(run)}</section>`;
}

function tally(run: Run): string {
  const counts = countChecks(run);
  const said = countsText(counts);
  if (said === 'no checks') return 'This notebook has no checks.';
  const all = counts.passed + counts.warned + counts.failed + counts.undecided + counts.errors;
  if (counts.passed === all) return all === 1 ? 'The check passes.' : `All ${all} checks pass.`;
  return `Of ${all} checks, ${said}.`;
}

function troubledCells(run: Run): string {
  const items = cellsOf(run.notebook).flatMap((block) => {
    const state = resultOf(run, block.id)?.state ?? 'queued';
    return state === 'done' ? [] : [`<a href="#cell-${escapeHtml(block.id)}">${escapeHtml(block.id)}</a> (${state})`];
  });
  const problems = run.notebook.problems.map(
    (problem) => `<p class="failed">Line ${problem.range.start.line}: ${escapeHtml(problem.message)}</p>`,
  );
  const cells = items.length === 0 ? '' : `<p class="failed">Without a result of these inputs: ${items.join(', ')}.</p>`;
  return `${problems.join('')}${cells}`;
}

/** What is convincingly different from the accepted run. */
function changes(run: Run): string {
  if (run.baseline === undefined) return '';
  const told = run.baseline.rows.filter(({ verdict }) => ['worse', 'lost', 'gone', 'better'].includes(verdict));
  const items = told.map((row) => {
    const bad = row.verdict === 'worse' || row.verdict === 'lost';
    return `<li${bad ? ' class="failed"' : ''}>${escapeHtml(row.cell)}: ${escapeHtml(row.sentence)}</li>`;
  });
  const none = `No convincing difference in ${run.baseline.rows.length} numbers.`;
  return `<p><b>Against the accepted run</b></p>${items.length === 0 ? `<p>${none}</p>` : `<ul>${items.join('')}</ul>`}`;
}
