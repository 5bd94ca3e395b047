import { bareScope } from '../src/sandbox/bare-scope.ts';
import { runCode } from '../src/sandbox/run-code.ts';
import type { CodeRequest } from '../src/sandbox/wire.ts';
import { fromJson, toJson } from '../src/sandbox/wire-json.ts';

// Evaluated in a bare context of its own, which only text enters and leaves.
const scope = globalThis as { assayRequest?: unknown; assayAnswer?: unknown };
const request = fromJson(String(scope.assayRequest)) as CodeRequest;
bareScope(globalThis);
void runCode(request).then((answer) => (scope.assayAnswer = toJson(answer)));
