import fc from 'fast-check';
import { fence, notebookOf } from './test-world.ts';

/** A number, or the name of an input. */
export type Operand = number | { readonly input: string };

export type ModelCell =
  | { readonly kind: 'data'; readonly name: string; readonly broken: boolean; readonly file: string }
  | { readonly kind: 'input'; readonly name: string; readonly broken: boolean; readonly value: number }
  | {
      readonly kind: 'derive' | 'slice' | 'table' | 'metrics' | 'check';
      readonly name: string;
      readonly broken: boolean;
      readonly data: string;
      readonly operand: Operand;
    };

export type Model = readonly ModelCell[];

export const files: Readonly<Record<string, readonly (readonly [x: number, deny: string, score: number])[]>> = {
  'one.csv': [
    [1, 'yes', 0.9],
    [2, 'no', 0.4],
    [3, 'yes', 0.6],
    [5, 'no', 0.2],
    [8, 'yes', 0.1],
  ],
  'two.csv': [
    [4, 'no', 0.7],
    [6, 'yes', 0.35],
  ],
};

export function csvOf(file: string): string {
  return `x,deny,score\n${files[file]!.map((row) => row.join(',')).join('\n')}\n`;
}

const numbers = [0, 0.3, 0.5, 1, 2, 4, 7];
const aNumber = fc.constantFrom(...numbers);
const words = ['ann', 'bob', 'cyd', 'dan', 'eve', 'fay', 'gus', 'hal', 'ida', 'jon'];

/** A valid notebook: data and inputs first, then cells that each read one above. */
export const aModel: fc.Arbitrary<Model> = fc
  .record({
    file: fc.constantFrom(...Object.keys(files)),
    values: fc.array(aNumber, { minLength: 1, maxLength: 2 }),
    rest: fc.array(
      fc.record({
        kind: fc.constantFrom('derive', 'slice', 'slice', 'table', 'metrics', 'check'),
        from: fc.nat(20),
        operand: aNumber,
        live: fc.nat(4),
      }),
      { minLength: 2, maxLength: 6 },
    ),
  })
  .map(({ file, values, rest }) => {
    const cells: ModelCell[] = [{ kind: 'data', name: words[0]!, broken: false, file }];
    const readable = [words[0]!];
    const inputs: string[] = [];
    for (const value of values) {
      inputs.push(words[cells.length]!);
      cells.push({ kind: 'input', name: words[cells.length]!, broken: false, value });
    }
    for (const { kind, from, operand, live } of rest) {
      const name = words[cells.length]!;
      const input = inputs[live % inputs.length]!;
      cells.push({
        kind: kind as 'derive',
        name,
        broken: false,
        data: readable[from % readable.length]!,
        operand: live < 3 && takesInput(kind) ? { input } : operand,
      });
      if (kind !== 'metrics' && kind !== 'check') readable.push(name);
    }
    return cells;
  });

function takesInput(kind: string): boolean {
  return kind !== 'table' && kind !== 'check';
}

export interface Edit {
  readonly what: 'number' | 'number again' | 'file' | 'rename' | 'point' | 'delete' | 'duplicate' | 'break' | 'mend' | 'move' | 'undo';
  readonly at: number;
  readonly to: number;
}

export const anEdit: fc.Arbitrary<Edit> = fc.record({
  what: fc.constantFrom('number', 'number again', 'file', 'rename', 'point', 'delete', 'duplicate', 'break', 'mend', 'move', 'undo'),
  at: fc.nat(20),
  to: fc.nat(20),
});

/** The notebook after an edit; `undo` is the caller's. */
export function edited(model: Model, { what, at, to }: Edit): Model {
  const index = at % Math.max(1, model.length);
  const cell = model[index];
  if (cell === undefined) return model;
  const replaced = (next: ModelCell): Model => model.map((other, position) => (position === index ? next : other));
  const value = numbers[to % numbers.length]!;
  switch (what) {
    case 'number':
    case 'number again':
      if (cell.kind === 'data') return model;
      if (cell.kind === 'input') return replaced({ ...cell, value });
      return typeof cell.operand === 'number' ? replaced({ ...cell, operand: value }) : model;
    case 'file':
      return model.map((other) => (other.kind === 'data' ? { ...other, file: Object.keys(files)[to % 2]! } : other));
    case 'rename':
      return replaced({ ...cell, name: words[to % words.length]! });
    case 'point':
      return 'data' in cell ? replaced({ ...cell, data: words[to % words.length]! }) : model;
    case 'delete':
      return to % 3 === 0 ? model.filter((_, position) => position !== index) : model;
    case 'duplicate':
      return to % 3 === 0 && model.length < 12 ? [...model.slice(0, index + 1), cell, ...model.slice(index + 1)] : model;
    case 'break':
      return replaced({ ...cell, broken: true });
    case 'mend':
      return model.map((other) => ({ ...other, broken: false }));
    case 'move': {
      const next = model[index + 1];
      return next === undefined ? model : [...model.slice(0, index), next, cell, ...model.slice(index + 2)];
    }
    case 'undo':
      return model;
  }
}

export function textOf(model: Model): string {
  const prose = words.map((word) => `{{ ${word}.rows }} {{ ${word}.recall }}`).join(', ');
  return notebookOf(...model.map((cell) => fence(cell.kind, cell.name, cell.broken ? 'data: [' : bodyOf(cell))), prose);
}

function bodyOf(cell: ModelCell): string {
  if (cell.kind === 'data') return `source: ${cell.file}\nroles: {label: deny, score: score}\nclasses: ["no", "yes"]\npositive: "yes"`;
  if (cell.kind === 'input') return `type: number\nvalue: ${cell.value}`;
  const { operand } = cell;
  const inExpression = typeof operand === 'number' ? String(operand) : `$.${operand.input}`;
  switch (cell.kind) {
    case 'derive':
      return `data: ${cell.data}\nsteps: [{derive: {x: d.x + ${inExpression}}}]`;
    case 'slice':
      return `data: ${cell.data}\nwhere: d.x > ${inExpression}`;
    case 'table':
      return `data: ${cell.data}\nlimit: ${1 + Math.floor(Number(inExpression))}`;
    case 'metrics':
      return `data: ${cell.data}\nmetrics: [recall]\nthreshold: ${inExpression.replace('.', inExpression.startsWith('$') ? '' : '.')}\ninterval: {method: none}`;
    case 'check':
      return `data: ${cell.data}\nrules: [{expect: d.x > ${inExpression}}]`;
  }
}
