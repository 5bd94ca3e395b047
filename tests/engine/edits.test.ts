import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CellResult } from '../../src/engine/result.ts';
import { parseNotebook } from '../../src/notebook/parse-notebook.ts';
import { expectationsOf, type Expected } from './oracle.ts';
import { aModel, anEdit, csvOf, edited, files, textOf, type Edit, type Model } from './random-notebook.ts';
import { controlValue, headOf, rowsOf, TestNotebook, TestWorld } from './test-world.ts';

const contents = Object.fromEntries(Object.keys(files).map((file) => [file, csvOf(file)]));
const runs = 120;

function fresh(budget = 1e9): TestNotebook {
  return new TestNotebook(new TestWorld(contents), budget);
}

/** Everything that a reader sees; how long it took, and whether it was kept from before, is not part of it. */
/** What a reader sees; the bytes held depend on which columns somebody read so far. */
function seen(results: ReadonlyMap<string, CellResult>): Record<string, Omit<CellResult, 'ms' | 'fromMemory' | 'bytes'>> {
  return Object.fromEntries([...results].map(([cell, { ms: _, fromMemory: __, bytes: ___, ...rest }]) => [cell, rest]));
}

function shownBy(result: CellResult, expected: Expected): Expected {
  if (result.state !== 'done') return { state: result.state as 'failed' };
  if (expected.state !== 'done') return { state: 'done' };
  const { output } = result;
  if (output?.type === 'control') return { state: 'done', input: Number(controlValue(result)) };
  if (output?.type === 'checks') return { state: 'done', verdict: output.checks.map((check) => check.state).join() };
  if (output?.type === 'table' && output.layout === 'metrics') return { state: 'done', recall: output.rows[0]!.values[0]!.value };
  if (expected.rows === undefined) return { state: 'done' };
  const names = output?.type === 'table' && output.layout === 'rows' ? output.columns.map((column) => column.name) : [];
  expect(headOf(result).length).toBe(rowsOf(result));
  const rows = headOf(result).map((row) => ['x', 'deny', 'score'].map((name) => row[names.indexOf(name)]));
  return { state: 'done', rows: rows as unknown as NonNullable<Extract<Expected, { state: 'done' }>['rows']> };
}

function compare(model: Model, results: ReadonlyMap<string, CellResult>, hands: ReadonlyMap<string, number>): number {
  const expected = expectationsOf(model, hands);
  const ids = parseNotebook(textOf(model), ['data', 'input', 'derive', 'slice', 'table', 'metrics', 'check']).blocks.filter(
    (block) => block.type === 'cell',
  );
  const shown = ids.map((block, at) => shownBy(results.get(block.id)!, expected[at]!));
  expect(shown).toEqual(expected);
  return shown.filter((cell) => cell.state === 'done').length / Math.max(1, shown.length);
}

async function play(start: Model, edits: readonly Edit[], budget: number, hand: number): Promise<number> {
  const notebook = fresh(budget);
  const past: Model[] = [start];
  let valid = 0;
  for (const edit of [null, ...edits]) {
    const model = past.at(-1)!;
    if (edit?.what === 'undo') past.length = Math.max(1, past.length - 1);
    else if (edit !== null) past.push(edited(model, edit));
    const now = past.at(-1)!;
    const inputs = now.filter((cell) => cell.kind === 'input');
    const hands = new Map(inputs.slice(0, hand % 3).map((cell) => [cell.name, hand]));
    compare(now, await notebook.show(textOf(now), { overrides: hands }), hands);
    const results = await notebook.show(textOf(now));
    valid += compare(now, results, new Map());
    expect(seen(results)).toEqual(seen(await fresh().show(textOf(now))));
  }
  return valid / (edits.length + 1);
}

it('shows after any edits what an evaluation from scratch shows, and what it must', { timeout: 60_000 }, async () => {
  let valid = 0;
  await fc.assert(
    fc.asyncProperty(
      aModel,
      fc.array(anEdit, { minLength: 1, maxLength: 7 }),
      fc.constantFrom(1, 1e9),
      fc.nat(6),
      async (model, edits, budget, hand) => {
        valid += await play(model, edits, budget, hand);
      },
    ),
    { numRuns: runs, endOnFailure: true },
  );
  expect(valid / runs).toBeGreaterThan(0.6);
});

it('runs nothing when every edit is undone', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(aModel, fc.array(anEdit, { minLength: 1, maxLength: 5 }), async (start, edits) => {
      const notebook = fresh();
      const models: Model[] = [start];
      for (const edit of edits) models.push(edited(models.at(-1)!, edit));
      for (const model of models) await notebook.show(textOf(model));
      notebook.world.takeRuns();
      for (const model of models.reverse()) await notebook.show(textOf(model));
      expect(notebook.world.takeRuns()).toEqual([]);
    }),
    { numRuns: 40 },
  );
});
