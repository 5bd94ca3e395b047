// Makes ames.csv of this folder: node notebooks/ames/make.mjs [the original ames.csv]
// Without an argument it starts from the ames.csv that is here. The same seed gives the same bytes.
import { readFile, writeFile } from 'node:fs/promises';
import { argv } from 'node:process';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { initializers, layers, sequential } from '@tensorflow/tfjs-layers';
import { learnBatches } from '../learn-batches.mjs';
import { formatPlainCsv, parsePlainCsv } from '../plain-csv.mjs';
import { seededRandom, shuffledIndices } from '../seeded-random.mjs';

const seed = 2930;
const epochs = 60;
const batchSize = 32;
const numbers = [
  'Lot_Area',
  'Year_Built',
  'Year_Remod_Add',
  'Total_Bsmt_SF',
  'First_Flr_SF',
  'Second_Flr_SF',
  'Gr_Liv_Area',
  'Full_Bath',
  'TotRms_AbvGrd',
  'Fireplaces',
  'Garage_Cars',
  'Garage_Area',
  'Year_Sold',
];
const words = ['Neighborhood', 'Bldg_Type', 'Overall_Cond', 'Foundation', 'Heating_QC', 'Central_Air'];

const here = new URL('./', import.meta.url);
const rows = parsePlainCsv(await readFile(argv[2] ?? new URL('ames.csv', here), 'utf8'));
const order = shuffledIndices(rows.length, seededRandom(seed));
order.forEach((row, place) => (rows[row].part = place < rows.length / 2 ? 'test' : 'train'));
const train = rows.filter(({ part }) => part === 'train');
const mean = Object.fromEntries(numbers.map((name) => [name, average(train.map((row) => Number(row[name])))]));
const spread = Object.fromEntries(numbers.map((name) => [name, deviation(train.map((row) => Number(row[name])))]));
const categories = Object.fromEntries(words.map((name) => [name, [...new Set(train.map((row) => row[name]))].sort()]));

const weights = ridge(
  train.map(features),
  train.map((row) => Number(row.Sale_Price)),
  1,
);
await tf.setBackend('cpu');
const centre = average(train.map((row) => Math.log(Number(row.Sale_Price))));
const model = network();
model.compile({ optimizer: tf.train.adam(0.002), loss: 'meanSquaredError' });
await learnBatches(
  model,
  train.map(features),
  train.map((row) => [Math.log(Number(row.Sale_Price)) - centre]),
  { epochs, batchSize, seed: seed + 1 },
);
const logs = model.predict(tf.tensor2d(rows.map(features)), { batchSize: rows.length }).dataSync();
rows.forEach((row, at) => {
  row.linear = Math.round(features(row).reduce((sum, value, index) => sum + value * weights[index], 0));
  row.network = Math.round(Math.exp(logs[at] + centre));
});
// The middle 90 % of the errors on the rows that it learned from: what a hurried modeller would promise.
const errors = train.map((row) => Math.log(Number(row.Sale_Price) / row.network)).sort((a, b) => a - b);
for (const row of rows) {
  row.lower = Math.round(row.network * Math.exp(errors[Math.floor(0.05 * errors.length)]));
  row.upper = Math.round(row.network * Math.exp(errors[Math.ceil(0.95 * errors.length) - 1]));
}
const names = ['Sale_Price', ...words, ...numbers, 'part', 'linear', 'network', 'lower', 'upper'];
await writeFile(new URL('ames.csv', here), formatPlainCsv(rows, names));

function features(row) {
  const scaled = numbers.map((name) => (Number(row[name]) - mean[name]) / spread[name]);
  const indicators = words.flatMap((name) => categories[name].map((category) => +(row[name] === category)));
  return [1, ...scaled, ...indicators];
}

/** Weights of least squares with a penalty, by elimination with pivots. */
function ridge(inputs, targets, penalty) {
  const width = inputs[0].length;
  const system = Array.from({ length: width }, (_, i) =>
    Float64Array.from({ length: width + 1 }, (_, j) =>
      inputs.reduce((sum, input, row) => sum + input[i] * (j < width ? input[j] : targets[row]), i === j && i > 0 ? penalty : 0),
    ),
  );
  for (let column = 0; column < width; column++) {
    let pivot = column;
    for (let row = column + 1; row < width; row++) if (Math.abs(system[row][column]) > Math.abs(system[pivot][column])) pivot = row;
    [system[column], system[pivot]] = [system[pivot], system[column]];
    for (let row = 0; row < width; row++) {
      if (row === column) continue;
      const factor = system[row][column] / system[column][column];
      for (let at = column; at <= width; at++) system[row][at] -= factor * system[column][at];
    }
  }
  return system.map((line, row) => line[width] / line[row]);
}

function network() {
  const dense = (units, activation, place, inputShape) =>
    layers.dense({
      units,
      activation,
      inputShape,
      name: `dense_${place}`,
      kernelInitializer: initializers.glorotUniform({ seed: seed + place }),
    });
  return sequential({ layers: [dense(32, 'relu', 1, [features(train[0]).length]), dense(16, 'relu', 2), dense(1, 'linear', 3)] });
}

function average(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values) {
  const centre = average(values);
  return Math.sqrt(average(values.map((value) => (value - centre) ** 2)));
}
