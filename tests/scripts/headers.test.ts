import { describe, expect, it } from 'vitest';
import { headersOf, pagePolicy } from '../../scripts/headers.mjs';

const policyOf = (path: string): string => headersOf(path)['Content-Security-Policy']!;

describe('headersOf', () => {
  it('lets only the evaluate worker compile', () => {
    expect(policyOf('assets/evaluate-Ab_3-Z9x.js')).toBe(
      "default-src 'none'; script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval'; connect-src 'none'; worker-src 'none'",
    );
    for (const path of ['index.html', 'assets/compute-Ab_3-Z9x.js', 'assets/fetch-Ab_3-Z9x.js', 'assets/page-Ab_3-Z9x.js']) {
      expect(policyOf(path)).not.toContain("'unsafe-eval'");
    }
  });

  it('lets only the fetch worker out', () => {
    expect(policyOf('assets/fetch-Ab_3-Z9x.js')).toContain('https:');
    for (const path of ['index.html', 'assets/compute-Ab_3-Z9x.js', 'assets/evaluate-Ab_3-Z9x.js', 'assets/chunk-fetch-Ab_3-Z9x.js']) {
      expect(policyOf(path)).not.toContain('https:');
    }
  });

  it('gives a worker policy to no file that only looks like a worker', () => {
    const strict = policyOf('assets/page-Ab_3-Z9x.js');
    expect(strict).toContain("connect-src 'none'");
    const lookalikes = [
      'assets/fetch-source-Ab_3-Z9x.js',
      'assets/evaluate-service-Ab_3-Z9x.js',
      'notebooks/evaluate-Ab_3-Z9x.js',
      'evaluate-Ab_3-Z9x.js',
    ];
    for (const path of lookalikes) expect(policyOf(path)).toBe(strict);
  });

  it('keeps the page out of frames by its header, and allows no inline script', () => {
    expect(policyOf('index.html')).toBe(`${pagePolicy}; frame-ancestors 'none'`);
    expect(pagePolicy.split('; ').find((rule) => rule.startsWith('script-src'))).toBe("script-src 'self' 'wasm-unsafe-eval'");
  });

  it('names the type of each file and lets no browser guess', () => {
    expect(headersOf('index.html')['Content-Type']).toBe('text/html; charset=utf-8');
    expect(headersOf('assets/a-Ab_3-Z9x.wasm')['Content-Type']).toBe('application/wasm');
    expect(headersOf('notebooks/digits/digits.parquet')['Content-Type']).toBe('application/vnd.apache.parquet');
    expect(headersOf('notebooks/digits/notebook.md')['Content-Type']).toBe('text/markdown; charset=utf-8');
    expect(headersOf('odd.constructor')['Content-Type']).toBe('application/octet-stream');
    expect(headersOf('odd')['X-Content-Type-Options']).toBe('nosniff');
  });

  it('keeps hashed files for good and asks again for all others', () => {
    expect(headersOf('assets/page-Ab_3-Z9x.js')['Cache-Control']).toContain('immutable');
    expect(headersOf('index.html')['Cache-Control']).toBe('no-cache');
    expect(headersOf('notebooks/mortgage/hmda.csv')['Cache-Control']).toBe('no-cache');
  });
});
