import { VectorColumn } from '../frame/column.ts';
import { columnOf, type Frame } from '../frame/frame.ts';
import type { Signature } from '../frame/model-handle.ts';
import { factsOf, type ColumnFacts } from './column-facts.ts';
import type { Inferred } from './inferred.ts';
import { wordsOf } from './name-words.ts';
import { isCategory } from './table-facts.ts';
import type { FlowValue } from './yaml-flow.ts';

/** How a table's columns fill a model's inputs, or why they do not. */
export type ModelMatch =
  | { readonly inputs: readonly FlowValue[]; readonly output: FlowValue; readonly classes: readonly string[]; readonly why: string }
  | { readonly problem: string };

const mostCategories = 50;

/** Finds the columns that a model takes, by the names of its inputs or by their number, and what its outputs mean. */
export function matchModel(signature: Signature, entry: string, frame: Frame, inferred: Inferred): ModelMatch {
  const inputs = inputsOf(signature, frame, inferred);
  if ('problem' in inputs) return inputs;
  const output = outputOf(signature, entry, inferred);
  return 'problem' in output ? output : { ...inputs, ...output };
}

function inputsOf(
  { inputs }: Signature,
  frame: Frame,
  inferred: Inferred,
): { readonly inputs: readonly FlowValue[]; readonly why: string } | { readonly problem: string } {
  const features = inferred.columns
    .filter(({ role }) => role === 'none' || role === 'group')
    .map(({ name, role }) => ({ facts: factsOf(frame, name), isGroup: role === 'group' }));
  if (inputs.length > 1) {
    const named = inputs.map(({ name }) => features.find(({ facts }) => isNamed(name, facts.name)));
    if (named.every((found) => found !== undefined))
      return { inputs: named.map((found) => oneInput(found.facts)), why: 'its inputs are named after columns.' };
    return {
      problem: `it takes ${inputs.length} inputs (${inputs
        .map(({ name }) => name)
        .slice(0, 6)
        .join(', ')}), which are no names of columns`,
    };
  }
  const [only] = inputs;
  const needed =
    only === undefined || only.shape.some((side) => side === null) ? null : only.shape.reduce<number>((size, side) => size * side!, 1);
  const image = inferred.roles.image?.find(({ column }) => needed === null || widthOf(frame, column) === needed);
  if (image !== undefined)
    return {
      inputs: [
        new Map<string, FlowValue>([
          ['column', image.column],
          ['image', new Map<string, FlowValue>([['divide', 255]])],
        ]),
      ],
      why: 'it reads the images.',
    };
  if (needed === null) return { problem: 'the size of its input is not fixed, so no columns can be matched by their number' };
  for (const withGroups of [false, true]) {
    for (const withCategories of [false, true]) {
      const own = features.filter(
        ({ facts, isGroup }) => (withGroups || !isGroup) && (isNumber(facts) || (withCategories && isListed(facts))),
      );
      if (own.reduce((sum, { facts }) => sum + widthOfInput(facts), 0) === needed)
        return {
          inputs: own.map(({ facts }) => oneInput(facts)),
          why: `it takes ${needed} numbers, as many as ${withCategories ? 'these columns make, a category as one number a value' : 'there are columns of numbers'}. Check their order and whether it learned from standardized numbers.`,
        };
    }
  }
  const numbers = features.filter(({ facts }) => isNumber(facts)).length;
  return { problem: `it takes ${needed} numbers a row, and the table has ${numbers} columns of numbers that it may read` };
}

function widthOf(frame: Frame, column: string): number {
  const pixels = columnOf(frame, column);
  return pixels instanceof VectorColumn ? pixels.width : 0;
}

/** Whether an input such as `serving_default_age:0` is called after a column. */
function isNamed(input: string, column: string): boolean {
  const plain = wordsOf(input.replace(/:\d+$/, '').replace(/^serving_default_/, '')).join('_');
  return plain === wordsOf(column).join('_');
}

function isNumber({ type }: ColumnFacts): boolean {
  return type === 'number' || type === 'boolean';
}

function isListed(facts: ColumnFacts): boolean {
  return isCategory(facts) && facts.distinct <= mostCategories;
}

function widthOfInput(facts: ColumnFacts): number {
  return isNumber(facts) ? 1 : facts.distinct;
}

function oneInput(facts: ColumnFacts): FlowValue {
  if (isNumber(facts)) return facts.name;
  return new Map<string, FlowValue>([
    ['column', facts.name],
    ['one_hot', facts.values],
  ]);
}

function outputOf(
  { outputWidth }: Signature,
  entry: string,
  { task, classes }: Inferred,
): { readonly output: FlowValue; readonly classes: readonly string[] } | { readonly problem: string } {
  const last = lastActivation(entry);
  if (task === 'regression') {
    if (outputWidth !== 1) return { problem: `it gives ${outputWidth} numbers a row where the label is one` };
    return { output: new Map<string, FlowValue>([['type', 'value']]), classes: [] };
  }
  const expected = outputWidth === 1 ? 2 : outputWidth;
  const named = classes.length > 0 ? classes : Array.from({ length: expected }, (_, code) => String(code));
  if (named.length !== expected) return { problem: `it tells ${expected} classes apart, and the label has ${named.length}` };
  const isChance = last === 'softmax' || last === 'sigmoid';
  return {
    output: new Map<string, FlowValue>([
      ['type', isChance ? 'probability' : 'logit'],
      ['classes', named],
    ]),
    classes: named,
  };
}

/** The activation of the last layer, as model.json says it. */
function lastActivation(entry: string): string {
  const layers = [...entry.matchAll(/"activation"\s*:\s*"(\w+)"/g)].at(-1)?.[1];
  if (layers !== undefined) return layers;
  const nodes = [...entry.matchAll(/"op"\s*:\s*"(Softmax|Sigmoid)"/g)].at(-1)?.[1];
  return (nodes ?? '').toLowerCase();
}
