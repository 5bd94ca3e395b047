import { nearest } from '../../trust/nearest.ts';
import { BodyError, type Inputs } from '../kind.ts';
import { modelNames } from './models.ts';
import type { CompareBody } from './schema.ts';

type Given = number | string | undefined;

/** What the body says of each model's threshold, and where. */
function given(body: CompareBody): readonly { readonly value: Given; readonly path: readonly string[] }[] {
  const { models, threshold } = body;
  return modelNames(body).map((name) => {
    const own = Array.isArray(models) ? undefined : models[name]!.threshold;
    if (own !== undefined) return { value: own, path: ['models', name, 'threshold'] };
    if (typeof threshold !== 'object') return { value: threshold, path: ['threshold'] };
    return { value: Object.hasOwn(threshold, name) ? threshold[name] : undefined, path: ['threshold', name] };
  });
}

/** Names of the inputs that thresholds read. */
export function thresholdInputs(body: CompareBody): readonly string[] {
  return given(body).flatMap(({ value }) => (typeof value === 'string' ? [value.slice(1)] : []));
}

/** The threshold of each model, null where none is given. */
export function thresholdsOf(body: CompareBody, inputs: Inputs): readonly (number | null)[] {
  const names = modelNames(body);
  const foreign = typeof body.threshold === 'object' ? Object.keys(body.threshold).find((name) => !names.includes(name)) : undefined;
  if (foreign !== undefined)
    throw new BodyError(`no model ${foreign}`, ['threshold', foreign], `the models are ${names.join(', ')}`, nearest(foreign, names));
  return given(body).map(({ value, path }) => {
    if (value === undefined) return null;
    const known = typeof value === 'number' ? value : inputs.values.get(value.slice(1));
    if (typeof known !== 'number') throw new BodyError(`the threshold ${value} is no number`, path);
    return known;
  });
}
