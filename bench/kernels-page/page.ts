import workerUrl from './evaluate.ts?worker&url';

const rules = { createScriptURL: (url: string) => url };
const { trustedTypes } = globalThis as unknown as { trustedTypes: { createPolicy(name: string, given: typeof rules): typeof rules } };
const scripts = trustedTypes.createPolicy('app-worker', rules);
const worker = new Worker(scripts.createScriptURL(workerUrl), { type: 'module' });

/** What the worker gives for a name of work. */
const measureInWorker = (work: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    worker.onmessage = (event: MessageEvent<unknown>) => resolve(event.data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(work);
  });
export type MeasureInWorker = typeof measureInWorker;
Object.assign(globalThis, { measureInWorker });
