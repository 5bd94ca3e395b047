import { describe, expect, it } from 'vitest';
import type { Client } from '../../src/io/port.ts';
import type { ComputeMethods } from '../../src/runtimes/compute-methods.ts';
import { RemoteCompute } from '../../src/runtimes/remote-compute.ts';
import { denseModel, requestOf } from './tiny-models.ts';

const never = new AbortController().signal;
const model = requestOf('m', denseModel(1, 1, 1, 'linear'));
const loaded = { signature: { runtime: 'x', inputs: [], outputWidth: 1 }, backend: 'cpu', notes: [], dropped: ['old'] };

/** A client whose `predict` settles only by an abort or by `fail`, and whose `ping` answers only if it hears. */
function fakeClient(hears: boolean, asked: unknown[]): Client<ComputeMethods> {
  const open: ((reason: Error) => void)[] = [];
  return {
    async call(method, request, options) {
      asked.push([method, request]);
      if (method === 'load') return loaded;
      if (method === 'ping' && hears) return null;
      return new Promise<never>((_, reject) => {
        open.push(reject);
        options?.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      });
    },
    fail: (reason) => open.forEach((reject) => reject(reason)),
  };
}

function abortedRun(remote: RemoteCompute): Promise<unknown> {
  const controller = new AbortController();
  const run = remote.predict('m', { rows: 0, inputs: [] }, controller.signal, () => undefined);
  setTimeout(() => controller.abort(), 1);
  return run.catch((error: unknown) => error);
}

describe('RemoteCompute', () => {
  it('passes on the choice of backend and knows what is held', async () => {
    const asked: unknown[] = [];
    const remote = new RemoteCompute(
      () => fakeClient(true, asked),
      () => 'wasm',
    );
    expect(remote.holds('m')).toBe(false);
    expect(await remote.load(model, never)).not.toHaveProperty('dropped');
    expect(remote.holds('m')).toBe(true);
    expect(asked[0]).toEqual(['load', { ...model, backend: 'wasm' }]);
  });

  it('keeps a worker that answers after an abort, and replaces one that does not', async () => {
    for (const hears of [true, false]) {
      let opened = 0;
      const remote = new RemoteCompute(
        () => {
          opened++;
          return fakeClient(hears, []);
        },
        () => 'auto',
      );
      await remote.load(model, never);
      await abortedRun(remote);
      await new Promise((resume) => setTimeout(resume, 600));
      expect(remote.holds('m')).toBe(hears);
      await remote.load(model, never);
      expect(opened).toBe(hears ? 1 : 2);
    }
  });

  it('rejects open calls when the worker is lost', async () => {
    const remote = new RemoteCompute(
      () => fakeClient(true, []),
      () => 'auto',
    );
    const run = remote.predict('m', { rows: 0, inputs: [] }, never, () => undefined);
    remote.lose(new Error('the compute worker crashed'));
    await expect(run).rejects.toThrow('the compute worker crashed');
  });
});
