import { escapeHtml } from './escape.ts';
import { standingText, type Finding } from './findings.ts';

/** The findings of a report, the worst open ones first, each leading to its cell. */
export function findingsHtml(findings: readonly Finding[]): string {
  if (findings.length === 0) return '';
  const items = findings.map((finding) => {
    const bad = finding.status === 'open' && finding.seen !== false && (finding.severity === 'critical' || finding.severity === 'high');
    return `<li><p${bad ? ' class="failed"' : ''}><b><a href="#cell-${escapeHtml(finding.cell)}">${escapeHtml(finding.title)}</a></b></p><p class="faint">${escapeHtml(standingText(finding))}</p></li>`;
  });
  return `<section class="findings"><h2>Findings</h2><ul>${items.join('')}</ul></section>`;
}

/** One finding in full. */
export function findingHtml({ text, issue, evidence, ...finding }: Omit<Finding, 'cell'>): string {
  const rows = evidence.map(
    (piece) =>
      `<tr><th scope="row" class="mono">${escapeHtml(piece.cell)}</th><td>${escapeHtml(piece.what)}</td><td>${escapeHtml(piece.found)}</td></tr>`,
  );
  const table = `<div class="wide"><table><thead><tr><th scope="col">Cell</th><th scope="col">Evidence</th><th scope="col">Now</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
  const paragraphs = text.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== '');
  const link = `<p class="faint">Tracked at <a href="${escapeHtml(issue)}" rel="noopener noreferrer">${escapeHtml(issue)}</a></p>`;
  return [
    `<p class="said">${escapeHtml(finding.title)}</p>`,
    `<p class="faint">${escapeHtml(standingText({ text, issue, evidence, ...finding, cell: '' }))}.</p>`,
    ...paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`),
    rows.length === 0 ? '' : table,
    issue === '' ? '' : link,
  ].join('');
}
