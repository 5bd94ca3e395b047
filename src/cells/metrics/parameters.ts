import type { Accepted, Metric, Parameters } from '../../metrics/metric.ts';
import { nearest } from '../../trust/nearest.ts';
import { BodyError } from '../kind.ts';

type Path = readonly (string | number)[];

/** Reads the parameters that a body gives for a metric, with the defaults of the rest; throws `BodyError` for others and for values out of bounds. */
export function parametersFor(metric: Metric, given: Readonly<Record<string, unknown>>, path: Path): Parameters {
  const read = Object.entries(given).map(([key, value]): [string, number] => {
    const accepted = Object.hasOwn(metric.accepts, key) ? metric.accepts[key] : undefined;
    if (accepted === undefined) throw foreign(metric, key, [...path, key]);
    return [key, valueOf(metric.name, key, accepted, value, [...path, key])];
  });
  return { ...metric.parameters, ...Object.fromEntries(read) };
}

function foreign({ name, accepts }: Metric, key: string, path: Path): BodyError {
  const known = Object.keys(accepts);
  const near = nearest(key, known);
  if (near !== undefined) return new BodyError(`${name} takes no ${key}`, path, `the nearest name is ${near}`);
  return new BodyError(`${name} takes no ${key}`, path, known.length === 0 ? undefined : `it takes ${known.join(' and ')}`);
}

function valueOf(metric: string, key: string, accepted: Accepted, value: unknown, path: Path): number {
  if (accepted.words !== undefined) {
    const at = accepted.words.indexOf(String(value));
    if (at === -1) throw new BodyError(`${key} of ${metric} cannot be ${String(value)}`, path, `it is ${accepted.words.join(' or ')}`);
    return at;
  }
  const { least, most, whole } = accepted;
  if (typeof value !== 'number' || !(value >= least && value <= most) || (whole === true && !Number.isInteger(value))) {
    const kind = whole === true ? 'a whole number' : 'a number';
    throw new BodyError(`${key} of ${metric} cannot be ${String(value)}`, path, `it is ${kind} from ${least} to ${most}`);
  }
  return value;
}
