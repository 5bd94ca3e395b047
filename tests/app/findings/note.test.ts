import { expect, it } from 'vitest';
import type { CheckResult } from '../../../src/cells/output.ts';
import { noteOfCheck, noteOfNumber, notePatch } from '../../../src/app/findings/note.ts';
import { kindNames } from '../../../src/app/kind-names.ts';
import { parseNotebook } from '../../../src/notebook/parse-notebook.ts';
import { applyPatch } from '../../../src/notebook/patch.ts';
import { parseBody } from '../../../src/notebook/yaml-body.ts';

const text = `# T

\`\`\`yaml metrics quality
data: log
\`\`\`

\`\`\`yaml check gate
data: quality
rules:
  - {metric: recall, expect: 'd.value > 0.5', title: Enough}
  - {metric: precision, class: a, slices: all, expect: 'd.low > 0.4'}
  - {metric: f1, expect: 'd.low > 0.4'}
  - {metric: f1, expect: 'd.value > 0.6'}
\`\`\`

\`\`\`yaml check rows
data: log
rules: [{where: d.x > 1, expect: d.y != null}]
\`\`\`
`;
const notebook = parseNotebook(text, kindNames);
const check = (title: string, slice?: string): CheckResult => ({
  title,
  severity: 'fail',
  state: 'fail',
  observed: '0.40',
  expected: '',
  sentence: '',
  ...(slice === undefined ? {} : { slice }),
});

it('writes a finding right behind the cell, under a name of its own, and changes nothing else', () => {
  const note = { title: 'a: "b" # c 🙂', evidence: [{ data: 'quality', metric: 'recall', slice: '__proto__=x, y' }] };
  const { patch, name } = notePatch(notebook, 'quality', note);
  const after = parseNotebook(applyPatch(text, patch), kindNames);
  const block = after.blocks[after.blocks.findIndex(({ id }) => id === 'quality') + 2] ?? after.blocks.at(-1)!;
  const cell = after.blocks.find(({ id }) => id === name)!;
  expect(name).toBe('quality_finding');
  expect(block.range.start.offset).toBeGreaterThanOrEqual(cell.range.start.offset);
  expect(cell.type === 'cell' && parseBody(cell.body).value).toEqual({
    title: note.title,
    severity: 'medium',
    status: 'open',
    evidence: note.evidence,
  });
  expect(after.text.replace(patch.insert, '')).toBe(text);
  expect(notePatch(after, 'quality', note).name).toBe('quality_finding_2');
  expect(notePatch(after, 'quality_finding', note).name).toBe('quality_finding_2');
});

const number = {
  cell: 'quality',
  metric: 'recall',
  class: '',
  slice: 'sex=f',
  value: 0.42,
  better: 'higher' as const,
  whole: 0.614,
  verdict: 'worse',
};
it('holds a slice that is worse to what all rows have now', () => {
  expect(noteOfNumber(number)).toEqual({
    title: 'recall of sex=f is worse than of all rows',
    evidence: [{ data: 'quality', metric: 'recall', slice: 'sex=f', where: 'd.value < 0.61' }],
  });
  expect(noteOfNumber({ ...number, better: 'lower', value: 0.9, whole: 0.2 }).evidence[0]).toMatchObject({ where: 'd.value > 0.2' });
  expect(noteOfNumber({ ...number, verdict: undefined }).evidence).toEqual([{ data: 'quality', metric: 'recall', slice: 'sex=f' }]);
  expect(noteOfNumber({ ...number, slice: 'all', class: 'a', whole: undefined }).evidence).toEqual([
    { data: 'quality', metric: 'recall', class: 'a' },
  ]);
});

it('turns a check round: what it expects is what is missing', () => {
  expect(noteOfCheck(notebook, 'gate', check('Enough'))).toEqual({
    title: 'Enough: 0.40',
    severity: 'high',
    evidence: [{ data: 'quality', metric: 'recall', where: '!(d.value > 0.5)' }],
  });
  expect(noteOfCheck(notebook, 'gate', check('precision > 0.4', 'class=a, sex=f'))?.evidence).toEqual([
    { data: 'quality', metric: 'precision', class: 'a', slice: 'sex=f', where: '!(d.low > 0.4)' },
  ]);
  expect(noteOfCheck(notebook, 'rows', check('d.y != null'))?.evidence).toEqual([{ data: 'log', where: '(d.x > 1) && !(d.y != null)' }]);
});

it('guesses nothing where the text does not say which rule it is', () => {
  expect(noteOfCheck(notebook, 'gate', check('f1 at least 0.4'))?.evidence).toEqual([{ data: 'quality' }]);
  expect(noteOfCheck(notebook, 'quality', check('x'))).toBe(null);
  expect(noteOfCheck(notebook, 'nothing', check('x'))).toBe(null);
});
