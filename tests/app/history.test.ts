import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { History } from '../../src/app/history.ts';

const nowhere = { selected: null, editing: null };
const undo = (history: History, text: string): string | null => history.undo({ text, where: nowhere })?.text ?? null;
const redo = (history: History, text: string): string | null => history.redo({ text, where: nowhere })?.text ?? null;

describe('undo', () => {
  it('takes back one change after another, and redo brings them back', () => {
    const history = new History();
    history.record('a', 'Write b', null, 0);
    history.record('ab', 'Write c', null, 1);
    expect(history.undoLabel).toBe('Write c');
    expect(undo(history, 'abc')).toBe('ab');
    expect(history.undoLabel).toBe('Write b');
    expect(history.redoLabel).toBe('Write c');
    expect(undo(history, 'ab')).toBe('a');
    expect(undo(history, 'a')).toBeNull();
    expect(history.undoLabel).toBeNull();
    expect(redo(history, 'a')).toBe('ab');
    expect(redo(history, 'ab')).toBe('abc');
    expect(redo(history, 'abc')).toBeNull();
    expect(history.redoLabel).toBeNull();
  });

  it('takes back typing in one place within half a second as one step', () => {
    const history = new History();
    history.record('', 'Edit', 'loans', 1000);
    history.record('a', 'Edit', 'loans', 1499);
    history.record('ab', 'Edit', 'loans', 1998);
    expect(undo(history, 'abc')).toBe('');
    expect(redo(history, '')).toBe('abc');
  });

  it.each([
    ['a rest', 'loans', 500],
    ['another place', 'quality', 10],
    ['a change that is no typing', null, 10],
  ])('parts steps by %s', (_, place, later) => {
    const history = new History();
    history.record('', 'Edit', 'loans', 0);
    history.record('a', 'Edit', place, later);
    expect(undo(history, 'ab')).toBe('a');
    expect(undo(history, 'a')).toBe('');
  });

  it('keeps the last 500 steps', () => {
    const history = new History();
    for (let step = 0; step < 502; step++) history.record(String(step), 'Step', null, step);
    let text = '502';
    let steps = 0;
    for (let before = undo(history, text); before !== null; before = undo(history, text)) {
      text = before;
      steps++;
    }
    expect([steps, text]).toEqual([500, '2']);
  });
});

describe('where one was', () => {
  it('comes back with the text, on the way back and on the way on', () => {
    const history = new History();
    const typing = { selected: 'loans', editing: 'loans' };
    const reading = { selected: 'gate', editing: null };
    history.record('a', 'Edit loans', 'loans', 0, typing);
    expect(history.undo({ text: 'ab', where: reading })).toMatchObject({ text: 'a', where: typing });
    expect(history.redo({ text: 'a', where: typing })).toMatchObject({ text: 'ab', where: reading });
  });
});

describe('long texts', () => {
  it('are kept up to fifty million characters, but the newest step always', () => {
    const history = new History();
    const long = (letter: string): string => letter.repeat(20e6);
    for (const letter of ['a', 'b', 'c']) history.record(long(letter), 'Step', null, 0);
    expect([undo(history, 'now')?.[0], undo(history, 'c')?.[0], undo(history, 'b')]).toEqual(['c', 'b', null]);
    history.record('x'.repeat(60e6), 'Step', null, 0);
    expect(history.undoLabel).toBe('Step');
  });
});

describe('redo', () => {
  it('is forgotten once something else is changed, typing included', () => {
    const history = new History();
    history.record('', 'Edit', 'loans', 0);
    history.record('a', 'Set', null, 100);
    undo(history, 'ab');
    history.record('a', 'Edit', 'loans', 200);
    expect(history.redoLabel).toBeNull();
    expect(redo(history, 'ac')).toBeNull();
  });
});

describe('undo and redo', () => {
  it('walk over the same texts as a list with a cursor does', () => {
    const move = fc.oneof(fc.constant('undo' as const), fc.constant('redo' as const), fc.record({ write: fc.string({ maxLength: 3 }) }));
    fc.assert(
      fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
        const history = new History();
        let texts = ['start'];
        let at = 0;
        let now = 'start';
        for (const step of moves) {
          if (step === 'undo') {
            at = Math.max(0, at - 1);
            now = undo(history, now) ?? now;
          } else if (step === 'redo') {
            at = Math.min(texts.length - 1, at + 1);
            now = redo(history, now) ?? now;
          } else {
            history.record(now, 'Write', null, 0);
            now = step.write;
            texts = [...texts.slice(0, at + 1), now];
            at++;
          }
          expect(now).toBe(texts[at]);
        }
      }),
    );
  });
});
