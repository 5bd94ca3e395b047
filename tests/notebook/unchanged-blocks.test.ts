import { expect, it } from 'vitest';
import { parseNotebook } from '../../src/notebook/parse-notebook.ts';
import { unchangedBlocks } from '../../src/notebook/unchanged-blocks.ts';

const kinds = ['data', 'input', 'metrics', 'check'];
const text = `# Title

Rows: {{ log.rows }}.

\`\`\`yaml data log
source: log.csv
\`\`\`

\`\`\`yaml input threshold
value: 0.5
\`\`\`

\`\`\`yaml metrics quality
data: log
threshold: $threshold
\`\`\`

\`\`\`yaml metrics plain
data: log
\`\`\`

\`\`\`yaml check gate
data: quality
\`\`\`

Recall is {{ quality.recall }}.
`;
const same = (change: (text: string) => string): readonly string[] => [
  ...unchangedBlocks(parseNotebook(text, kinds), parseNotebook(change(text), kinds)).keys(),
];

it('knows every block of the same text', () => {
  expect(same((text) => text)).toEqual(['log', 'threshold', 'quality', 'plain', 'gate', 'prose-1', 'prose-6']);
});

it('counts what reads a changed cell, directly or not, as changed', () => {
  expect(same((text) => text.replace('0.5', '0.6'))).toEqual(['log', 'plain', 'prose-1']);
  expect(same((text) => text.replace('log.csv', 'other.csv'))).toEqual(['threshold']);
  expect(same((text) => text.replace(/```yaml input[\s\S]*?```\n/, ''))).toEqual(['log', 'plain', 'prose-1']);
});

it('finds prose again where it moved', () => {
  const moved = unchangedBlocks(
    parseNotebook(text, kinds),
    parseNotebook(text.replace('```yaml data', '```yaml input other\nvalue: 1\n```\n\n```yaml data'), kinds),
  );
  expect(moved.get('prose-7')).toBe('prose-6');
  expect(moved.has('prose-6')).toBe(false);
});

it('counts a word that a new cell takes as read', () => {
  expect(same((text) => text.replace('# Title', '# Title\n\n```yaml input recall\nvalue: 1\n```'))).toContain('quality');
  expect(same((text) => text.replace('# Title', '# Title\n\n```yaml input source\nvalue: 1\n```'))).not.toContain('log');
});
