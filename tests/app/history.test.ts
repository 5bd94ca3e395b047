import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { History } from '../../src/app/history.ts';

describe('undo', () => {
  it('takes back one change after another, and redo brings them back', () => {
    const history = new History();
    history.record('a', 'Write b', null, 0);
    history.record('ab', 'Write c', null, 1);
    expect(history.undoLabel).toBe('Write c');
    expect(history.undo('abc')).toBe('ab');
    expect(history.undoLabel).toBe('Write b');
    expect(history.redoLabel).toBe('Write c');
    expect(history.undo('ab')).toBe('a');
    expect(history.undo('a')).toBeNull();
    expect(history.undoLabel).toBeNull();
    expect(history.redo('a')).toBe('ab');
    expect(history.redo('ab')).toBe('abc');
    expect(history.redo('abc')).toBeNull();
    expect(history.redoLabel).toBeNull();
  });

  it('takes back typing in one place within half a second as one step', () => {
    const history = new History();
    history.record('', 'Edit', 'loans', 1000);
    history.record('a', 'Edit', 'loans', 1499);
    history.record('ab', 'Edit', 'loans', 1998);
    expect(history.undo('abc')).toBe('');
    expect(history.redo('')).toBe('abc');
  });

  it.each([
    ['a rest', 'loans', 500],
    ['another place', 'quality', 10],
    ['a change that is no typing', null, 10],
  ])('parts steps by %s', (_, place, later) => {
    const history = new History();
    history.record('', 'Edit', 'loans', 0);
    history.record('a', 'Edit', place, later);
    expect(history.undo('ab')).toBe('a');
    expect(history.undo('a')).toBe('');
  });

  it('keeps the last 500 steps', () => {
    const history = new History();
    for (let step = 0; step < 502; step++) history.record(String(step), 'Step', null, step);
    let text = '502';
    let steps = 0;
    for (let before = history.undo(text); before !== null; before = history.undo(text)) {
      text = before;
      steps++;
    }
    expect([steps, text]).toEqual([500, '2']);
  });
});

describe('redo', () => {
  it('is forgotten once something else is changed, typing included', () => {
    const history = new History();
    history.record('', 'Edit', 'loans', 0);
    history.record('a', 'Set', null, 100);
    history.undo('ab');
    history.record('a', 'Edit', 'loans', 200);
    expect(history.redoLabel).toBeNull();
    expect(history.redo('ac')).toBeNull();
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
            now = history.undo(now) ?? now;
          } else if (step === 'redo') {
            at = Math.min(texts.length - 1, at + 1);
            now = history.redo(now) ?? now;
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
