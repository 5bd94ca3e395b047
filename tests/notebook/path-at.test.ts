import { describe, expect, it } from 'vitest';
import { pathAt } from '../../src/notebook/path-at.ts';

const body = 'data: scored # rows\nmetrics:\n  - roc_auc\n  - {fbeta: {beta: 2}}\nby: [a, "b c"]\nempty:\n';
const at = (text: string, into = 0): ReturnType<typeof pathAt> => pathAt(body, body.indexOf(text) + into);

describe('pathAt', () => {
  it('finds the innermost entry around an offset', () => {
    expect(at('data')).toEqual(['data']);
    expect(at('scored', 3)).toEqual(['data']);
    expect(at('# rows', 2)).toEqual(['data']);
    expect(at('metrics')).toEqual(['metrics']);
    expect(at('roc_auc', 7)).toEqual(['metrics', 0]);
    expect(at('beta: 2', 6)).toEqual(['metrics', 1, 'fbeta', 'beta']);
    expect(at('"b c"', 2)).toEqual(['by', 1]);
    expect(at('empty:', 6)).toEqual(['empty']);
  });

  it('gives nothing between entries, in an empty body and in a broken one', () => {
    expect(pathAt('a: 1\n\n\n', 6)).toEqual([]);
    expect(pathAt('', 0)).toEqual([]);
    expect(pathAt('a: [\n', 2)).toEqual([]);
  });
});
