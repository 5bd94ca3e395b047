import * as v from 'valibot';
import { BodyError } from '../kind.ts';
import type { ModelInput, ModelOutput } from '../../frame/model-handle.ts';

const scalar = v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String));
const column = v.pipe(v.string(), v.nonEmpty('a column has a name'));
const categories = v.pipe(v.array(scalar), v.minLength(1, 'one_hot lists at least one category'));
const image = v.union([
  v.literal(true),
  v.strictObject({ divide: v.optional(v.pipe(v.number(), v.gtValue(0, 'divide is a number above 0')), 255) }),
]);

const input = v.union([
  column,
  v.strictObject({ column }),
  v.strictObject({ column, one_hot: categories }),
  v.strictObject({ column, image }),
]);

const numbers = v.array(v.pipe(v.number(), v.finite('a mean or scale is a finite number')));

export const modelSchema = v.strictObject({
  source: v.pipe(v.string(), v.nonEmpty('source names a file or an address')),
  sha256: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/i, 'sha256 is 64 hexadecimal digits'))),
  inputs: v.pipe(v.array(input), v.minLength(1, 'inputs lists at least one column')),
  preprocess: v.optional(v.strictObject({ standardize: v.optional(v.strictObject({ mean: numbers, scale: numbers })) }), {}),
  output: v.strictObject({
    type: v.picklist(['probability', 'logit', 'value'], 'output.type is probability, logit or value'),
    classes: v.optional(v.array(scalar), []),
  }),
});

export type ModelBody = v.InferOutput<typeof modelSchema>;

/** The entries of `inputs`; throws `BodyError` when a category is listed twice. */
export function inputsOf(body: ModelBody): readonly ModelInput[] {
  return body.inputs.map((entry, index): ModelInput => {
    if (typeof entry === 'string') return { type: 'number', column: entry };
    if ('one_hot' in entry) {
      const twice = repeated(entry.one_hot);
      if (twice !== undefined) throw new BodyError(`one_hot lists ${twice} twice`, ['inputs', index, 'one_hot']);
      return { type: 'one_hot', column: entry.column, categories: entry.one_hot };
    }
    if ('image' in entry) return { type: 'image', column: entry.column, divide: entry.image === true ? 255 : entry.image.divide };
    return { type: 'number', column: entry.column };
  });
}

/** Mean and scale of the number inputs in order; throws `BodyError` when they are not one for each, or a scale is 0. */
export function standardizeOf(body: ModelBody, inputs: readonly ModelInput[]): { mean: number[]; scale: number[] } | undefined {
  const standardize = body.preprocess.standardize;
  if (standardize === undefined) return undefined;
  const count = inputs.filter(({ type }) => type === 'number').length;
  for (const key of ['mean', 'scale'] as const) {
    if (standardize[key].length === count) continue;
    const path = ['preprocess', 'standardize', key];
    throw new BodyError(`${key} has ${standardize[key].length} numbers where inputs has ${count} number columns`, path);
  }
  const zero = standardize.scale.indexOf(0);
  if (zero !== -1) throw new BodyError('a scale of 0 divides by nothing', ['preprocess', 'standardize', 'scale', zero]);
  return standardize;
}

/** What the outputs mean; throws `BodyError` when classes are missing, repeated, or given for a value. */
export function outputOf(body: ModelBody): ModelOutput {
  const { type, classes } = body.output;
  if (type === 'value' && classes.length > 0) throw new BodyError('a model of a value has no classes', ['output', 'classes']);
  if (type !== 'value' && classes.length < 2) {
    throw new BodyError(`a model of type ${type} needs output.classes: the names of its classes, in the order of its outputs`, ['output']);
  }
  const twice = repeated(classes);
  if (twice !== undefined) throw new BodyError(`classes lists ${twice} twice`, ['output', 'classes']);
  return { type, classes };
}

function repeated(words: readonly string[]): string | undefined {
  return words.find((word, index) => words.indexOf(word) !== index);
}
