import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatBytes, profileOf } from '../../../src/app/running/profile-rows.ts';
import type { CellResult } from '../../../src/engine/result.ts';

const done = (cell: string, ms: number, bytes: number, more: Partial<CellResult> = {}): [string, CellResult] => [
  cell,
  { cell, kind: 'data', state: 'done', key: cell, ms, bytes, ...more },
];
const results = new Map([
  done('loans', 20, 9000, { size: [2380, 14] }),
  done('scored', 80, 3000, { backend: 'wasm', fromMemory: true }),
  done('quality', 40, 50),
  ['gate', { cell: 'gate', kind: 'check', state: 'failed', key: '' } as const],
]);
const cells = ['loans', 'scored', 'quality', 'gate'];

it('lists what ran, by time, memory or place, with sums', () => {
  expect(profileOf(results, cells, 'time').rows.map((row) => row.cell)).toEqual(['scored', 'quality', 'loans']);
  expect(profileOf(results, cells, 'memory').rows.map((row) => row.cell)).toEqual(['loans', 'scored', 'quality']);
  const { rows, ms, bytes } = profileOf(results, cells, 'notebook');
  expect(rows.map((row) => [row.cell, row.share, row.rows, row.columns, row.backend, row.fromMemory])).toEqual([
    ['loans', 0.25, 2380, 14, '', false],
    ['scored', 1, null, null, 'wasm', true],
    ['quality', 0.5, null, null, '', false],
  ]);
  expect([ms, bytes]).toEqual([140, 12_050]);
});

it('holds nothing of cells that are gone', () => {
  expect(profileOf(results, [], 'time')).toEqual({ rows: [], ms: 0, bytes: 0 });
});

it('writes bytes with the unit that fits', () => {
  expect([0, 999, 1000, 94_200, 999_499, 999_500, 1_240_000, 84e6, 999.4e6, 1.2e9].map(formatBytes)).toEqual([
    '0 B',
    '999 B',
    '1 kB',
    '94 kB',
    '999 kB',
    '1 MB',
    '1.2 MB',
    '84 MB',
    '999 MB',
    '1.2 GB',
  ]);
  fc.assert(fc.property(fc.integer({ min: 0, max: 1e12 }), (bytes) => formatBytes(bytes).length <= 8));
});
