import { describe, expect, it } from 'vitest';
import { safeParse } from 'valibot';
import { filledTemplate, freshName } from '../../src/app/insert-cell.ts';
import { kindNames } from '../../src/app/kind-names.ts';
import { kinds } from '../../src/cells/index.ts';
import type { Notebook } from '../../src/notebook/notebook.ts';
import { parseNotebook } from '../../src/notebook/parse-notebook.ts';
import { parseBody } from '../../src/notebook/yaml-body.ts';

/** A notebook of empty cells: `data loans`, `predict scored`. */
function notebook(...cells: readonly string[]): Notebook {
  return parseNotebook(cells.map((cell) => `\`\`\`yaml ${cell}\n\`\`\`\n`).join('\n'), kindNames);
}

describe('freshName', () => {
  it('is a name that no cell has', () => {
    expect(freshName(notebook(), 'chart')).toBe('chart_new');
    expect(freshName(notebook('chart chart_new'), 'chart')).toBe('chart_2');
    expect(freshName(notebook('chart chart_new', 'table chart_2', 'chart chart_3'), 'chart')).toBe('chart_4');
  });

  it('is none of the names that two cells share', () => {
    expect(freshName(notebook('chart chart_new', 'chart chart_new'), 'chart')).toBe('chart_2');
  });
});

describe('filledTemplate', () => {
  const cells = notebook('data loans', 'model scorer', 'predict scored', 'metrics quality', 'data others', 'metrics second');

  it('takes the nearest fitting cell above the place', () => {
    expect(filledTemplate('data: {{metrics}}\n', cells, 'second')).toBe('data: second\n');
    expect(filledTemplate('data: {{metrics}}\n', cells, 'others')).toBe('data: quality\n');
    expect(filledTemplate('model: {{model}}\n', cells, 'scored')).toBe('model: scorer\n');
  });

  it('takes no cell from below, and says the kind where there is none', () => {
    expect(filledTemplate('data: {{data}}\n', cells, null)).toBe('data: data\n');
    expect(filledTemplate('data: {{metrics}}\n', cells, 'scored')).toBe('data: metrics\n');
  });

  it('prefers rows that were predicted, else takes rows of any kind', () => {
    expect(filledTemplate('data: {{data}}\n', cells, 'second')).toBe('data: scored\n');
    expect(filledTemplate('data: {{predict}}\n', notebook('data loans', 'derive test'), 'test')).toBe('data: test\n');
    expect(filledTemplate('data: {{predict}}\n', notebook('data loans'), 'loans')).toBe('data: loans\n');
  });

  it('ends with a line break, so that the fence stands alone', () => {
    expect(filledTemplate('a: 1', cells, null)).toBe('a: 1\n');
    expect(filledTemplate('a: 1\n', cells, null)).toBe('a: 1\n');
  });
});

describe('the template of', () => {
  it.each(kinds.map((kind) => [kind.name, kind] as const))('%s is YAML that its schema takes', (_, kind) => {
    const above = notebook('data loans', 'model scorer', 'predict scored', 'metrics quality');
    const body = filledTemplate(kind.template, above, 'quality');
    expect(body).not.toContain('{{');
    const { problems, value } = parseBody(body);
    expect(problems).toEqual([]);
    const parsed = safeParse(kind.schema, value);
    expect(parsed.issues).toBeUndefined();
    expect(kind.toStep(parsed.output).reads.filter((name) => !['loans', 'scorer', 'scored', 'quality'].includes(name))).toEqual([]);
  });
});
