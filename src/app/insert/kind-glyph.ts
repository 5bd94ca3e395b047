import { glyphs, type GlyphName } from '../glyphs/paths.ts';

const byKind: Readonly<Record<string, GlyphName>> = {
  data: 'file',
  model: 'chip',
  input: 'slider',
  calibration: 'mark',
  check: 'check',
  table: 'table',
  finding: 'flag',
  code: 'source',
};

/** The glyph of a kind of cell. */
export function kindGlyph(kind: string): GlyphName {
  const own = byKind[kind];
  return own ?? (Object.hasOwn(glyphs, kind) ? (kind as GlyphName) : 'list');
}
