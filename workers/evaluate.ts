import { openKernels } from '../src/accelerate/open-kernels.ts';
import { catalogue } from '../src/engine/catalogue.ts';
import { version } from '../src/engine/build.ts';
import { evaluateService } from '../src/engine/evaluate-service.ts';
import { KeptResults } from '../src/engine/kept/kept-results.ts';
import { PageWorld } from '../src/engine/page-world.ts';
import { RemoteSandbox, type SandboxPorts } from '../src/engine/remote-sandbox.ts';
import type { EvaluateMethods, EvaluatePorts } from '../src/engine/protocol.ts';
import { bytesSource } from '../src/io/bytes-source.ts';
import { openFolder } from '../src/io/folder.ts';
import type { FetchMethods } from '../src/io/fetch-methods.ts';
import { nameOfUrl } from '../src/io/fetch-source.ts';
import { connect, serve, type Client } from '../src/io/port.ts';
import type { BackendChoice } from '../src/runtimes/choose-backend.ts';
import type { ComputeMethods } from '../src/runtimes/compute-methods.ts';
import { modelReferences } from '../src/runtimes/index.ts';
import { RemoteCompute } from '../src/runtimes/remote-compute.ts';

/** Results that outlive the page take so many bytes of the browser's own storage at most. */
const keptBytes = 500e6;

/** Asks the page for a compute worker at the other end of a new channel; the page ends the one before. */
function openCompute(): Client<ComputeMethods> {
  const { port1, port2 } = new MessageChannel();
  self.postMessage({ assay: 'compute', id: 0 }, { transfer: [port2] });
  return connect<ComputeMethods>(port1);
}

/** Asks the page for a sandbox of one run, at the other ends of two new channels. */
function openSandbox(): SandboxPorts {
  const [data, control] = [new MessageChannel(), new MessageChannel()];
  self.postMessage({ assay: 'sandbox', id: 0 }, { transfer: [data.port2, control.port2] });
  return { data: data.port1, control: control.port1 };
}

self.addEventListener('message', (event: MessageEvent<EvaluatePorts>) => {
  if (event.data.assay === 'lost') compute.lose(new Error('the compute worker was ended'));
  if (event.data.assay !== 'ports') return;
  const { fetch, origin, limits, budget, codeMs } = event.data;
  const sandbox = new RemoteSandbox(openSandbox, codeMs);
  const fetcher = connect<FetchMethods>(fetch);
  const world: PageWorld = new PageWorld(
    compute,
    async (url, signal) => bytesSource(nameOfUrl(url), await fetcher.call('read', { url, limit: limits.bytes }, { signal })),
    origin,
    modelReferences,
    limits,
    version,
    openKernels(),
    new KeptResults(() => openFolder('results'), keptBytes),
    sandbox,
  );
  choice = () => world.backend as BackendChoice;
  serve<EvaluateMethods>(self, evaluateService(world, catalogue, budget, sandbox));
  self.postMessage({ assay: 'ready', id: 0 });
});

let choice: () => BackendChoice = () => 'auto';
const compute = new RemoteCompute(openCompute, () => choice());
