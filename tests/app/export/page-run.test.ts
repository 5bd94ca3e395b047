import { expect, it } from 'vitest';
import { browserName } from '../../../src/app/export/page-run.ts';

it.each([
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36', 'chrome 156'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0', 'firefox 153'],
  ['Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15', 'safari 26'],
  ['something else', 'browser'],
])('names the browser of %s', (agent, name) => {
  expect(browserName(agent)).toBe(name);
});
