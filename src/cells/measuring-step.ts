import { parametersOf } from '../trust/expression.ts';
import type { Frames, Host, Inputs, Step } from './kind.ts';
import type { By } from './metrics/schema.ts';
import type { Output } from './output.ts';
import { selectedRows, selectionsOf, withSelected } from './selection/selected.ts';

/** How a measuring cell takes part in a selection: `filter` leaves rows of `data` out before anything is measured. */
export interface Linking {
  readonly data: string;
  readonly filter?: string | undefined;
  readonly select?: { readonly into: string } | undefined;
}

/** A step whose output is made along with its frames. Cells and inputs may be named more than once. */
export function measuringStep(
  reads: readonly string[],
  inputs: readonly string[],
  measure: (inputs: Inputs, host: Host, signal: AbortSignal) => Promise<{ readonly frames: Frames; readonly output: Output }>,
  linking?: Linking,
  remember?: Step['remember'],
): Step {
  const outputs = new WeakMap<object, Output>();
  return {
    reads: [...new Set(reads)],
    inputs: [...new Set([...inputs, ...selectionsOf(linking?.filter)])],
    selections: selectionsOf(linking?.filter),
    ...(linking?.select === undefined ? {} : { writes: linking.select.into }),
    sources: [],
    async run(given, host, signal) {
      const { frames, output } = await measure(withSelectedRows(given, linking, host), host, signal);
      outputs.set(frames.get('')!.table, output);
      return frames;
    },
    show: (frames) => outputs.get(frames.get('')!.table)!,
    ...(remember === undefined
      ? {}
      : { remember: (frames, given, host) => remember(frames, withSelectedRows(given, linking, host), host) }),
  };
}

function withSelectedRows(inputs: Inputs, linking: Linking | undefined, host: Host): Inputs {
  if (linking === undefined) return inputs;
  const { data, filter } = linking;
  const whole = inputs.frames.get(data)!;
  const frame = withSelected(whole, selectedRows(whole, filter, data, inputs, host), host);
  return { ...inputs, frames: new Map([...inputs.frames, [data, frame]]) };
}

/** The slice cells that entries of `by:` read. */
export function slicesOfBy(entries: readonly By[] | undefined): readonly string[] {
  return (entries ?? []).flatMap((by) => (typeof by === 'object' && 'slice' in by ? [by.slice] : []));
}

/** The inputs that their expressions read. */
export function inputsOfBy(entries: readonly By[] | undefined): readonly string[] {
  return (entries ?? []).flatMap((by) => (typeof by === 'object' && 'where' in by ? parametersOf(by.where) : []));
}

/** The input that a threshold names, if it does. */
export function inputsOfThreshold(threshold: number | string | undefined): readonly string[] {
  return typeof threshold === 'string' ? [threshold.slice(1)] : [];
}
