import { expect, it } from 'vitest';
import { infoWords, setInfoWords } from '../../src/notebook/info-words.ts';
import { parseNotebook } from '../../src/notebook/parse-notebook.ts';
import { applyPatch, renameCell } from '../../src/notebook/patch.ts';

const open = (text: string) => parseNotebook(text, ['code', 'data', 'input']);
const cellOf = (notebook: ReturnType<typeof open>, at = 0) => notebook.blocks.filter((block) => block.type === 'cell')[at]!;

it.each([
  ['```js code tidy data=loans seed=2\nreturn loans;\n```', 'data=loans seed=2'],
  ['~~~  js   code tidy\nreturn [];\n~~~', ''],
  ['```js code data=loans\nreturn [];\n```', 'data=loans'],
])('reads and writes the words behind the name: %s', (text, words) => {
  const notebook = open(text);
  expect(infoWords(notebook, cellOf(notebook))).toBe(words);
  const after = applyPatch(text, setInfoWords(notebook, cellOf(notebook), ' data=a,b\n`x '));
  const changed = open(after);
  expect(infoWords(changed, cellOf(changed))).toBe('data=a,b  x');
  expect(cellOf(changed)).toMatchObject({ name: cellOf(notebook).name, body: cellOf(notebook).body });
  const emptied = open(applyPatch(after, setInfoWords(changed, cellOf(changed), '')));
  expect(infoWords(emptied, cellOf(emptied))).toBe('');
});

it('lets code follow a cell that gets another name, and leaves alone what only looks like it', () => {
  const code = 'const loansBefore = loans;\nreturn { loans: loans.array("loans"), x: other.loans, y: inputs.cut };\n';
  const text = `\`\`\`yaml data loans\nsource: a.csv\n\`\`\`\n\n\`\`\`yaml input cut\ntype: text\n\`\`\`\n\n\`\`\`js code tidy data=loans,loans.part inputs=cut\n${code}\`\`\`\n`;
  const once = applyPatch(text, renameCell(open(text), 'loans', 'rows'));
  const twice = applyPatch(once, renameCell(open(once), 'cut', 'level'));
  expect(twice).toContain('js code tidy data=rows,rows.part inputs=level\n');
  expect(twice).toContain('const loansBefore = rows;\nreturn { loans: rows.array("loans"), x: other.loans, y: inputs.level };\n');
});

it('leaves code alone that does not read the cell', () => {
  const text = '```yaml data loans\nsource: a.csv\n```\n\n```js code tidy\nconst loans = [];\nreturn loans;\n```\n';
  expect(applyPatch(text, renameCell(open(text), 'loans', 'rows'))).toContain('const loans = [];\nreturn loans;');
});
