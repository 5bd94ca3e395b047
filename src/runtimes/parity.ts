import type { Signature } from '../frame/model-handle.ts';
import type { Batch, Scores } from './runtime.ts';

/** Largest difference that is still called agreement, relative to values above 1. */
export const parityTolerance = 1e-3;

const mostElements = 200_000;

/** A small batch of rows to compare backends on: half of them uniform on 0…1 as pixels are, half spread around 0; always the same. */
export function parityBatch(signature: Signature): Batch {
  const shapes = signature.inputs.map((input) => input.shape.map((side) => side ?? 1));
  const elements = shapes.reduce((sum, shape) => sum + product(shape), 0);
  const rows = Math.max(1, Math.min(8, Math.floor(mostElements / Math.max(1, elements))));
  let state = 1;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const inputs = signature.inputs.map(({ name }, index) => {
    const shape = shapes[index]!;
    const width = product(shape);
    const values = Float32Array.from({ length: rows * width }, (_, at) =>
      at < (rows / 2) * width ? uniform() : 2 * (uniform() + uniform() + uniform()) - 3,
    );
    return { name, values, shape };
  });
  return { rows, inputs };
}

/** Largest difference between two sets of scores, relative to values above 1; Infinity where one is not a number and the other is. */
export function largestDifference(a: Scores, b: Scores): number {
  if (a.values.length !== b.values.length) return Infinity;
  let largest = 0;
  for (let at = 0; at < a.values.length; at++) {
    const [x, y] = [a.values[at]!, b.values[at]!];
    if (Object.is(x, y) || x === y) continue;
    const difference = Math.abs(x - y) / Math.max(1, Math.abs(y));
    largest = Math.max(largest, Number.isNaN(difference) ? Infinity : difference);
  }
  return largest;
}

function product(shape: readonly number[]): number {
  return shape.reduce((total, side) => total * side, 1);
}
