import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWasm } from '../src/accelerate/open-kernels.ts';
import { duration, short, type Line, type Measurement } from './measurement.ts';
import { csvLine } from './metrics-csv.ts';
import { bootstrapRows, bootstrapSeed, drawMetrics, featureSizes, type MetricsData } from './metrics-data.ts';
import { tasks, timeTask } from './metrics-ours.ts';
import { goals, type Goal } from './metrics-goals.ts';
import { Peer, preparePeer } from './peer-python.ts';

const rows = 1_000_000;
const rounds = 5;

/**
 * The kernels of the evaluation engine over a million rows, one thread, beside the peers in turns, the best of each, since a busy machine only
 * ever adds; their values must agree.
 */
export const metrics: Measurement = {
  name: 'metrics',
  async run() {
    await preparePeer();
    const data = drawMetrics(rows);
    const folder = await mkdtemp(join(tmpdir(), 'assay-metrics-'));
    try {
      await writeData(folder, data);
      const peer = new Peer('metrics-peer.py', [folder, JSON.stringify(featureSizes)]);
      const lines: Line[] = [];
      for (const goal of goals) lines.push(await compare(goal, data, peer));
      peer.close();
      return [...lines, await csvLine(folder)];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function writeData(folder: string, data: MetricsData): Promise<void> {
  const { scores, worst, features, ...bytes } = data;
  const features1 = new Uint8Array(features.length * rows);
  features.forEach((codes, feature) => features1.set(codes, feature * rows));
  const files: Record<string, Float64Array | Uint8Array> = { scores, worst, features: features1, ...bytes };
  for (const [name, { buffer }] of Object.entries(files)) await writeFile(join(folder, name), new Uint8Array(buffer));
}

interface Times {
  readonly cold: number;
  readonly warm: readonly number[];
  readonly peer: readonly number[];
}

async function compare(goal: Goal, data: MetricsData, peer: Peer): Promise<Line> {
  const times = goal.task === 'bootstrap' ? await timeBootstrap(goal, data, peer) : await timeTurns(goal, data, peer);
  if (typeof times === 'string') return { what: goal.what, ours: '–', peer: `not measured: ${times}`, goal: `${goal.times}×` };
  const theirs = Math.min(...times.peer);
  const warm = Math.min(...times.warm);
  const missed = theirs / warm < goal.times ? `; missed, bound: ${goal.bound}` : '';
  return {
    what: goal.what,
    ours: `${short(warm)} warm, ${short(times.cold)} cold`,
    peer: `${duration(theirs)}, ${goal.peerName}`,
    ratio: `${(theirs / warm).toFixed(theirs / warm < 10 ? 1 : 0)}× warm, ${(theirs / times.cold).toFixed(1)}× cold`,
    goal: `≥ ${goal.times}×${missed}`,
  };
}

/** Ours cold (kernels just opened, nothing held), then theirs and ours in turns; the values of each round must agree. */
async function timeTurns(goal: Goal, data: MetricsData, peer: Peer): Promise<Times | string> {
  const task = tasks.find(({ name }) => name === goal.task)!;
  const kernels = openWasm()!;
  const cold = timeTask(task, kernels, data).ms;
  timeTask(task, kernels, data);
  const times = { cold, warm: [] as number[], peer: [] as number[] };
  for (let round = 0; round < (goal.rounds ?? rounds); round++) {
    const answer = await peer.ask(goal.peer);
    if ('missing' in answer) return answer.missing;
    if (round > 0 || goal.rounds === 1) times.peer.push(answer.ms);
    for (let turn = 0; turn < 3; turn++) {
      const { ms, values } = timeTask(task, kernels, data);
      times.warm.push(ms);
      agree(goal, values, answer.values);
    }
  }
  return times;
}

function agree({ what }: Goal, ours: readonly number[], theirs: readonly number[]): void {
  if (ours.length !== theirs.length) throw new Error(`${what}: ${ours.length} values where the peer has ${theirs.length}`);
  const worst = Math.max(...ours.map((value, at) => Math.abs(value - theirs[at]!) / Math.max(1, Math.abs(theirs[at]!))));
  if (!(worst <= 1e-9)) throw new Error(`${what}: the values differ from the peer's by ${worst}`);
}

/** A thousand replicates of the AUC of 1e5 rows; the peers run a few replicates, and their time is scaled. Standard deviations must agree. */
async function timeBootstrap(goal: Goal, data: MetricsData, peer: Peer): Promise<Times | string> {
  const packed = bootstrapRows(data);
  const kernels = openWasm()!;
  const times = { cold: 0, warm: [] as number[], peer: [] as number[] };
  for (let round = 0; round < 3; round++) {
    const answer = await peer.ask(goal.peer);
    if ('missing' in answer) return answer.missing;
    times.peer.push((answer.ms * 1000) / answer.values.length);
    const start = performance.now();
    const { positives, negatives, u2 } = await kernels.rankBootstrap(
      { rows: packed, replicates: 1000, seed: bootstrapSeed },
      new AbortController().signal,
    );
    const ms = performance.now() - start;
    if (round === 0) times.cold = ms;
    else times.warm.push(ms);
    const values = u2.map((sum, at) => sum / (2 * positives[at]! * negatives[at]!));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
    if (!answer.values.every((value) => Math.abs(value - mean) < 6 * spread)) throw new Error(`${goal.what}: the replicates lie apart`);
  }
  return times;
}
