import { BodyError, type Inputs } from '../kind.ts';
import type { Given, ThresholdBody } from './schema.ts';

type Path = readonly (string | number)[];

/** The number that the body gives, or that the input it names has now. */
export function numberOf(given: Given, { values }: Inputs, path: Path): number {
  const value = typeof given === 'number' ? given : values.get(given.slice(1));
  if (typeof value !== 'number' || Number.isNaN(value)) throw new BodyError(`${String(given)} is no number`, path);
  return value;
}

/** Inputs that the body reads, without their `$`. */
export function inputsOf({ threshold, choose }: ThresholdBody): readonly string[] {
  const all = [
    ...(typeof threshold === 'object' ? Object.values(threshold) : [threshold]),
    ...(choose === undefined ? [] : [choose.recall, choose.precision, choose.false_positive_rate, choose.top]),
    ...Object.values(choose?.cost ?? {}),
  ];
  return [...new Set(all.filter((given) => typeof given === 'string').map((given) => given.slice(1)))];
}
