import { bareScope } from '../src/sandbox/bare-scope.ts';
import { runCode } from '../src/sandbox/run-code.ts';
import type { CodeRequest } from '../src/sandbox/wire.ts';

// The inner worker of the sandbox: its text stands in the frame's file, and its policy is the frame's.
const post = self.postMessage.bind(self);
self.addEventListener('message', (event: MessageEvent<CodeRequest>) => void runCode(event.data).then((answer) => post(answer)), {
  once: true,
});
bareScope(self);
