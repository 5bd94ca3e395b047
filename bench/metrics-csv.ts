import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { fileSource } from '../src/cli/file-source.ts';
import { csv } from '../src/formats/csv.ts';
import { counterHash, counterUniform } from '../src/stats/counter-random.ts';
import { defaultLimits } from '../src/trust/limits.ts';
import { featureSizes } from './metrics-data.ts';
import { duration, type Line } from './measurement.ts';
import { Peer } from './peer-python.ts';

const rows = 1_000_000;
const cities = ['Aachen', 'Bremen', '"Halle, Saale"', 'Köln', 'Ulm'];
const mebibyte = 2 ** 20;

interface Reading {
  readonly ms: number;
  readonly rows: number;
  /** Bytes that the process grew by, at its largest. */
  readonly grown: number;
}

/** A file of about 100 MB read by the CSV reader and by pandas, each in a process of its own, in turns, best of three. */
export async function csvLine(folder: string): Promise<Line> {
  const path = join(folder, 'big.csv');
  await writeCsv(path);
  const { size } = await stat(path);
  const ours: Reading[] = [];
  const theirs: Reading[] = [];
  for (let round = 0; round < 3; round++) {
    const peer = new Peer('metrics-peer.py', [folder, JSON.stringify(featureSizes)]);
    const answer = await peer.ask('csv');
    peer.close();
    if ('missing' in answer) throw new Error(answer.missing);
    const [read, most, before] = answer.values as [number, number, number];
    theirs.push({ ms: answer.ms, rows: read, grown: 1024 * (most - before) });
    ours.push(await inProcess(path));
  }
  if ([...ours, ...theirs].some((reading) => reading.rows !== rows)) throw new Error('rows of the CSV were lost');
  const best = (readings: readonly Reading[]): number => Math.min(...readings.map(({ ms }) => ms));
  const grown = (readings: readonly Reading[]): string =>
    `+${(Math.min(...readings.map((reading) => reading.grown)) / mebibyte).toFixed(0)} MiB at its peak`;
  return {
    what: `CSV of ${(size / 1e6).toFixed(0)} MB, 12 columns`,
    ours: `${duration(best(ours))}, ${grown(ours)} (${(Math.min(...ours.map((reading) => reading.grown)) / size).toFixed(1)}× the file)`,
    peer: `${duration(best(theirs))}, ${grown(theirs)}, pandas 3.1.1`,
    ratio: `${(best(theirs) / best(ours)).toFixed(1)}×`,
    goal: '≥ 2.5×, peak < 3× the file',
  };
}

/** Reads the file here and now; a process started for it calls this. */
export async function readCsv(path: string): Promise<Reading> {
  const source = await fileSource(path);
  const before = process.memoryUsage().rss;
  const start = performance.now();
  const options = { missing: [], limits: defaultLimits };
  const frame = await csv.read(source, options, new AbortController().signal, () => undefined);
  const ms = performance.now() - start;
  return { ms, rows: frame.table.totalRows(), grown: 1024 * process.resourceUsage().maxRSS - before };
}

async function inProcess(path: string): Promise<Reading> {
  const code = `import(process.argv[1]).then((bench) => bench.readCsv(process.argv[2])).then((read) => console.log(JSON.stringify(read)))`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', code, import.meta.url, path]);
  return JSON.parse(stdout) as Reading;
}

async function writeCsv(path: string): Promise<void> {
  const file = createWriteStream(path);
  file.write('id,score,amount,day,city,kind,note,flag,a,b,c,d\n');
  for (let from = 0; from < rows; from += 10_000) {
    let text = '';
    for (let row = from; row < from + 10_000; row++) text += lineOf(row);
    if (!file.write(text)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

function lineOf(row: number): string {
  const number = (column: number): number => counterUniform(1, column, row);
  const word = (column: number, words: number): number => counterHash(1, column, row) % words;
  const day = `20${10 + word(3, 14)}-0${1 + word(4, 9)}-${10 + word(5, 18)} 1${word(6, 10)}:30:00`;
  const amount = word(7, 20) === 0 ? '' : (1000 * number(2)).toFixed(4);
  return `${row},${number(1)},${amount},${day},${cities[word(8, 5)]},kind ${word(9, 40)},note ${word(10, 900)},${word(11, 2) === 0},${number(12).toFixed(6)},${number(13).toFixed(6)},${word(14, 1000)},${word(15, 100_000)}\n`;
}
