// Makes hpc-cv.csv of this folder: node notebooks/log-only/make.mjs [the original hpc-cv.csv]
// Without an argument it starts from the hpc-cv.csv that is here.
import { readFile, writeFile } from 'node:fs/promises';
import { argv } from 'node:process';

const here = new URL('./', import.meta.url);
const text = await readFile(argv[2] ?? new URL('hpc-cv.csv', here), 'utf8');
const lines = text.replaceAll('"', '').trim().split(/\r?\n/);
await writeFile(new URL('hpc-cv.csv', here), lines.map(shorten).join('\n') + '\n');

/** Six significant digits of a probability are more than the model knew. */
function shorten(line) {
  const [observed, predicted, ...rest] = line.split(',');
  const probabilities = rest
    .slice(0, 4)
    .map((value) => (Number.isNaN(Number(value)) ? value : String(Number(Number(value).toPrecision(6)))));
  return [observed, predicted, ...probabilities, rest[4]].join(',');
}
