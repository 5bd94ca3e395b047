import { expect, it } from 'vitest';
import { Memory } from '../../src/engine/memory.ts';
import type { Frames } from '../../src/cells/kind.ts';
import type { Output } from '../../src/cells/output.ts';
import { columnFromValues } from '../../src/frame/column-from-values.ts';
import { makeFrame } from '../../src/frame/frame.ts';

const output: Output = { type: 'prose', values: [] };

function frames(rows: number): Frames {
  return new Map([['', makeFrame([['x', columnFromValues(Array.from({ length: rows }, (_, row) => row))]])]]);
}

function filled(budget: number, ...keys: string[]): Memory {
  const memory = new Memory(budget);
  for (const key of keys) memory.put(key, frames(1000), output, 1);
  return memory;
}

it('gives back what was put under a key, and nothing under another', () => {
  const memory = new Memory(1e9);
  const stored = memory.put('a', frames(3), output, 12, 'cpu');
  expect(memory.get('a')).toBe(stored);
  expect([stored.ms, stored.backend]).toEqual([12, 'cpu']);
  expect(memory.get('b')).toBeUndefined();
});

it('counts bytes once, also when a key is put again or two parts share a frame', () => {
  const memory = filled(1e9, 'a');
  const once = memory.bytes;
  expect(once).toBeGreaterThan(8000);
  memory.put('a', frames(1000), output, 1);
  expect(memory.bytes).toBe(once);
  const [frame] = frames(1000).values();
  memory.put(
    'shared',
    new Map([
      ['', frame!],
      ['part', frame!],
    ]),
    output,
    1,
  );
  expect(memory.bytes).toBe(2 * once);
});

it('drops the least recently used first, down to its budget', () => {
  const memory = filled(20_000, 'a', 'b', 'c');
  memory.get('a');
  memory.trim(new Set());
  expect(['a', 'b', 'c'].filter((key) => memory.get(key) !== undefined)).toEqual(['a', 'c']);
  expect(memory.bytes).toBeLessThanOrEqual(20_000);
});

it('never drops what is in use, and drops parts before results', () => {
  const memory = filled(1, 'a', 'b');
  memory.part('p', () => new Float64Array(100));
  memory.trim(new Set(['a']));
  expect([memory.get('a') !== undefined, memory.get('b') !== undefined]).toEqual([true, false]);
  let made = 0;
  memory.part('p', () => ++made);
  expect(made).toBe(1);
});

it('makes a part once and counts its bytes', () => {
  const memory = new Memory(1e9);
  let made = 0;
  const make = (): Float64Array => {
    made++;
    return new Float64Array(1000);
  };
  expect(memory.part('p', make)).toBe(memory.part('p', make));
  expect(made).toBe(1);
  expect(memory.bytes).toBeGreaterThanOrEqual(8000);
  expect(memory.bytes).toBeLessThan(9000);
  expect(memory.part('of undefined', () => undefined)).toBeUndefined();
});

it('remembers failures until they are forgiven', () => {
  const memory = new Memory(1e9);
  const error = new Error('no');
  memory.fail('a', error);
  memory.fail('thrown undefined', undefined);
  expect(memory.failure('a')).toEqual({ error });
  expect(memory.failure('thrown undefined')).toEqual({ error: undefined });
  memory.forgive('a');
  expect(memory.failure('a')).toBeUndefined();
});

it('knows what a cell last showed, as long as that is held', () => {
  const memory = filled(1e9, 'a', 'b');
  memory.show('cell', 'a');
  memory.show('cell', 'b');
  expect(memory.lastShown('cell')).toBe(memory.get('b'));
  expect(memory.shownKey('cell')).toBe('b');
  expect(memory.lastShown('other')).toBeUndefined();
  const short = filled(1, 'a');
  short.show('cell', 'a');
  short.trim(new Set());
  expect(short.lastShown('cell')).toBeUndefined();
});
