import { registerKernel } from '@tensorflow/tfjs-core';

/**
 * The gradient of a convolution's filters, which the wasm backend lacks: each weight gathers input × gradient over all
 * places of all images. Channels last, no padding.
 */
export function registerConvolutionGradient() {
  registerKernel({ kernelName: 'Conv2DBackpropFilter', backendName: 'wasm', kernelFunc: conv2dBackpropFilter });
}

function conv2dBackpropFilter({ inputs, backend, attrs }) {
  const { x, dy } = inputs;
  const { filterShape, strides, pad } = attrs;
  if (pad !== 'valid') throw new Error(`the gradient knows only convolutions without padding, not ${pad}`);
  const [stepDown, stepRight] = Array.isArray(strides) ? strides : [strides, strides];
  const [filterHeight, filterWidth, depthIn, depthOut] = filterShape;
  const [, height, width] = x.shape;
  const [images, outHeight, outWidth] = dy.shape;
  const output = backend.makeOutput(filterShape, 'float32');
  const values = backend.typedArrayFromHeap(x);
  const gradients = backend.typedArrayFromHeap(dy);
  const sums = new Float64Array(filterHeight * filterWidth * depthIn * depthOut);
  const span = filterWidth * depthIn;
  for (let image = 0, from = 0; image < images; image++) {
    for (let row = 0; row < outHeight; row++) {
      for (let column = 0; column < outWidth; column++, from += depthOut) {
        for (let down = 0; down < filterHeight; down++) {
          const start = ((image * height + row * stepDown + down) * width + column * stepRight) * depthIn;
          for (let place = 0; place < span; place++) {
            const value = values[start + place];
            if (value === 0) continue;
            const to = (down * span + place) * depthOut;
            for (let filter = 0; filter < depthOut; filter++) sums[to + filter] += value * gradients[from + filter];
          }
        }
      }
    }
  }
  backend.typedArrayFromHeap(output).set(sums);
  return output;
}
