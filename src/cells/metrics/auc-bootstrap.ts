import type { RankRows } from '../../metrics/scan-ranks.ts';
import type { RanksMetric } from '../../metrics/metric.ts';
import type { Host } from '../kind.ts';
import { replicateEstimate, undefinedEstimate, type Estimate } from './estimate.ts';
import type { Partition } from './partition.ts';
import type { Statistics } from './statistics.ts';
import type { Sampling } from './wanted.ts';

/** Bootstrap estimates of one class's AUC in every slice, by the host's kernel; null without scores, and with weights, which the kernel does not know. */
export async function aucBootstrap(
  metric: RanksMetric,
  statistics: Statistics,
  partition: Partition,
  code: number,
  sampling: Sampling,
  host: Host,
  signal: AbortSignal,
): Promise<readonly Estimate[] | null> {
  const rows = statistics.rankRows(code);
  const ranks = statistics.ranks(partition, code);
  if (rows === null || ranks === null || rows.weights !== null) return null;
  const estimates: Estimate[] = [];
  for (const [group, places] of statistics.places(partition, code).entries()) {
    const { value, reason } = metric.compute(ranks[group]!);
    const n = ranks[group]!.positives + ranks[group]!.negatives;
    if (Number.isNaN(value)) {
      estimates.push(undefinedEstimate(reason ?? 'no-rows', n));
      continue;
    }
    const { replicates, seed, level } = sampling;
    const { positives, negatives, u2 } = await host.rankBootstrap({ rows: packed(rows, places), replicates, seed }, signal);
    const values = u2.map((u, replicate) => u / (2 * positives[replicate]! * negatives[replicate]!));
    estimates.push(replicateEstimate(value, n, values, level, 'bootstrap'));
  }
  return estimates;
}

/** Rows in ascending order of score as the kernel reads them: row number, end of a tie, label. */
function packed({ rows, scores, positive }: RankRows, places: Uint32Array | null): Uint32Array {
  const length = places === null ? rows.length : places.length;
  const out = new Uint32Array(length);
  for (let at = 0; at < length; at++) {
    const from = length - 1 - at;
    const place = places === null ? from : places[from]!;
    const above = places === null ? from - 1 : places[from - 1]!;
    const end = from === 0 || scores[above] !== scores[place] ? 2 : 0;
    out[at] = (rows[place]! << 2) | end | positive[place]!;
  }
  return out;
}
