import { openKernels } from '../src/accelerate/open-kernels.ts';
import { RankResampler } from '../src/accelerate/rank-resampler.ts';
import { serve } from '../src/io/port.ts';
import { browserPlatform } from '../src/runtimes/browser-platform.ts';
import type { ComputeMethods } from '../src/runtimes/compute-methods.ts';
import { ComputeService, computeHandlers } from '../src/runtimes/compute-service.ts';

const platform = browserPlatform();
const ranks = new RankResampler(() => platform.gpu(), openKernels());
const service = new ComputeService(platform, ranks);
serve<ComputeMethods>(self, computeHandlers(service));
self.addEventListener('message', (event: MessageEvent<unknown>) => {
  const port = event.data;
  if (port instanceof MessagePort) serve<ComputeMethods>(port, computeHandlers(service));
});
