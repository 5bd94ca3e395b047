import { reliabilityBins, type Binning, type ReliabilityBin } from '../../analysis/reliability.ts';
import { calibratedDraws, type CalibratedDraws } from '../../analysis/calibration-errors.ts';
import { binErrors } from '../../analysis/calibration-errors.ts';
import { scoreCells, type ScoreCell } from '../../analysis/score-cells.ts';
import type { Ordered, Reason } from '../../metrics/metric.ts';
import type { Sampling } from '../metrics/wanted.ts';

/** How curves are cut and how chance is drawn. */
export interface CurveOptions {
  readonly bins: number;
  readonly binning: Binning;
  readonly sampling: Sampling;
}

/** Scores of one class, or of the highest class, in one slice, binned; with what chance alone would show. */
export interface Curve {
  /** '' for the positive class, and for the highest class of several. */
  readonly className: string;
  readonly slice: string;
  readonly by: string;
  readonly label: string;
  readonly ordered: Ordered;
  /** Empty where there is no number. */
  readonly bins: readonly ReliabilityBin[];
  readonly cells: readonly ScoreCell[];
  readonly draws: CalibratedDraws | null;
  readonly reason: Reason | '';
}

export type Place = Pick<Curve, 'className' | 'slice' | 'by' | 'label'>;

/** Bins the scores; without rows, or with scores outside [0, 1], there are none and the reason says why. */
export function curveOf(place: Place, ordered: Ordered, { bins: most, binning, sampling }: CurveOptions): Curve {
  const reason = reasonOf(ordered);
  if (reason !== '') return { ...place, ordered, bins: [], cells: [], draws: null, reason };
  const bins = reliabilityBins(ordered, most, binning);
  const cells = scoreCells(ordered, bins);
  return { ...place, ordered, bins, cells, draws: calibratedDraws(cells, bins, binErrors(bins).expected, sampling), reason };
}

function reasonOf({ scores }: Ordered): Reason | '' {
  if (scores.length === 0) return 'no-rows';
  return scores[0]! > 1 || scores.at(-1)! < 0 ? 'out-of-domain' : '';
}
