import { expect, it } from 'vitest';
import { copiesSentence } from '../../../src/app/offline/copies-sentence.ts';

const when = (at: number): string => `on day ${at}`;

it('names the host, the file and the day of a copy', () => {
  expect(copiesSentence([{ url: 'https://a.example/my%20data.csv', at: 3 }], when)).toBe(
    'a.example cannot be reached: my data.csv is the copy that was read on day 3.',
  );
});

it('counts several, each once, by the oldest', () => {
  const one = { url: 'https://a.example/x.csv', at: 3 };
  expect(copiesSentence([one, one, { url: 'https://b.example/y.csv', at: 2 }], when)).toBe(
    'a.example, b.example cannot be reached: 2 files are copies, the oldest read on day 2.',
  );
});
