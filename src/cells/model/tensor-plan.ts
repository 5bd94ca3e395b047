import { BodyError } from '../kind.ts';
import type { InputSignature, ModelInput, Signature } from '../../frame/model-handle.ts';

/** One input tensor of a model and the entries of `inputs` that fill its row, in order. */
export interface TensorPlan {
  readonly signature: InputSignature;
  readonly entries: readonly ModelInput[];
}

/**
 * Shares out the entries of `inputs` over the model's tensors: all to a single tensor, else one to each in order. Throws, with
 * both numbers, when they cannot fill the shapes that the model takes.
 */
export function planTensors(signature: Signature, inputs: readonly ModelInput[]): readonly TensorPlan[] {
  const tensors = signature.inputs;
  const [only] = tensors;
  if (only !== undefined && tensors.length === 1) return [checked({ signature: only, entries: inputs })];
  if (tensors.length !== inputs.length) {
    const names = tensors.map(({ name }) => name).join(', ');
    throw new BodyError(`the model has ${tensors.length} inputs (${names}) where inputs has ${inputs.length} entries; give one for each`, [
      'inputs',
    ]);
  }
  return tensors.map((tensor, index) => checked({ signature: tensor, entries: inputs.slice(index, index + 1) }));
}

function checked(plan: TensorPlan): TensorPlan {
  const { signature, entries } = plan;
  if (entries.some(({ type }) => type === 'image')) {
    if (entries.length > 1)
      throw new BodyError(`an image fills the input ${signature.name} alone; inputs has ${entries.length} entries for it`, ['inputs']);
    return plan;
  }
  const needed = signature.shape.every((side) => side !== null) ? signature.shape.reduce((size, side) => size * side, 1) : null;
  const given = entries.reduce((sum, entry) => sum + (entry.type === 'one_hot' ? entry.categories.length : 1), 0);
  if (needed !== null && needed !== given) {
    throw new BodyError(
      `inputs makes ${given} values a row where the model takes ${needed} (${shapeText(signature.shape)} in ${signature.name})`,
      ['inputs'],
    );
  }
  return plan;
}

/** A shape as people write it: `28 × 28 × 1`, with `any` for a free side. */
export function shapeText(shape: readonly (number | null)[]): string {
  return shape.length === 0 ? 'one value' : shape.map((side) => side ?? 'any').join(' × ');
}
