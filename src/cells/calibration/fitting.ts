import type { Frame } from '../../frame/frame.ts';
import type { Units } from '../../stats/unit-mean.ts';
import type { Inputs } from '../kind.ts';
import { prepare, type Prepared } from '../metrics/prepare.ts';
import { countText } from '../number-text.ts';
import { foldedRows, type FitRows } from './recalibrate.ts';
import { alignedTo, clustersOf, splitBy } from './rows-to-fit.ts';
import type { CalibrationBody } from './schema.ts';
import { areProbabilities } from './score-range.ts';

/** Which rows maps are fitted on, and which they are judged on. */
export interface Fitting {
  /** The rows that are measured: others have no label here. */
  readonly data: Prepared;
  readonly fit: FitRows;
  /** Whether maps are fitted across folds of the measured rows. */
  readonly own: boolean;
  /** Rows that the recalibrated data keeps; null for all. */
  readonly rest: Uint32Array | null;
  readonly units: Units | null;
  /** As in `fitted across 5 folds`. */
  readonly how: string;
  readonly notes: readonly string[];
}

/** Reads `fit_on`, `folds` and `cluster`; throws `BodyError` where the rows to fit on cannot be had. */
export function rowsToFit(body: CalibrationBody, frame: Frame, whole: Prepared, inputs: Inputs): Fitting {
  const { fit_on: fitOn } = body;
  const clusters = body.cluster === undefined ? null : clustersOf(frame, body.cluster);
  const probabilities = areProbabilities(whole);
  if (typeof fitOn === 'string') {
    const held = alignedTo(whole, prepare(inputs.frames.get(fitOn)!, whole.task, whole.classes[whole.positive]), fitOn);
    const fit = { data: held, folds: null, count: 0, probabilities: probabilities && areProbabilities(held) };
    return { data: whole, fit, own: false, rest: null, units: clusters, how: `fitted on ${fitOn}`, notes: [] };
  }
  if (fitOn !== undefined) {
    const value = String(fitOn.split);
    const { fit, rest, restRows } = splitBy(frame, whole, value);
    const used = countText(whole.rows - restRows.length, 'row');
    return {
      data: rest,
      fit: { data: fit, folds: null, count: 0, probabilities },
      own: false,
      rest: restRows,
      units: clusters,
      how: `fitted on the ${used} of ${value}`,
      notes: [`The ${used} of ${value} are there to fit on, and are left out of every number and of the recalibrated data.`],
    };
  }
  const fit = foldedRows(whole, body.folds ?? 5, body.interval?.seed ?? 1, clusters?.codes ?? null, probabilities);
  const how = `fitted across ${fit.count} folds, so that no row is read by a map that saw it`;
  return { data: whole, fit, own: true, rest: null, units: clusters, how, notes: [] };
}
