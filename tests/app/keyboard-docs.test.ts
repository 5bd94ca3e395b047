import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { keyboardReference } from './keyboard-reference.ts';

it('the page on keys says what the table of actions says', async () => {
  const keys = 'docs/keyboard.md';
  const config = await resolveConfig(keys);
  await expect(await format(keyboardReference(), { ...config, parser: 'markdown' })).toMatchFileSnapshot(`../../${keys}`);
});
