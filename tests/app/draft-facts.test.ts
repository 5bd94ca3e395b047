import { describe, expect, it } from 'vitest';
import { draftFacts, whenText } from '../../src/app/draft-facts.ts';

describe('draftFacts', () => {
  it.each([
    ['# Only words', 'text alone'],
    ['```yaml data log\nsource: a.csv\n```\n', '1 cell, no checks yet'],
    ['```yaml data log\nsource: a.csv\n```\n\n```yaml check gate\ndata: log\nrules: []\n```\n', '2 cells, 1 check'],
  ])('of %j is %s', (text, words) => {
    expect(draftFacts(text)).toBe(words);
  });
});

describe('whenText', () => {
  const now = new Date(2026, 10, 24, 18, 30).getTime();
  it.each([
    [new Date(2026, 10, 24, 9, 5), 'today, 09:05 AM'],
    [new Date(2026, 10, 23, 23, 59), 'yesterday'],
    [new Date(2026, 10, 20, 12), 'Friday'],
    [new Date(2026, 2, 12, 12), 'March 12'],
    [new Date(2025, 2, 12, 12), 'March 12, 2025'],
  ])('of %s is %s', (time, words) => {
    expect(whenText(time.getTime(), now, 'en-US')).toBe(words);
  });
});
