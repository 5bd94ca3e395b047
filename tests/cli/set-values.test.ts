import { expect, it } from 'vitest';
import { UsageError } from '../../src/cli/arguments.ts';
import { setValues } from '../../src/cli/set-values.ts';
import { parseNotebook } from '../../src/notebook/parse-notebook.ts';
import { fence, notebookOf } from '../engine/test-world.ts';

const notebook = parseNotebook(
  notebookOf(
    fence('input', 'share', 'type: range\nmin: 0\nmax: 1'),
    fence('input', 'count', 'type: number'),
    fence('input', 'on', 'type: toggle'),
    fence('input', 'word', 'type: text'),
    fence('input', 'grade', 'type: select\noptions: ["1", "2", 3, true]'),
    fence('input', 'broken', 'type: ['),
    fence('data', 'loans', 'source: a.csv'),
  ),
  ['input', 'data'],
);

it.each([
  ['share', '0.5', 0.5],
  ['share', '1e-3', 0.001],
  ['share', 'Infinity', 'Infinity'],
  ['count', '-3', -3],
  ['count', '1,5', '1,5'],
  ['count', ' ', ' '],
  ['on', 'true', true],
  ['on', 'yes', 'yes'],
  ['word', '007', '007'],
  ['word', 'true', 'true'],
  ['grade', '2', '2'],
  ['grade', '3', 3],
  ['grade', 'true', true],
  ['grade', '4', '4'],
  ['broken', 'x', 'x'],
])('takes %s=%s for its input', (name, text, value) => {
  expect(setValues(notebook, new Map([[name, text]]))).toEqual(new Map([[name, value]]));
});

it.each(['shar', 'loans'])('refuses %s, which is no input', (name) => {
  expect(() => setValues(notebook, new Map([[name, '1']]))).toThrow(
    new UsageError(`--set ${name}: the notebook has no input of that name`),
  );
});
