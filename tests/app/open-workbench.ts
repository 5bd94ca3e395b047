import type { EngineClient } from '../../src/app/engine-client.ts';
import { Workbench } from '../../src/app/workbench.svelte.ts';
import type { Output } from '../../src/cells/output.ts';
import type { CellResult } from '../../src/engine/result.ts';
import { FakeEngine } from './fake-engine.ts';

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

export function open(start = text): { engine: FakeEngine; bench: Workbench } {
  const engine = new FakeEngine();
  return { engine, bench: new Workbench(engine as unknown as EngineClient, start, 'new:loans', 'http://here/notebooks/') };
}

/** A workbench whose first evaluation has ended. */
export async function opened(start = text): Promise<{ engine: FakeEngine; bench: Workbench }> {
  const { engine, bench } = open(start);
  bench.evaluate();
  await engine.last.finish();
  return { engine, bench };
}
