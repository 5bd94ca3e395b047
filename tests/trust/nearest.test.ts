import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/trust/nearest.ts';

const names = ['value', 'label', 'low', 'high', 'roc_auc'];

describe('nearest', () => {
  it.each([
    ['vaule', 'value'],
    ['Value', 'value'],
    ['lable', 'label'],
    ['hgih', 'high'],
    ['rocauc', 'roc_auc'],
    ['lo', 'low'],
  ])('takes %s for %s', (word, expected) => {
    expect(nearest(word, names)).toBe(expected);
  });

  it('finds nothing where nothing is near', () => {
    expect(nearest('temperature', names)).toBeUndefined();
    expect(nearest('x', names)).toBeUndefined();
    expect(nearest('value', [])).toBeUndefined();
  });

  it('finds any word after one slip of the hand', () => {
    const slip = fc.tuple(
      fc.constantFrom('precision', 'recall_at', 'brier_score'),
      fc.nat(),
      fc.constantFrom('swap', 'drop', 'add', 'change'),
    );
    fc.assert(
      fc.property(slip, ([word, place, kind]) => {
        const at = place % (word.length - 1);
        const slipped = {
          swap: word.slice(0, at) + word[at + 1]! + word[at]! + word.slice(at + 2),
          drop: word.slice(0, at) + word.slice(at + 1),
          add: `${word.slice(0, at)}x${word.slice(at)}`,
          change: `${word.slice(0, at)}x${word.slice(at + 1)}`,
        }[kind];
        expect(nearest(slipped, ['precision', 'recall_at', 'brier_score'])).toBe(word);
      }),
    );
  });
});
