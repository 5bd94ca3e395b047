import { readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { kindNames } from '../src/app/kind-names.ts';
import { kinds, kindsByName } from '../src/cells/index.ts';
import { metrics as metricsKind } from '../src/cells/metrics.ts';
import { Planner } from '../src/engine/plan.ts';
import { findReferences } from '../src/notebook/interpolation.ts';
import { parseNotebook } from '../src/notebook/parse-notebook.ts';
import { frameOf, runBody } from './cells/step-of.ts';
import { cellsReference, exampleNotebook } from './cells-reference.ts';

const page = 'docs/cells.md';

/** The columns of every frame that a metrics cell makes. */
async function columnsOfMetrics(): Promise<ReadonlyMap<string, readonly string[]>> {
  const label = Array.from({ length: 40 }, (_, row) => (row % 2 === 0 ? 'yes' : 'no'));
  const score = label.map((_, row) => ((row * 7) % 40) / 40);
  const group = label.map((_, row) => (row % 3 === 0 ? 'a' : 'b'));
  const scored = frameOf({ label, score, group }, { roles: { label: 'label', score: new Map([['', 'score']]) }, positive: 'yes' });
  const { frames } = await runBody(metricsKind, { data: 'scored', by: ['group'] }, { frames: { scored } });
  return new Map([...frames].map(([part, frame]) => [part, frame.table.columnNames()]));
}

describe('the reference of cells', () => {
  it('says what the kinds and metrics say', async () => {
    const text = cellsReference(await columnsOfMetrics());
    const config = await resolveConfig(page);
    await expect(await format(text, { ...config, parser: 'markdown' })).toMatchFileSnapshot(`../${page}`);
  });

  it('has an example of every kind, which reads and plans without a problem', () => {
    const notebook = parseNotebook(exampleNotebook(), kindNames);
    const planned = new Planner(kindsByName).plan(notebook);
    expect(notebook.problems).toEqual([]);
    expect(planned.map(({ block }) => block.kind)).toEqual(kinds.map(({ name }) => name));
    expect(planned.map(({ block, failure }) => [block.id, failure])).toEqual(planned.map(({ block }) => [block.id, null]));
  });

  it('shows cells that still plan after they were laid out', () => {
    const shown = parseNotebook(readFileSync(page, 'utf8'), kindNames);
    const planned = new Planner(kindsByName).plan(shown);
    expect(planned.map(({ failure }) => failure)).toEqual(kinds.map(() => null));
  });

  it('shows live values that are written rightly', () => {
    const written = [...readFileSync(page, 'utf8').matchAll(/`(\{\{.*?\}\})`/g)].map((match) => match[1]!.replaceAll('\\|', '|'));
    expect(written.length).toBeGreaterThan(10);
    expect(written.map((source) => findReferences(source).map(({ problem }) => problem))).toEqual(written.map(() => [undefined]));
  });
});
