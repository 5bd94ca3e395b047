import * as tf from '@tensorflow/tfjs-core';
import { seededRandom, shuffledIndices } from './seeded-random.mjs';

/** Trains a compiled model on rows of inputs and targets, in batches whose order is drawn from the seed. */
export async function learnBatches(model, inputs, targets, { epochs, batchSize, seed }) {
  const random = seededRandom(seed);
  const [read, wanted] = [tf.tensor2d(inputs), tf.tensor2d(targets)];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = shuffledIndices(inputs.length, random);
    for (let from = 0; from < order.length; from += batchSize) {
      const batch = tf.tensor1d(order.slice(from, from + batchSize), 'int32');
      await model.trainOnBatch(tf.gather(read, batch), tf.gather(wanted, batch));
      batch.dispose();
    }
  }
}
