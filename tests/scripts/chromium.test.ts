import { afterEach, describe, expect, it, vi } from 'vitest';
import { findChromium } from '../../scripts/chromium.mjs';

afterEach(() => vi.unstubAllEnvs());

describe('findChromium', () => {
  it('takes the program that CHROME_PATH names', async () => {
    vi.stubEnv('CHROME_PATH', process.execPath);
    expect(await findChromium()).toBe(process.execPath);
  });

  it('says that CHROME_PATH leads nowhere', async () => {
    vi.stubEnv('CHROME_PATH', '/nowhere/chromium');
    await expect(findChromium()).rejects.toThrow('CHROME_PATH is /nowhere/chromium, where there is no file');
  });
});
