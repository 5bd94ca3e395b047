import { nearest } from '../../trust/nearest.ts';
import { BodyError, type Inputs } from '../kind.ts';
import { numberOf } from './given.ts';
import type { ThresholdBody } from './schema.ts';
import type { Unit } from './unit.ts';

/** The live threshold of each class and slice. */
export interface LiveThresholds {
  /** Null where none is given. */
  of(className: string, slice: string, label: string): number | null;
  /** Throws `BodyError` for a threshold of a class or slice that there is not. */
  requireAllUsed(units: readonly Unit[]): void;
}

export function liveThresholds(given: ThresholdBody['threshold'], inputs: Inputs): LiveThresholds {
  if (typeof given !== 'object') {
    const one = given === undefined ? null : numberOf(given, inputs, ['threshold']);
    return { of: () => one, requireAllUsed: () => undefined };
  }
  const own = new Map(Object.entries(given).map(([name, each]) => [name, numberOf(each, inputs, ['threshold', name])]));
  return {
    of: (className, slice, label) => own.get(slice) ?? own.get(label) ?? own.get(className) ?? null,
    requireAllUsed(units) {
      const names = new Set(units.flatMap(({ className, slice, label }) => [className, slice, label]).filter((name) => name !== ''));
      for (const name of own.keys()) {
        if (names.has(name)) continue;
        const near = nearest(name, names);
        throw new BodyError(`no class or slice ${name}`, ['threshold', name], `there are ${[...names].slice(0, 10).join(', ')}`, near);
      }
    },
  };
}
