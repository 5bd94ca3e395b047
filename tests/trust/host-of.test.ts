import { describe, expect, it } from 'vitest';
import { placeOfReference } from '../../src/trust/host-of.ts';

describe('placeOfReference', () => {
  it.each(['hmda.parquet', 'model/model.json', './a.csv', '../data/a.csv', '/data/a.csv', 'a b (1).csv', 'naïve.csv', 'a?b=c:d', ''])(
    'takes %j for a file beside the notebook',
    (reference) => {
      expect(placeOfReference(reference)).toEqual({ kind: 'relative' });
    },
  );

  it.each([
    ['https://example.org/a.csv', 'example.org'],
    ['HTTPS://Example.org:8443/a.csv', 'example.org:8443'],
    ['//example.org/a.csv', 'example.org'],
    ['http://localhost:8000/a.csv', 'localhost:8000'],
    ['http://127.0.0.1/a.csv', '127.0.0.1'],
    // as browsers read them
    [' https://example.org/a.csv', 'example.org'],
    ['ht\ntps://example.org/a.csv', 'example.org'],
    ['\\\\example.org\\a.csv', 'example.org'],
    ['/\\example.org/a.csv', 'example.org'],
    ['\t//example.org/a.csv', 'example.org'],
  ])('takes %j for a file on a host that needs consent', (reference, host) => {
    expect(placeOfReference(reference)).toMatchObject({ kind: 'remote', host });
  });

  it.each([
    ['http://example.org/a.csv', 'http addresses are not opened; use https'],
    ['ftp://example.org/a.csv', 'ftp addresses are not opened; use https'],
    ['file:///etc/passwd', 'file addresses are not opened; use https'],
    ['javascript:alert(1)', 'javascript addresses are not opened; use https'],
    [' javascript:alert(1)', 'javascript addresses are not opened; use https'],
    ['data:text/csv,a', 'data addresses are not opened; use https'],
    ['blob:https://example.org/1', 'blob addresses are not opened; use https'],
    ['https://user:word@example.org/a.csv', 'example.org: an address with a password is not opened'],
    ['https://user@example.org/a.csv', 'example.org: an address with a password is not opened'],
    ['http://localhost.example.org/a.csv', 'http addresses are not opened; use https'],
    ['https://', 'https:// is no address'],
  ])('refuses %j', (reference, reason) => {
    expect(placeOfReference(reference)).toEqual({ kind: 'refused', reason });
  });
});
