import { describe, expect, it } from 'vitest';
import { asSentence, formatSeconds, ordinal, stateSentence } from '../../src/app/state-sentence.ts';
import type { CellResult } from '../../src/engine/result.ts';

const error = { message: 'waits for loans', line: 12, column: 3 };
const output = { type: 'prose', values: [] } as const;

function say(state: CellResult['state'], extra: Partial<CellResult> = {}): string {
  return stateSentence({ cell: 'quality', kind: 'metrics', state, key: 'k', ...extra });
}

describe('stateSentence', () => {
  it.each<[string, CellResult['state'], Partial<CellResult>]>([
    ['queued', 'queued', {}],
    ['running', 'running', {}],
    ['42%', 'running', { progress: { share: 0.42, doing: 'measuring' } }],
    ['42%, about 7 s left', 'running', { progress: { share: 0.42, doing: 'measuring', secondsLeft: 7.2 } }],
    ['', 'done', {}],
    ['41 ms', 'done', { ms: 41 }],
    ['0.31 s, wasm', 'done', { ms: 312, backend: 'wasm' }],
    ['not run', 'stale', {}],
    ['from earlier inputs', 'stale', { output }],
    ['from earlier inputs; takes about 6 s', 'stale', { output, estimate: 6 }],
    ['line 12', 'failed', { error }],
    ['line ?', 'failed', {}],
    ['waits for loans', 'blocked', { error }],
    ['waits', 'blocked', {}],
    ['loans.csv', 'needs-file', { error: { ...error, needs: 'loans.csv' } }],
    ['data.example', 'needs-permission', { error: { ...error, needs: 'data.example' } }],
  ])('says "%s" of a cell that is %s', (sentence, state, extra) => {
    expect(say(state, extra)).toBe(sentence);
  });

  it('says the place in line of a cell that waits', () => {
    expect(stateSentence({ cell: 'quality', kind: 'metrics', state: 'queued', key: '' }, 2)).toBe('queued, 2nd in line');
    expect([1, 2, 3, 4, 10, 11, 12, 13, 21, 22, 101, 111].map(ordinal).join(' ')).toBe(
      '1st 2nd 3rd 4th 10th 11th 12th 13th 21st 22nd 101st 111th',
    );
  });

  it('says of a cell without a result that it has not run', () => {
    expect(stateSentence(undefined)).toBe('not run yet');
  });
});

describe('formatSeconds', () => {
  it.each([
    [0.1, '1 s'],
    [6.4, '6 s'],
    [89, '89 s'],
    [90, '2 min'],
    [200, '3 min'],
  ])('writes %d as %s', (seconds, words) => {
    expect(formatSeconds(seconds)).toBe(words);
  });
});

describe('asSentence', () => {
  it.each([
    ['', ''],
    ['no column vaule', 'No column vaule.'],
    ['Done.', 'Done.'],
    ['really?', 'Really?'],
    ['waits…', 'Waits…'],
    ['https://data.example/n.md answered 404', 'https://data.example/n.md answered 404.'],
  ])('makes "%s" into "%s"', (text, sentence) => {
    expect(asSentence(text)).toBe(sentence);
  });
});
