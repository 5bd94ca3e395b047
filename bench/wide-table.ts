import { parquetWriteFile } from 'hyparquet-writer';
import { uniformStream } from '../src/stats/counter-random.ts';

export const wideRows = 1_000_000;
export const wideColumns = 200;

type BasicType = 'DOUBLE' | 'INT32' | 'BOOLEAN' | 'STRING';

/** Five columns in turn: a number, a whole number, one of 40 words, a truth, a number of which every 50th is missing. */
const turns: readonly { readonly type: BasicType; readonly nullable: boolean }[] = [
  { type: 'DOUBLE', nullable: false },
  { type: 'INT32', nullable: false },
  { type: 'STRING', nullable: false },
  { type: 'BOOLEAN', nullable: false },
  { type: 'DOUBLE', nullable: true },
];

/** Writes a Parquet file of a million rows and two hundred columns. */
export function writeWideTable(filename: string): void {
  const uniform = uniformStream(7, 1);
  const words = Array.from({ length: 40 }, (_, at) => `group ${at}`);
  const columnData = Array.from({ length: wideColumns }, (_, at) => {
    const { type, nullable } = turns[at % turns.length]!;
    const name = `${type.toLowerCase()}_${at}`;
    const fill = <T>(value: (row: number) => T): T[] => Array.from({ length: wideRows }, (__, row) => value(row));
    if (type === 'INT32') return { name, type, nullable, data: fill(() => Math.floor(1000 * uniform())) };
    if (type === 'STRING') return { name, type, nullable, data: fill(() => words[Math.floor(words.length * uniform() ** 2)]!) };
    if (type === 'BOOLEAN') return { name, type, nullable, data: fill(() => uniform() < 0.3) };
    return { name, type, nullable, data: fill((row) => (nullable && row % 50 === 0 ? null : Math.round(1e6 * uniform()) / 1e6)) };
  });
  parquetWriteFile({ filename, columnData, rowGroupSize: 100_000, statistics: false });
}
