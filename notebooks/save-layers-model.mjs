import { mkdir, writeFile } from 'node:fs/promises';
import { io } from '@tensorflow/tfjs-core';

/** Writes a layers model as `model.json` and one shard, `weights.bin`, into `folder` (a URL that ends in a slash). */
export async function saveLayersModel(model, folder) {
  await mkdir(folder, { recursive: true });
  await model.save(
    io.withSaveHandler(async ({ modelTopology, weightSpecs, weightData }) => {
      const weights = new Uint8Array(Array.isArray(weightData) ? io.concatenateArrayBuffers(weightData) : weightData);
      const entry = {
        format: 'layers-model',
        generatedBy: 'TensorFlow.js tfjs-layers',
        convertedBy: null,
        modelTopology,
        weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }],
      };
      await writeFile(new URL('model.json', folder), JSON.stringify(entry, null, 1) + '\n');
      await writeFile(new URL('weights.bin', folder), weights);
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON', weightDataBytes: weights.length } };
    }),
  );
}
