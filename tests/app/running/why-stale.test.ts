import { expect, it } from 'vitest';
import { plainSentence, whyStale } from '../../../src/app/running/why-stale.ts';
import type { CellResult } from '../../../src/engine/result.ts';

const stale = (more: Partial<CellResult>): CellResult => ({ cell: 'quality', kind: 'metrics', state: 'stale', key: 'k', ...more });
const said = (more: Partial<CellResult>, held = false): string[] => whyStale(stale(more), held).map(plainSentence);
const output = { type: 'prose', values: [] } as const;

it('says what changed, from what to what', () => {
  const input = { type: 'input', name: 'threshold' } as const;
  expect(said({ why: [{ ...input, from: 0.15, to: 0.2 }] })).toEqual(['$threshold changed from 0.15 to 0.2.']);
  expect(said({ why: [{ ...input, from: 'a "b" 🦉', to: null }] })).toEqual(['$threshold changed from “a "b" 🦉” to nothing.']);
  expect(said({ why: [{ ...input, from: 'x'.repeat(90), to: true }] })[0]).toBe(`$threshold changed from “${'x'.repeat(40)}…” to true.`);
  expect(said({ why: [{ type: 'text' }, { type: 'file', name: 'a.csv' }, { type: 'backend', from: 'auto', to: 'wasm' }] })).toEqual([
    'Its own text changed.',
    'The file a.csv changed.',
    'The backend changed from auto to wasm.',
  ]);
});

it('tells a cell that changed from one that is stale itself', () => {
  const why = [{ type: 'cell', name: 'scored' }] as const;
  expect(said({ why })).toEqual(['scored changed.']);
  expect(said({ why, error: { message: 'waits for scored', line: 1, column: 1, needs: 'scored' } })).toEqual([
    'It reads scored, which is stale.',
  ]);
});

it('says that a cell never ran, did not end, or was stopped', () => {
  expect(said({ why: [] })).toEqual(['It has not run yet.']);
  expect(said({ output })).toEqual(['It did not end the last time.']);
  expect(said({ why: [{ type: 'text' }] }, true)).toEqual(['It was stopped before it ended.']);
});
