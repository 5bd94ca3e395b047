import { spawn } from 'node:child_process';
import { script } from 'virtual:sandbox-script';
import type { CodeRunner } from '../engine/world.ts';
import { checkedAnswer } from '../sandbox/checked-answer.ts';
import { fromJson, toJson } from '../sandbox/wire-json.ts';
import type { CodeRequest } from '../sandbox/wire.ts';
import { defaultLimits } from '../trust/limits.ts';

/** Code that a command line allows: all of it, or texts by their SHA-256. */
export type AllowedCode = 'all' | ReadonlySet<string>;

const memoryMegabytes = 1024;

/**
 * The process of its own that code runs in. It takes the script and the request from standard input, evaluates both in a
 * bare context that holds no object of Node, and writes the answer. Only text enters that context and leaves it.
 */
const keeper = `
const vm = require('node:vm');
const chunks = [];
process.stdin.on('data', (chunk) => chunks.push(chunk));
process.stdin.on('end', () => {
  const text = Buffer.concat(chunks).toString('utf8');
  const cut = text.indexOf('\\n');
  const scope = Object.create(null);
  const context = vm.createContext(scope, { codeGeneration: { strings: true, wasm: false } });
  // Arquero makes these when it is loaded; they are gone before code runs.
  vm.runInContext('globalThis.TextDecoder = class {}; globalThis.TextEncoder = class {}', context);
  const script = new vm.Script(JSON.parse(text.slice(0, cut)), { filename: 'assay-sandbox.js' });
  scope.assayRequest = text.slice(cut + 1);
  const write = process.stdout.write.bind(process.stdout);
  const later = setImmediate;
  for (const name of ['binding', '_linkedBinding', 'dlopen', 'getBuiltinModule', 'mainModule', 'kill', 'env', 'chdir', '_debugProcess']) {
    try { Object.defineProperty(process, name, { value: undefined }); } catch {}
  }
  for (const name of ['require', 'module', 'fetch', 'WebSocket', 'process', 'Worker', 'XMLHttpRequest', 'EventSource']) delete globalThis[name];
  script.runInContext(context);
  const look = () => {
    const answer = scope.assayAnswer;
    if (typeof answer === 'string') write(answer);
    else if (answer === undefined) later(look);
  };
  look();
});
`;

/** Runs code in a process without files, environment, threads or children, for ten seconds at most: a guard, not a wall. */
export function nodeCode(allowed: AllowedCode, limitMs: number = defaultLimits.codeMs): CodeRunner {
  return {
    wayOut: (sha256) => `read it, then allow it by --allow-code=${sha256}, or all of them by --allow-code`,
    allows: (sha256) => allowed === 'all' || allowed.has(sha256),
    async run(request, signal) {
      const text = await answerOf(request, limitMs, signal);
      let value: unknown;
      try {
        value = fromJson(text);
      } catch {
        throw new Error('the code’s process gave back no answer that can be read');
      }
      return checkedAnswer(value, request.limits);
    },
  };
}

function answerOf(request: CodeRequest, limitMs: number, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...flags(), '-e', keeper], { env: {}, stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true });
    const end = (error: Error): void => {
      reject(error);
      child.kill('SIGKILL');
    };
    const timer = setTimeout(() => end(new Error(`the code took longer than ${limitMs / 1000} s and was ended; make it do less`)), limitMs);
    const abort = (): void => end(new DOMException('cancelled', 'AbortError'));
    signal.addEventListener('abort', abort);
    const chunks: Buffer[] = [];
    let bytes = 0;
    // Base64 and JSON take more room than the table itself.
    const most = 2 * request.limits.bytes + 1e6;
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > most) end(new Error('the code gave back more than may leave'));
      else chunks.push(chunk);
    });
    child.stdin.on('error', () => undefined);
    child.on('error', end);
    child.on('close', (code) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      if (bytes > 0 && code === 0) resolve(Buffer.concat(chunks).toString('utf8'));
      else
        reject(
          new Error(
            code === 0
              ? 'the code never returned: what it waits for does not come'
              : 'the code took more memory than it gets and was ended',
          ),
        );
    });
    child.stdin.end(`${JSON.stringify(script)}\n${toJson(request)}`);
  });
}

/** Of Node's permission model, which has no say over the network. Its flag lost the word experimental. */
function flags(): readonly string[] {
  const permission = process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission';
  return [permission, '--disallow-code-generation-from-strings', '--no-warnings', `--max-old-space-size=${memoryMegabytes}`];
}
