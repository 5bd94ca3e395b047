import { describe, expect, it } from 'vitest';
import { live } from '../../src/start/live.ts';

describe('live', () => {
  it.each([
    [{}, '{{ quality.recall }}'],
    [{ slice: 'afam=yes', format: 'percent' }, '{{ quality.recall[afam=yes] | percent }}'],
    [{ class: 'M', field: 'low' }, '{{ quality.recall[class=M].low }}'],
    [{ slice: 'lvrat=up to 0.65' }, '{{ quality.recall[lvrat=up to 0.65] }}'],
  ])('%j is %s', (options, text) => {
    expect(live('quality', 'recall', options)).toBe(text);
  });

  it.each(['a=b]', 'a=x|y', 'a={z}', 'a= b', 'a=b,c', 'class=3', 'a='])('cannot say the slice %s, or says it as it is', (slice) => {
    const text = live('quality', 'recall', { slice });
    expect(text === null || text === `{{ quality.recall[${slice}] }}`).toBe(true);
    expect(slice === 'a=' || text === null).toBe(true);
  });
});
