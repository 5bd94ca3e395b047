import { csv } from '../../src/formats/csv.ts';
import type { Frame } from '../../src/frame/frame.ts';
import { bytesSource } from '../../src/io/bytes-source.ts';
import { defaultLimits } from '../../src/trust/limits.ts';
import { uniformStream } from '../../src/stats/counter-random.ts';

const options = { missing: [], limits: defaultLimits };

export function tableOf(text: string): Promise<Frame> {
  return csv.read(bytesSource('table.csv', new TextEncoder().encode(text)), options, new AbortController().signal, () => undefined);
}

/** A CSV of `rows` rows; each cell is made from the row's number and a seeded stream of uniforms. */
export function csvOf(header: string, rows: number, row: (at: number, uniform: () => number) => readonly (string | number)[]): string {
  const uniform = uniformStream(1, 1);
  return [header, ...Array.from({ length: rows }, (_, at) => row(at, uniform).join(','))].join('\n');
}
