import { createHash } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { textDigest } from '../../../src/app/reading/text-digest.ts';

it.each(['', 'abc', 'ü 🙂\n'])('digests %j as Node does', async (text) => {
  expect(await textDigest(text)).toBe(createHash('sha256').update(text).digest('hex'));
});

it('says nothing where the browser cannot', async () => {
  vi.stubGlobal('crypto', {});
  expect(await textDigest('abc')).toBe('');
  vi.unstubAllGlobals();
});
