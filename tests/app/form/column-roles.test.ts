import { describe, expect, it } from 'vitest';
import { rolesInBody, rolesWith } from '../../../src/app/form/column-roles.ts';
import { rolePatch, typePatch } from '../../../src/app/form/column-roles-patch.ts';
import { kindNames } from '../../../src/app/kind-names.ts';
import type { CellBlock, Notebook } from '../../../src/notebook/notebook.ts';
import { parseNotebook } from '../../../src/notebook/parse-notebook.ts';
import { applyPatch } from '../../../src/notebook/patch.ts';

const body = {
  source: 'a.csv',
  roles: { label: 'y', score: { a: 'pa', b: 'pb' }, group: ['sex', 'race'], image: { column: 'px', shape: [8, 8] } },
};

describe('rolesInBody', () => {
  it('reads a column, a list, a map and an image', () => {
    expect(Object.fromEntries(rolesInBody(body))).toEqual({
      y: 'label',
      pa: 'score',
      pb: 'score',
      sex: 'group',
      race: 'group',
      px: 'image',
    });
  });

  it('of a body without roles are none', () => {
    expect(rolesInBody({ source: 'a.csv' }).size).toBe(0);
  });
});

describe('rolesWith', () => {
  it.each([
    ['z', 'label', { ...body.roles, label: 'z' }],
    ['y', 'none', { score: body.roles.score, group: body.roles.group, image: body.roles.image }],
    ['age', 'group', { ...body.roles, group: ['sex', 'race', 'age'] }],
    ['sex', 'none', { ...body.roles, group: ['race'] }],
    ['pa', 'none', { ...body.roles, score: { b: 'pb' } }],
    ['px', 'none', { label: 'y', score: body.roles.score, group: body.roles.group }],
    ['sex', 'id', { ...body.roles, group: ['race'], id: 'sex' }],
  ] as const)('gives %s the role %s', (name, role, roles) => {
    expect(rolesWith(body, name, role)).toEqual(roles);
  });
});

const cell = (lines: string): { notebook: Notebook; block: CellBlock } => {
  const notebook = parseNotebook(`\`\`\`yaml data log\n${lines}\n\`\`\`\n`, kindNames);
  return { notebook, block: notebook.blocks[0] as CellBlock };
};

describe('rolePatch', () => {
  it('keeps remarks, and drops the positive class of a label that is none any more', () => {
    const { notebook, block } = cell('source: a.csv # mine\nroles: { label: y, score: s }\npositive: "yes"');
    expect(applyPatch(notebook.text, rolePatch(notebook, block, 'z', 'label'))).toBe(
      '```yaml data log\nsource: a.csv # mine\nroles: { label: z, score: s }\n```\n',
    );
  });

  it('adds roles where there are none, and takes the last away with its key', () => {
    const { notebook, block } = cell('source: a.csv');
    const added = applyPatch(notebook.text, rolePatch(notebook, block, 'day', 'time'));
    const again = parseNotebook(added, kindNames);
    expect(Object.fromEntries(rolesInBody({ roles: { time: 'day' } }))).toEqual({ day: 'time' });
    expect(applyPatch(added, rolePatch(again, again.blocks[0] as CellBlock, 'day', 'none'))).toBe(notebook.text);
  });
});

it('declares a type, and leaves it to reading again', () => {
  const { notebook, block } = cell('source: a.csv');
  const declared = applyPatch(notebook.text, typePatch(notebook, block, 'zip', 'category'));
  expect(declared).toContain('zip: category');
  const again = parseNotebook(declared, kindNames);
  expect(applyPatch(declared, typePatch(again, again.blocks[0] as CellBlock, 'zip', null))).toBe(notebook.text);
});
