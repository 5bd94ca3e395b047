import { checkedAnswer } from '../src/sandbox/checked-answer.ts';
import type { FrameAnswer, FrameRequest } from '../src/sandbox/frame-messages.ts';
import type { CodeAnswer } from '../src/sandbox/wire.ts';

// The frame's own script: it takes one port from the page, runs one piece of code in a worker, and gives one answer.
const { parent, document } = globalThis as unknown as {
  readonly parent: { postMessage(message: unknown, target: string): void };
  readonly document: { getElementById(id: string): { readonly textContent: string } };
};
if (self.origin !== 'null') throw new Error('this file runs in a sandbox alone');

const waiting = (event: MessageEvent<unknown>): void => {
  const [port] = event.ports;
  if ((event.source as unknown) !== parent || port === undefined) return;
  self.removeEventListener('message', waiting);
  port.addEventListener('message', (message: MessageEvent<FrameRequest>) => {
    if (message.data.type === 'ping') port.postMessage({ type: 'pong' } satisfies FrameAnswer);
    else run(message.data, port);
  });
  port.start();
};
self.addEventListener('message', waiting);
parent.postMessage({ assay: 'sandbox ready' }, '*');

let started = false;
function run(message: Extract<FrameRequest, { type: 'run' }>, port: MessagePort): void {
  if (started) return;
  started = true;
  let answered = false;
  const answer = (value: CodeAnswer): void => {
    if (!answered) port.postMessage({ type: 'answer', answer: value } satisfies FrameAnswer);
    answered = true;
  };
  const failed = (sentence: string): void => answer({ ok: false, message: sentence, lines: [] });
  const text = document.getElementById('runner').textContent;
  const worker = new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    if (event.message === undefined) failed('the sandbox could not start its worker');
  });
  worker.addEventListener('message', (event: MessageEvent<unknown>) => {
    worker.terminate();
    try {
      answer(checkedAnswer(event.data, message.request.limits));
    } catch (error) {
      failed(error instanceof Error ? error.message : String(error));
    }
  });
  worker.addEventListener('messageerror', () => failed('the sandbox gave back what cannot cross'));
  worker.postMessage(message.request);
}
