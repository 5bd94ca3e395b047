// Makes digits.parquet and model/ of this folder: node notebooks/digits/make.mjs
// About one minute of one processor. The same seed gives the same bytes.
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { initializers, layers, sequential } from '@tensorflow/tfjs-layers';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { registerConvolutionGradient } from '../convolution-gradient.mjs';
import { saveLayersModel } from '../save-layers-model.mjs';
import { seededRandom, shuffledIndices } from '../seeded-random.mjs';

const seed = 28;
const pixels = 784;
const trainingRows = 6000;
const epochs = 20;
const batchSize = 64;
const learningRate = (epoch) => (epoch < 12 ? 0.002 : epoch < 17 ? 0.0007 : 0.0002);

const here = new URL('./', import.meta.url);
const images = await readImages();
const order = shuffledIndices(images.length, seededRandom(seed));
const train = Array.from(order.slice(0, trainingRows), (id) => images[id]);
const test = Array.from(order.slice(trainingRows), (id) => images[id]);
await writeFile(new URL('digits.parquet', here), parquet(test));

setWasmPaths(fileURLToPath(new URL('../../node_modules/@tensorflow/tfjs-backend-wasm/dist/', here)));
await tf.setBackend('wasm');
registerConvolutionGradient();
const model = network();
fitWeights(model, train);
await saveLayersModel(model, new URL('model/', here));
console.log(JSON.stringify({ rows: test.length, accuracy: accuracy(test) }));

/** All images of the package, numbered in its order: 0s first. */
async function readImages() {
  const folder = new URL('./digits/', `file://${createRequire(import.meta.url).resolve('mnist')}`);
  const found = [];
  for (let label = 0; label < 10; label++) {
    const { data } = JSON.parse(await readFile(new URL(`${label}.json`, folder), 'utf8'));
    for (let from = 0; from + pixels <= data.length; from += pixels) {
      const bytes = Uint8Array.from(data.slice(from, from + pixels), (value) => Math.round(value * 255));
      found.push({ id: found.length, label, bytes });
    }
  }
  return found;
}

function parquet(rows) {
  return new Uint8Array(
    parquetWriteBuffer({
      rowGroupSize: rows.length,
      columnData: [
        { name: 'id', data: Int32Array.from(rows, (row) => row.id), type: 'INT32', nullable: false },
        { name: 'label', data: rows.map((row) => String(row.label)), type: 'STRING', nullable: false },
        { name: 'pixels', data: rows.map((row) => row.bytes), type: 'BYTE_ARRAY', nullable: false, statistics: false },
      ],
    }),
  );
}

function network() {
  const start = (place) => initializers.heNormal({ seed: seed + place });
  return sequential({
    name: 'digits',
    layers: [
      layers.conv2d({
        name: 'conv_1',
        inputShape: [28, 28, 1],
        filters: 8,
        kernelSize: 5,
        activation: 'relu',
        kernelInitializer: start(1),
      }),
      layers.maxPooling2d({ name: 'pool_1', poolSize: 2 }),
      layers.conv2d({ name: 'conv_2', filters: 16, kernelSize: 3, activation: 'relu', kernelInitializer: start(2) }),
      layers.maxPooling2d({ name: 'pool_2', poolSize: 2 }),
      layers.flatten({ name: 'flatten' }),
      layers.dense({ name: 'dense', units: 10, activation: 'softmax', kernelInitializer: start(3) }),
    ],
  });
}

function fitWeights(model, rows) {
  const random = seededRandom(seed + 1);
  const optimizer = tf.train.adam(learningRate(0));
  const weights = model.trainableWeights.map((weight) => weight.val);
  for (let epoch = 0; epoch < epochs; epoch++) {
    optimizer.learningRate = learningRate(epoch);
    const order = shuffledIndices(rows.length, random);
    let total = 0;
    for (let from = 0; from < order.length; from += batchSize) {
      const batch = Array.from(order.slice(from, from + batchSize), (row) => shifted(rows[row], random));
      total += batch.length * tf.tidy(() => optimizer.minimize(() => loss(model, batch), true, weights).dataSync()[0]);
    }
    console.error(`epoch ${epoch + 1} of ${epochs}: loss ${(total / rows.length).toFixed(4)}`);
  }
}

/** The same digit up to one pixel aside: what is read must not depend on where it stands. The margin of every image is empty. */
function shifted({ label, bytes }, random) {
  const offset = Math.floor(random() * 3 - 1) * 28 + Math.floor(random() * 3 - 1);
  const moved = new Uint8Array(pixels);
  for (let to = Math.max(0, offset); to < Math.min(pixels, pixels + offset); to++) moved[to] = bytes[to - offset];
  return { label, bytes: moved };
}

function loss(model, rows) {
  const likelihood = tf.sum(tf.mul(tf.log(tf.add(model.apply(tensorOf(rows), { training: true }), 1e-7)), oneHot(rows)), 1);
  return tf.neg(tf.mean(likelihood));
}

function tensorOf(rows) {
  const values = new Float32Array(rows.length * pixels);
  rows.forEach((row, index) => values.set(row.bytes, index * pixels));
  return tf.div(tf.tensor4d(values, [rows.length, 28, 28, 1]), 255);
}

function oneHot(rows) {
  return tf.tensor2d(rows.map((row) => Array.from({ length: 10 }, (_, label) => (label === row.label ? 1 : 0))));
}

function accuracy(rows) {
  return tf.tidy(() => {
    const scores = model.predict(tensorOf(rows), { batchSize: 500 });
    const read = tf.argMax(scores, 1).dataSync();
    return rows.filter((row, index) => row.label === read[index]).length / rows.length;
  });
}
