// Makes credit.csv of this folder: node notebooks/credit/make.mjs [the original credit.csv]
// Without an argument it starts from the credit.csv that is here. The same seed gives the same bytes.
import { readFile, writeFile } from 'node:fs/promises';
import { argv } from 'node:process';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { initializers, layers, sequential } from '@tensorflow/tfjs-layers';
import { learnBatches } from '../learn-batches.mjs';
import { formatPlainCsv, parsePlainCsv } from '../plain-csv.mjs';
import { seededRandom, shuffledIndices } from '../seeded-random.mjs';

const seed = 4454;
const epochs = 60;
const batchSize = 32;
const numbers = ['Seniority', 'Time', 'Age', 'Expenses', 'Income', 'Assets', 'Debt', 'Amount', 'Price'];
const words = ['Home', 'Marital', 'Records', 'Job'];

const here = new URL('./', import.meta.url);
const rows = parsePlainCsv(await readFile(argv[2] ?? new URL('credit.csv', here), 'utf8'));
const order = shuffledIndices(rows.length, seededRandom(seed));
order.forEach((row, place) => (rows[row].part = place < rows.length / 2 ? 'test' : 'train'));
const train = rows.filter(({ part }) => part === 'train');
const middle = Object.fromEntries(numbers.map((name) => [name, median(known(train, name))]));
const spread = Object.fromEntries(numbers.map((name) => [name, deviation(known(train, name))]));
const categories = Object.fromEntries(words.map((name) => [name, [...new Set(train.map((row) => row[name]))].sort()]));

await tf.setBackend('cpu');
const model = network();
model.compile({ optimizer: tf.train.adam(0.002), loss: 'binaryCrossentropy' });
await learnBatches(
  model,
  train.map(features),
  train.map((row) => [row.Status === 'bad' ? 1 : 0]),
  { epochs, batchSize, seed: seed + 1 },
);
const scores = model.predict(tf.tensor2d(rows.map(features)), { batchSize: rows.length }).dataSync();
const names = [...Object.keys(rows[0]).filter((name) => name !== 'part' && name !== 'bad'), 'part', 'bad'];
rows.forEach((row, at) => (row.bad = Number(scores[at].toPrecision(6))));
await writeFile(new URL('credit.csv', here), formatPlainCsv(rows, names));

/** A missing number stands at the median with a mark of its own; a missing word is a word. */
function features(row) {
  const scaled = numbers.map((name) => (row[name] === 'NA' ? 0 : (Number(row[name]) - middle[name]) / spread[name]));
  const missing = numbers.map((name) => +(row[name] === 'NA'));
  const indicators = words.flatMap((name) => categories[name].map((category) => +(row[name] === category)));
  return [...scaled, ...missing, ...indicators];
}

/** Large for 2,227 rows and trained without a brake, so that it is surer than it should be. */
function network() {
  const dense = (units, activation, place, inputShape) =>
    layers.dense({
      units,
      activation,
      inputShape,
      name: `dense_${place}`,
      kernelInitializer: initializers.glorotUniform({ seed: seed + place }),
    });
  return sequential({ layers: [dense(32, 'relu', 1, [features(train[0]).length]), dense(16, 'relu', 2), dense(1, 'sigmoid', 3)] });
}

function known(rows, name) {
  return rows.filter((row) => row[name] !== 'NA').map((row) => Number(row[name]));
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function deviation(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
