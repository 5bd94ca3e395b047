import { expect, it } from 'vitest';
import { isLetter, keyCaps, pressOf, spokenKeys, type Pressed } from '../../../src/app/actions/press.ts';

const plain: Pressed = { key: 'a', code: 'KeyA', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

it.each([
  [{ key: 'j' }, 'J'],
  [{ key: 'J', shiftKey: true }, 'Shift-J'],
  [{ key: '?', shiftKey: true }, '?'],
  [{ key: 'R', ctrlKey: true, shiftKey: true }, 'Mod-Shift-R'],
  [{ key: '.', ctrlKey: true }, 'Mod-.'],
  [{ key: 'k', metaKey: true }, 'Other-K'],
  [{ key: 'ArrowUp', altKey: true }, 'Alt-ArrowUp'],
  [{ key: 'ф', code: 'KeyA' }, 'A'],
  [{ key: 'о', code: 'KeyJ', ctrlKey: true }, 'Mod-J'],
  [{ key: 'é', code: 'Digit2' }, 'é'],
  [{ key: ' ' }, ' '],
  [{ key: 'đ', code: 'KeyF', ctrlKey: true, altKey: true }, 'Mod-Alt-đ'],
] as const)('%j is %s', (event, press) => {
  expect(pressOf({ ...plain, ...event }, false)).toBe(press);
});

it('is Mod on a Mac with Command', () => {
  expect(pressOf({ ...plain, key: 'k', metaKey: true }, true)).toBe('Mod-K');
  expect(pressOf({ ...plain, key: 'k', ctrlKey: true }, true)).toBe('Other-K');
  expect(pressOf({ ...plain, key: 'ƒ', code: 'KeyF', metaKey: true, altKey: true }, true)).toBe('Mod-Alt-F');
});

it('knows single signs', () => {
  expect(['J', 'Shift-J', 'D D', '?'].map(isLetter)).toEqual([true, true, true, true]);
  expect(['Enter', 'Mod-J', 'Alt-ArrowUp', 'ArrowDown', 'Home'].map(isLetter)).toEqual([false, false, false, false, false]);
});

it('names keys as they stand on the keyboard, and as they are said', () => {
  expect(keyCaps('Mod-Shift-R', false)).toEqual(['Ctrl', 'Shift', 'R']);
  expect(keyCaps('Mod-Shift-R', true)).toEqual(['⌘', '⇧', 'R']);
  expect(keyCaps('Mod-.', false)).toEqual(['Ctrl', '.']);
  expect(keyCaps('D D', false)).toEqual(['D', 'D']);
  expect(keyCaps('Alt-ArrowUp', true)).toEqual(['⌥', '↑']);
  expect(spokenKeys('Mod-Shift-R', true)).toBe('Command Shift R');
  expect(spokenKeys('Alt-ArrowUp', false)).toBe('Alt arrow Up');
  expect(spokenKeys('D D', false)).toBe('D, D');
});
