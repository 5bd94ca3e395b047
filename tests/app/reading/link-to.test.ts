import { expect, it } from 'vitest';
import { linkTo } from '../../../src/app/reading/link-to.ts';
import { decodeLink, parseFragment } from '../../../src/notebook/link.ts';

const page = 'http://here/assay/?limit=3#sample=other&at=old';
const mortgage = { origin: 'sample:mortgage', undoLabel: null, text: '# Loans\n' };

it('names an unchanged notebook by its address', () => {
  expect(linkTo(mortgage, { at: 'gate' }, page)).toBe('http://here/assay/?limit=3#sample=mortgage&at=gate');
  expect(linkTo({ ...mortgage, origin: 'src:https://a.example/b.md?c=1' }, { at: 'größe', mode: 'present' }, page)).toBe(
    'http://here/assay/?limit=3#src=https://a.example/b.md?c=1&at=gr%C3%B6%C3%9Fe&mode=present',
  );
});

it.each([
  { ...mortgage, undoLabel: 'Edit text' },
  { ...mortgage, origin: 'new:1' },
])('carries the text of a notebook that %j', (notebook) => {
  const fragment = parseFragment(new URL(linkTo(notebook, { at: 'gate', mode: 'edit' }, page)).hash);
  if (fragment.kind !== 'nb') throw new Error(fragment.kind);
  expect([decodeLink(fragment.payload), fragment.at, fragment.mode]).toEqual(['# Loans\n', 'gate', 'edit']);
});
