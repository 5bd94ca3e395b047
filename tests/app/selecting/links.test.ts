import { expect, it } from 'vitest';
import { LinkReader } from '../../../src/app/selecting/links.ts';
import { fence } from '../../engine/test-world.ts';
import { data, read } from './selection-bed.ts';

it('reads what cells write to and filter by, and what selections hold', () => {
  const chart = fence('chart', 'by_age', 'data: people\nselect: {into: picks}\nfilter: $picks\nspec: {mark: bar}');
  const broken = fence('table', 'broken', 'data: people\nselect: picks\nfilter: 3');
  const picks = fence('input', 'picks', 'type: selection\nclauses: {by_age: {age: [1]}}');
  const notebook = read(data, picks, fence('input', 'least', 'type: number'), chart, broken, fence('check', 'gate', 'data: people'));
  const { cells, selections } = new LinkReader().read(notebook);
  expect([...cells.values()]).toEqual([
    { id: 'by_age', kind: 'chart', data: 'people', into: 'picks', filter: 'picks' },
    { id: 'broken', kind: 'table', data: 'people', into: null, filter: null },
  ]);
  expect([...selections]).toEqual([['picks', { by_age: { age: [1] } }]]);
});

it('bears bodies that are no maps', () => {
  const { cells, selections } = new LinkReader().read(
    read(fence('chart', 'a', '[1'), fence('table', 'b', ''), fence('input', 'picks', 'type: selection\nclauses: [1]')),
  );
  expect([cells.size, [...selections]]).toEqual([0, [['picks', {}]]]);
});
