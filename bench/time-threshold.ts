import { NumberColumn, StringColumn } from '../src/frame/column.ts';
import { makeFrame } from '../src/frame/frame.ts';
import { hostWithMemory, measure } from '../tests/cells/metrics-bed.ts';
import { drawMetrics, groupCount } from './metrics-data.ts';

const metrics = [
  'roc_auc',
  'average_precision',
  'brier_score',
  'log_loss',
  'accuracy',
  'precision',
  'recall',
  'f1',
  'false_positive_rate',
  'selection_rate',
];

export interface ThresholdTimes {
  /** Milliseconds of the first evaluation. */
  readonly cold: number;
  /** Milliseconds of each move of the threshold after it. */
  readonly moves: readonly number[];
}

/** The metrics cell over a million rows, fifty slices and ten metrics, with intervals, gaps and curves: first, and when the threshold moves. */
export async function timeThreshold(): Promise<ThresholdTimes> {
  const { scores, positive, groups } = drawMetrics(1_000_000);
  const names = Array.from({ length: groupCount }, (_, code) => `g${code}`);
  const frame = {
    ...makeFrame(
      [
        ['label', new StringColumn(positive, ['no', 'yes'])],
        ['group', new StringColumn(groups, names)],
        ['score', new NumberColumn(scores)],
      ],
      { roles: { label: 'label', score: new Map([['', 'score']]), group: ['group'] }, positive: 'yes' },
    ),
    key: 'bench',
  };
  const host = hostWithMemory();
  const at = async (threshold: number): Promise<number> => {
    const start = performance.now();
    await measure(frame, { metrics, threshold, by: ['group'] }, { host });
    return performance.now() - start;
  };
  const cold = await at(0.5);
  await at(0.52);
  const moves: number[] = [];
  for (let move = 0; move < 9; move++) moves.push(await at(0.3 + 0.04 * move));
  return { cold, moves };
}
