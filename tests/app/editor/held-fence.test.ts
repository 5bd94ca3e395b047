import { expect, it } from 'vitest';
import { heldFence } from '../../../src/app/editor/held-fence.ts';

const prose = 'Text.\n\n```yaml metrics quality\n```\n\nMore.\n';
const held = (place: string, text = prose): boolean => heldFence(text, text.indexOf(place));

it('holds prose while the cursor is in the line that begins a cell', () => {
  expect(held('```yaml')).toBe(true);
  expect(heldFence(prose, prose.indexOf('quality') + 'quality'.length)).toBe(true);
});

it.each(['Text', '```\n\nMore', 'More'])('lets it go elsewhere: at %j', (place) => {
  expect(held(place)).toBe(false);
});

it('lets it go when the editor is left, and for a fence of no kind', () => {
  expect(heldFence(prose, null)).toBe(false);
  expect(held('```yaml', '```yaml nothing\n```\n')).toBe(false);
});
