import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NumberColumn, StringColumn } from '../src/frame/column.ts';
import { makeFrame, type Frame } from '../src/frame/frame.ts';
import { counterHash, counterUniform } from '../src/stats/counter-random.ts';
import { measure, rowsOf } from '../tests/cells/metrics-bed.ts';
import { duration, median, type Measurement } from './measurement.ts';
import { askPeer, peerName, preparePeer } from './peer-python.ts';

const rows = 1_000_000;
const slicesWanted = 50;
const threshold = 0.5;
const repetitions = 3;
const metrics = ['roc_auc', 'recall', 'precision', 'false_positive_rate', 'brier_score'];

type Values = Readonly<Record<string, Readonly<Record<string, number>>>>;
interface Drawn {
  readonly label: Uint8Array;
  readonly group: Uint8Array;
  readonly score: Float64Array;
}

/** Five metrics of a million rows, overall and for 50 slices, by the metrics cell and by the peer, in turns; their values must agree to 1e-9. */
export const slices: Measurement = {
  name: 'slices',
  async run() {
    await preparePeer();
    const drawn = draw(rows);
    const folder = await mkdtemp(join(tmpdir(), 'assay-slices-'));
    try {
      await Promise.all([
        writeFile(join(folder, 'label.u1'), drawn.label),
        writeFile(join(folder, 'group.u1'), drawn.group),
        writeFile(join(folder, 'score.f8'), new Uint8Array(drawn.score.buffer)),
      ]);
      return await compare(drawn, folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function compare(drawn: Drawn, folder: string): Promise<Awaited<ReturnType<Measurement['run']>>> {
  const few = frameOf(draw(20_000));
  const times = { peer: [] as number[], shipped: [] as number[], bare: [] as number[] };
  await timed(few, {});
  await timed(few, { interval: { method: 'none' } });
  let difference = 0;
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const peer = (await askPeer('slices-peer.py', [folder, String(threshold)])) as { ms: number; values: Values };
    const shipped = await timed(frameOf(drawn), {});
    const bare = await timed(frameOf(drawn), { interval: { method: 'none' } });
    times.peer.push(peer.ms);
    times.shipped.push(shipped.ms);
    times.bare.push(bare.ms);
    difference = Math.max(difference, largestDifference(shipped.values, peer.values), largestDifference(bare.values, peer.values));
  }
  if (!(difference <= 1e-9)) throw new Error(`the values differ from those of ${peerName} by ${difference}`);
  const peer = median(times.peer);
  const line = (what: string, ours: number): { what: string; ours: string; peer: string; ratio: string } => ({
    what: `${metrics.length} metrics × ${slicesWanted} slices of 1e6 rows, ${what}`,
    ours: duration(ours),
    peer: `${duration(peer)}, ${peerName}; values differ by ${difference.toExponential(0)}`,
    ratio: `${(peer / ours).toFixed(2)}× as fast`,
  });
  return [line('as shipped: intervals, gaps, curves', median(times.shipped)), line('interval: {method: none}', median(times.bare))];
}

async function timed(frame: Frame, body: Readonly<Record<string, unknown>>): Promise<{ ms: number; values: Values }> {
  const start = performance.now();
  const measured = await measure(frame, { metrics, threshold, by: ['group'], ...body });
  const ms = performance.now() - start;
  const values: Record<string, Record<string, number>> = {};
  for (const row of rowsOf(measured.frames.get(''))) {
    (values[String(row['slice'])] ??= {})[String(row['metric'])] = Number(row['value']);
  }
  return { ms, values };
}

function largestDifference(ours: Values, theirs: Values): number {
  const names = Object.keys(theirs);
  if (names.length !== slicesWanted + 1) throw new Error(`the peer has ${names.length} slices`);
  const differences = names.flatMap((slice) => metrics.map((metric) => Math.abs(theirs[slice]![metric]! - (ours[slice]?.[metric] ?? NaN))));
  return differences.some(Number.isNaN) ? NaN : Math.max(...differences);
}

/** Labels by a coin, scores that lean to the label, groups of unequal size. */
function draw(length: number): Drawn {
  const drawn: Drawn = { label: new Uint8Array(length), group: new Uint8Array(length), score: new Float64Array(length) };
  for (let row = 0; row < length; row++) {
    const label = counterHash(1, 0, row) & 1;
    const group = Math.floor(slicesWanted * counterUniform(1, 1, row) ** 1.5);
    drawn.label[row] = label;
    drawn.group[row] = group;
    drawn.score[row] = Math.min(1, Math.max(0, 0.3 + 0.004 * group + 0.2 * label + 0.6 * (counterUniform(1, 2, row) - 0.5)));
  }
  return drawn;
}

function frameOf({ label, group, score }: Drawn): Frame {
  const names = Array.from({ length: slicesWanted }, (_, code) => `g${code}`);
  return makeFrame(
    [
      ['label', new StringColumn(label, ['no', 'yes'])],
      ['group', new StringColumn(group, names)],
      ['score', new NumberColumn(score)],
    ],
    { roles: { label: 'label', score: new Map([['', 'score']]), group: ['group'] }, positive: 'yes' },
  );
}
