// Makes hmda.csv and model/ of this folder: node notebooks/mortgage/make.mjs [the original hmda.csv]
// Without an argument it starts from the hmda.csv that is here. The same seed gives the same bytes.
import { readFile, writeFile } from 'node:fs/promises';
import { argv } from 'node:process';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { initializers, layers, regularizers, sequential } from '@tensorflow/tfjs-layers';
import { saveLayersModel } from '../save-layers-model.mjs';
import { seededRandom, shuffledIndices } from '../seeded-random.mjs';

const seed = 1990;
const epochs = 60;
const batchSize = 32;
const numbers = ['pirat', 'hirat', 'lvrat', 'unemp'];
const oneHot = {
  chist: ['1', '2', '3', '4', '5', '6'],
  mhist: ['1', '2', '3', '4'],
  phist: ['no', 'yes'],
  selfemp: ['no', 'yes'],
  condomin: ['no', 'yes'],
  single: ['no', 'yes'],
  hschool: ['no', 'yes'],
};

const here = new URL('./', import.meta.url);
const rows = parse(await readFile(argv[2] ?? new URL('hmda.csv', here), 'utf8'));
splitInHalves(rows);
await writeFile(new URL('hmda.csv', here), format(rows));

const train = rows.filter((row) => row.part === 'train');
const test = rows.filter((row) => row.part === 'test');
const mean = numbers.map((name) => round(average(train.map((row) => Number(row[name])))));
const scale = numbers.map((name, index) =>
  round(
    deviation(
      train.map((row) => Number(row[name])),
      mean[index],
    ),
  ),
);

await tf.setBackend('cpu');
const model = network();
await fitWeights(model, train);
await saveLayersModel(model, new URL('model/', here));
console.log(JSON.stringify({ standardize: { mean, scale }, train: auc(train), test: auc(test) }));

function parse(text) {
  const [header, ...lines] = text.replaceAll('"', '').trim().split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((value, index) => [names[index], value])));
}

/** Ratios came through single precision (0.221000003814697); six digits give back what was recorded. */
function format(rows) {
  const names = [...Object.keys(rows[0]).filter((name) => name !== 'part'), 'part'];
  const cell = (name, value) => (numbers.includes(name) ? String(Number(Number(value).toPrecision(6))) : value);
  return [names.join(','), ...rows.map((row) => names.map((name) => cell(name, row[name])).join(','))].join('\n') + '\n';
}

function splitInHalves(rows) {
  const order = shuffledIndices(rows.length, seededRandom(seed));
  order.forEach((row, place) => (rows[row].part = place < rows.length / 2 ? 'test' : 'train'));
}

function features(row) {
  const scaled = numbers.map((name, index) => (Number(row[name]) - mean[index]) / scale[index]);
  const indicators = Object.entries(oneHot).flatMap(([name, categories]) => categories.map((category) => (row[name] === category ? 1 : 0)));
  return [...scaled, ...indicators];
}

function network() {
  const dense = (units, activation, place, inputShape) =>
    layers.dense({
      units,
      activation,
      inputShape,
      name: `dense_${place}`,
      kernelInitializer: initializers.glorotUniform({ seed: seed + place }),
      kernelRegularizer: regularizers.l2({ l2: 0.003 }),
    });
  const width = features(train[0]).length;
  return sequential({ name: 'mortgage', layers: [dense(16, 'relu', 1, [width]), dense(8, 'relu', 2), dense(1, 'sigmoid', 3)] });
}

async function fitWeights(model, rows) {
  model.compile({ optimizer: tf.train.adam(0.003), loss: 'binaryCrossentropy' });
  const random = seededRandom(seed + 1);
  const inputs = tf.tensor2d(rows.map(features));
  const labels = tf.tensor2d(rows.map((row) => [row.deny === 'yes' ? 1 : 0]));
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = shuffledIndices(rows.length, random);
    for (let from = 0; from < order.length; from += batchSize) {
      const batch = tf.tensor1d(order.slice(from, from + batchSize), 'int32');
      await model.trainOnBatch(tf.gather(inputs, batch), tf.gather(labels, batch));
      batch.dispose();
    }
  }
}

/** Share of pairs of a denied and an approved application that the model orders rightly. */
function auc(rows) {
  const scores = model.predict(tf.tensor2d(rows.map(features)), { batchSize: rows.length }).dataSync();
  const [denied, approved] = ['yes', 'no'].map((deny) => [...scores].filter((_, index) => rows[index].deny === deny));
  let wins = 0;
  for (const high of denied) for (const low of approved) wins += high > low ? 1 : high === low ? 0.5 : 0;
  return round(wins / (denied.length * approved.length));
}

function average(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values, centre) {
  return Math.sqrt(average(values.map((value) => (value - centre) ** 2)));
}

function round(value) {
  return Number(value.toFixed(4));
}
