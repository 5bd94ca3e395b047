import type { EngineClient } from '../../src/app/engine-client.ts';
import { Workbench } from '../../src/app/workbench.svelte.ts';
import type { Output } from '../../src/cells/output.ts';
import type { CellResult } from '../../src/engine/result.ts';
import { FakeEngine } from './fake-engine.ts';
import { FakeTextStore } from './keeping/fake-text-store.ts';

export const text = `---
assay: 1
title: Loans
---

Before.

\`\`\`yaml input threshold
type: range # moved by hand
min: 0
max: 1
value: 0.5
\`\`\`

\`\`\`yaml data loans
source: loans.csv
\`\`\`
`;

export const control = (value: number): Output => ({
  type: 'control',
  label: '',
  control: { type: 'range', min: 0, max: 1, step: 0.01, value },
});

export function result(cell: string, state: CellResult['state'], extra: Partial<CellResult> = {}): CellResult {
  return { cell, kind: 'input', state, key: 'k', ...extra };
}

interface OpenBench {
  readonly engine: FakeEngine;
  readonly bench: Workbench;
  readonly store: FakeTextStore;
}

export function open(start = text): OpenBench {
  const engine = new FakeEngine();
  const store = new FakeTextStore();
  return { engine, store, bench: new Workbench(engine as unknown as EngineClient, start, 'new:loans', 'http://here/notebooks/', store) };
}

/** A workbench whose first evaluation has ended. */
export async function opened(start = text): Promise<OpenBench> {
  const made = open(start);
  made.bench.evaluate();
  await made.engine.last.finish();
  return made;
}
