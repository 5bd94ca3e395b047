import type { AnalysisOutput } from '../../src/cells/output.ts';
import { calibration } from '../../src/cells/calibration.ts';
import type { Frame } from '../../src/frame/frame.ts';
import type { Frames } from '../../src/cells/kind.ts';
import { counterUniform } from '../../src/stats/counter-random.ts';
import { frameOf, rowsOf, type Row } from './metrics-bed.ts';
import { runBody } from './step-of.ts';

export interface Calibrated {
  readonly frames: Frames;
  readonly output: AnalysisOutput;
}

/** Runs a calibration cell over a frame that it calls `scored`. */
export async function calibrate(
  frame: Frame,
  body: Readonly<Record<string, unknown>> = {},
  more: Readonly<Record<string, Frame>> = {},
): Promise<Calibrated> {
  const { frames, output } = await runBody(calibration, { data: 'scored', ...body }, { frames: { scored: frame, ...more } });
  return { frames, output: output as AnalysisOutput };
}

/** Scores p and outcomes with P(y) = truth(p), drawn from a seed. */
export function drawnFrame(
  rows: number,
  truth: (p: number) => number,
  seed = 1,
  more: Readonly<Record<string, readonly unknown[]>> = {},
): Frame {
  const p = Array.from({ length: rows }, (_, row) => counterUniform(seed, 0, row));
  const y = p.map((score, row) => (counterUniform(seed, 1, row) < truth(score) ? 'yes' : 'no'));
  return frameOf({ y, p, ...more }, { roles: { label: 'y', score: new Map([['yes', 'p']]) }, positive: 'yes' });
}

/** The row of one number. */
export function numberOf(made: Calibrated, metric: string, where: Row = {}, part = ''): Row {
  const wanted = { slice: 'all', class: '', ...where };
  const rows = rowsOf(made.frames.get(part)).filter(
    (row) => row['metric'] === metric && Object.entries(wanted).every(([name, value]) => row[name] === value),
  );
  if (rows.length !== 1) throw new Error(`${rows.length} rows of ${metric} ${JSON.stringify(wanted)}`);
  return rows[0]!;
}

/** The sentences of an output. */
export function sentencesOf({ output }: Calibrated): string[] {
  return output.blocks.flatMap((block) => (block.block === 'sentence' ? [block.text] : []));
}
