// Makes credit.csv of this folder: node notebooks/credit/make.mjs [the original credit.csv]
// Without an argument it starts from the credit.csv that is here. The same seed gives the same bytes.
import { readFile, writeFile } from 'node:fs/promises';
import { argv } from 'node:process';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { initializers, layers, sequential } from '@tensorflow/tfjs-layers';
import { seededRandom, shuffledIndices } from '../seeded-random.mjs';

const seed = 4454;
const epochs = 60;
const batchSize = 32;
const numbers = ['Seniority', 'Time', 'Age', 'Expenses', 'Income', 'Assets', 'Debt', 'Amount', 'Price'];
const words = ['Home', 'Marital', 'Records', 'Job'];

const here = new URL('./', import.meta.url);
const rows = parse(await readFile(argv[2] ?? new URL('credit.csv', here), 'utf8'));
const order = shuffledIndices(rows.length, seededRandom(seed));
order.forEach((row, place) => (rows[row].part = place < rows.length / 2 ? 'test' : 'train'));
const train = rows.filter(({ part }) => part === 'train');
const middle = Object.fromEntries(numbers.map((name) => [name, median(known(train, name))]));
const spread = Object.fromEntries(numbers.map((name) => [name, deviation(known(train, name))]));
const categories = Object.fromEntries(words.map((name) => [name, [...new Set(train.map((row) => row[name]))].sort()]));

await tf.setBackend('cpu');
const model = network();
await learn(model, train);
const scores = model.predict(tf.tensor2d(rows.map(features)), { batchSize: rows.length }).dataSync();
const names = [...Object.keys(rows[0]).filter((name) => name !== 'part' && name !== 'bad'), 'part', 'bad'];
rows.forEach((row, at) => (row.bad = Number(scores[at].toPrecision(6))));
await writeFile(
  new URL('credit.csv', here),
  [names.join(','), ...rows.map((row) => names.map((name) => row[name]).join(','))].join('\n') + '\n',
);

function parse(text) {
  const [header, ...lines] = text.replaceAll('"', '').trim().split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((value, index) => [names[index], value])));
}

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

async function learn(model, rows) {
  model.compile({ optimizer: tf.train.adam(0.002), loss: 'binaryCrossentropy' });
  const random = seededRandom(seed + 1);
  const inputs = tf.tensor2d(rows.map(features));
  const labels = tf.tensor2d(rows.map((row) => [row.Status === 'bad' ? 1 : 0]));
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = shuffledIndices(rows.length, random);
    for (let from = 0; from < order.length; from += batchSize) {
      const batch = tf.tensor1d(order.slice(from, from + batchSize), 'int32');
      await model.trainOnBatch(tf.gather(inputs, batch), tf.gather(labels, batch));
      batch.dispose();
    }
  }
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
