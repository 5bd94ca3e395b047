import { describe, expect, it } from 'vitest';
import { safeParse } from 'valibot';
import { filledTemplate } from '../../../src/app/insert/offers.ts';
import { freshName } from '../../../src/app/insert/place.ts';
import { kindNames } from '../../../src/app/kind-names.ts';
import { kinds } from '../../../src/cells/index.ts';
import type { CellBlock, Notebook } from '../../../src/notebook/notebook.ts';
import { parseNotebook } from '../../../src/notebook/parse-notebook.ts';
import { parseBody } from '../../../src/notebook/yaml-body.ts';

/** A notebook of empty cells: `data loans`, `predict scored`. */
function notebook(...cells: readonly string[]): Notebook {
  return parseNotebook(cells.map((cell) => `\`\`\`yaml ${cell}\n\`\`\`\n`).join('\n'), kindNames);
}

/** The cells down to one, or all; null is the top. */
function above({ blocks }: Notebook, last?: string | null): readonly CellBlock[] {
  const end = last === undefined ? blocks.length : last === null ? 0 : blocks.findIndex(({ id }) => id === last) + 1;
  return blocks.slice(0, end).filter((block) => block.type === 'cell');
}

describe('freshName', () => {
  it('is a name that no cell has', () => {
    expect(freshName(notebook(), 'gate')).toBe('gate');
    expect(freshName(notebook('chart gate'), 'gate')).toBe('gate_2');
    expect(freshName(notebook('chart gate', 'table gate_2', 'chart gate_3'), 'gate')).toBe('gate_4');
  });

  it('is none of the names that two cells share', () => {
    expect(freshName(notebook('chart gate', 'chart gate'), 'gate')).toBe('gate_2');
  });
});

describe('filledTemplate', () => {
  const cells = notebook('data loans', 'model scorer', 'predict scored', 'metrics quality', 'data others', 'metrics second');

  it('takes the nearest fitting cell above the place', () => {
    expect(filledTemplate('data: {{metrics}}\n', above(cells, 'second'))).toBe('data: second\n');
    expect(filledTemplate('data: {{metrics}}\n', above(cells, 'others'))).toBe('data: quality\n');
    expect(filledTemplate('model: {{model}}\n', above(cells, 'scored'))).toBe('model: scorer\n');
  });

  it('takes no cell from below, and says the kind where there is none', () => {
    expect(filledTemplate('data: {{data}}\n', above(cells, null))).toBe('data: data\n');
    expect(filledTemplate('data: {{metrics}}\n', above(cells, 'scored'))).toBe('data: metrics\n');
  });

  it('prefers rows that were predicted, else takes rows of any kind', () => {
    expect(filledTemplate('data: {{data}}\n', above(cells, 'second'))).toBe('data: scored\n');
    expect(filledTemplate('data: {{predict}}\n', above(notebook('data loans', 'derive test')))).toBe('data: test\n');
    expect(filledTemplate('data: {{predict}}\n', above(notebook('data loans')))).toBe('data: loans\n');
  });
});

describe('the template of', () => {
  it.each(kinds.filter(({ text }) => text === undefined).map((kind) => [kind.name, kind] as const))(
    '%s is YAML that its schema takes',
    (_, kind) => {
      const body = filledTemplate(kind.template, above(notebook('data loans', 'model scorer', 'predict scored', 'metrics quality')));
      expect(body).not.toContain('{{');
      const { problems, value } = parseBody(body);
      expect(problems).toEqual([]);
      const parsed = safeParse(kind.schema, value);
      expect(parsed.issues).toBeUndefined();
      expect(kind.toStep(parsed.output).reads.filter((name) => !['loans', 'scorer', 'scored', 'quality'].includes(name))).toEqual([]);
    },
  );
});
