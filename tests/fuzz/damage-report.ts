import type { Mutation } from './mutate.ts';
import type { Readers } from './read-damaged.ts';

export interface DamageReport {
  /** Refused with one sentence that names the file. */
  readonly sentences: number;
  /** The damage lies where nobody looks: the frame is that of the whole file. */
  readonly right: number;
  /** A frame with other values: the damage lies in values that no checksum covers. */
  readonly different: number;
  readonly faults: readonly string[];
}

/** How often as many cases are tried: 1, or what FUZZ says for longer runs by hand. */
export const times = Number(process.env['FUZZ'] ?? 1);

/** Every n-th of many, so that `count` are left, spread over all. */
export function sampled<T>(all: readonly T[], count: number): readonly T[] {
  const step = Math.max(1, all.length / (count * times));
  return Array.from({ length: Math.min(all.length, Math.round(count * times)) }, (_, index) => all[Math.floor(index * step)]!);
}

/** Reads damaged copies of a file and counts what became of them. */
export async function reportDamage(
  readers: Readers,
  name: string,
  bytes: Uint8Array,
  mutations: readonly Mutation[],
): Promise<DamageReport> {
  const [whole, ...outcomes] = await readers.read(name, bytes, [{ kind: 'cut', length: bytes.length }, ...mutations]);
  const report = { sentences: 0, right: 0, different: 0, faults: new Map<string, string>() };
  for (const [index, outcome] of outcomes.entries()) {
    if ('hang' in outcome) report.faults.set(`hang ${index}`, `hangs on ${JSON.stringify(mutations[index])}`);
    else if ('fault' in outcome)
      report.faults.set(outcome.fault.replace(/\d+/g, '#'), `${outcome.fault} on ${JSON.stringify(mutations[index])}`);
    else if ('sentence' in outcome) report.sentences++;
    else if (whole !== undefined && 'frame' in whole && outcome.frame === whole.frame) report.right++;
    else report.different++;
  }
  return { ...report, faults: [...report.faults.values()] };
}
