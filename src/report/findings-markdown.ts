import { escapeMarkdown } from './escape.ts';
import { evidenceText, standingText, type Finding } from './findings.ts';

/** Findings as a Markdown document: a heading each, what is known, and its evidence. */
export function findingsMarkdown(title: string, findings: readonly Finding[]): string {
  const parts = findings.map((finding) => `## ${escapeMarkdown(finding.title)}\n\n${findingMarkdown(finding)}`);
  return `# Findings: ${escapeMarkdown(title)}\n\n${parts.length === 0 ? 'None.\n' : parts.join('\n')}`;
}

/** What is known of one finding, without its title. */
export function findingMarkdown(finding: Finding): string {
  const { severity, status, owner, seen, text, evidence, issue } = finding;
  const facts = [`**Severity** ${severity}`, `**Status** ${status}`];
  if (owner !== '') facts.push(`**Owner** ${plainMarkdown(owner)}`);
  if (issue !== '') facts.push(`**Tracked at** <${issue}>`);
  const gone = seen === false ? 'No longer seen: nothing of its evidence is left.' : '';
  const lines = evidence.map((piece) => `- ${plainMarkdown(evidenceText(piece))}`);
  const paragraphs = text.split(/\n\s*\n/).map(plainMarkdown);
  const parts = [facts.join(', '), gone, ...paragraphs, lines.length === 0 ? '' : `Evidence:\n\n${lines.join('\n')}`];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** The findings of a report, the worst open ones first, in a list. */
export function findingsSection(findings: readonly Finding[]): string {
  if (findings.length === 0) return '';
  const items = findings.map((finding) => {
    const evidence = finding.evidence.map((piece) => `\n  - ${plainMarkdown(evidenceText(piece))}`).join('');
    return `- **${escapeMarkdown(finding.title)}** ${plainMarkdown(standingText(finding))}${evidence}`;
  });
  return `### Findings\n\n${items.join('\n')}`;
}

/** As `escapeMarkdown`, and the line begins no list; forges, which look for mentions where Markdown is already read, find none. */
export function plainMarkdown(text: string): string {
  return escapeMarkdown(text.trim())
    .replaceAll('\\@', '@\u200b')
    .replace(/^(\d+)([.)])/, '$1\\$2')
    .replace(/^([-+=])/, '\\$1');
}
