// Named as the worker that evaluates, so that it gets that worker's headers.
import { timeKernels } from '../time-kernels.ts';
import { timeThreshold } from '../time-threshold.ts';

self.addEventListener('message', (event: MessageEvent<string>) => {
  if (event.data === 'kernels') void timeKernels().then((times) => self.postMessage(times));
  else void timeThreshold().then((times) => self.postMessage(times));
});
