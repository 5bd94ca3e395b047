import { describe, expect, it } from 'vitest';
import { descriptionOf, rangeText } from '../../src/metrics/description-text.ts';
import { metrics } from '../../src/metrics/index.ts';

describe('the description of a metric', () => {
  it('says its formula, direction, range, tasks, needs, interval, parameters and undefined cases', () => {
    const brier = metrics.find(({ name }) => name === 'brier_score')!;
    expect(descriptionOf(brier)).toEqual([
      'mean (p − y)²; for several classes the sum over classes, 0 to 2, or half of it where scale_by_half is true.',
      'Lower is better, 0 to 1, 0 to 2 of multiclass tasks. For binary, multiclass.',
      'Reads labels and probabilities; of several classes they sum to 1.',
      'Interval: Student.',
      'scale_by_half: for several classes: whether the sum is halved, to run from 0 to 1 (false, true); false unless given.',
      'No value when no row has all that the metric reads (no-rows); the weights of those rows add up to 0 (zero-weight); a score lies outside 0 to 1 (out-of-domain).',
    ]);
  });
  it('writes ends without bound', () => expect(rangeText({ range: [-Infinity, 1] })).toBe('−∞ to 1'));
  it('holds no text twice', () => {
    const texts = metrics.map((metric) => descriptionOf(metric).join(' '));
    expect(new Set(texts).size).toBe(texts.length);
  });
});
