import { expect, it } from 'vitest';
import { backendFacts, modelRuns } from '../../../src/app/running/backend-facts.ts';
import type { CellResult } from '../../../src/engine/result.ts';

const loaded = (cell: string, backend: string, check?: string): [string, CellResult] => [
  cell,
  {
    cell,
    kind: 'model',
    state: 'done',
    key: cell,
    backend,
    output: { type: 'table', layout: 'facts', facts: check === undefined ? [] : [['backend check', check]], notes: [] },
  },
];
const facts = (...cells: readonly [string, CellResult][]): ReturnType<typeof backendFacts> =>
  backendFacts(
    modelRuns(
      new Map(cells),
      cells.map(([id]) => id),
    ),
  );

it('says where models ran and how far they were from the reference, the worst of several', () => {
  const one = loaded('a', 'wasm', 'wasm agrees with cpu on 32 rows (largest difference 6.0e-8)');
  const two = loaded('b', 'wasm', 'wasm agrees with cpu on 32 rows (largest difference 0.0000012)');
  expect(facts(one)).toEqual({ backend: 'wasm', agreement: 'agrees with cpu to 6e-8', agrees: true });
  expect(facts(one, two)!.agreement).toBe('agrees with cpu to 0.0000012');
});

it('says when they disagree, and nothing of cpu itself', () => {
  const bad = loaded('b', 'webgpu', 'webgpu and cpu disagree on 32 rows (largest difference 0.2); choose the backend cpu');
  expect(facts(loaded('a', 'webgpu', 'webgpu agrees with cpu on 32 rows (largest difference 0)'), bad)).toEqual({
    backend: 'webgpu',
    agreement: 'disagrees with cpu',
    agrees: false,
  });
  expect(facts(loaded('a', 'cpu'))).toEqual({ backend: 'cpu', agreement: '', agrees: true });
});

it('knows nothing where no model ran', () => {
  expect(facts(['data', { cell: 'data', kind: 'data', state: 'done', key: '' }])).toBeNull();
});
