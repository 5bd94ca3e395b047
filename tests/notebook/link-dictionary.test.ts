import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { deflateSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { linkDictionary } from '../../src/notebook/link-dictionary.ts';
import { encodeLink } from '../../src/notebook/link.ts';

describe('the dictionary of format 1d1', () => {
  it('is frozen to the byte: links already made are read with it', () => {
    expect(createHash('sha256').update(linkDictionary).digest('hex')).toBe(
      '3f1299f731d06f777ed74b45c53c60ec479883b9e18afc1ded28b3b4022929fe',
    );
  });

  it('saves a fifth of the links of the bundled notebooks', () => {
    let plain = 0;
    let preset = 0;
    const folders = readdirSync('notebooks', { withFileTypes: true }).filter((entry) => entry.isDirectory());
    for (const { name } of folders) {
      const text = readFileSync(`notebooks/${name}/notebook.md`, 'utf8');
      plain += Buffer.from(deflateSync(Buffer.from(text), { level: 9 })).toString('base64url').length;
      preset += encodeLink(text).length;
    }
    expect(preset / plain).toBeLessThan(0.8);
  });
});
