import { expect, it } from 'vitest';
import { turnOf, type Turn } from '../../../src/app/reading/present-keys.ts';

const press = (key: string, focus: Parameters<typeof turnOf>[1] = 'slide', held: object = {}): Turn | null =>
  turnOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held }, focus);

it('turns by the keys of presentations and of clickers', () => {
  expect(['ArrowRight', 'PageDown', ' ', 'ArrowLeft', 'PageUp', 'Home', 'End', 'f', 'Escape', 'x'].map((key) => press(key))).toEqual([
    'next',
    'on',
    'on',
    'back',
    'up',
    'first',
    'last',
    'full',
    'leave',
    null,
  ]);
  expect(press(' ', 'slide', { shiftKey: true })).toBe('up');
});

it('leaves keys to the control that has the focus, but for those of a clicker', () => {
  expect([press('ArrowRight', 'control'), press('Home', 'control'), press('PageDown', 'control')]).toEqual([null, null, 'on']);
  expect([press(' ', 'button'), press('ArrowRight', 'button')]).toEqual([null, 'next']);
  expect([press('f', 'text'), press('PageDown', 'text'), press('Escape', 'text')]).toEqual([null, null, 'leave']);
});

it('leaves combinations to the browser', () => {
  expect(press('ArrowLeft', 'slide', { altKey: true })).toBeNull();
  expect(press('f', 'slide', { ctrlKey: true })).toBeNull();
});
