/** A glyph on a 16 × 16 grid: strokes, and parts that are filled. */
export interface GlyphPath {
  readonly stroke?: string;
  readonly fill?: string;
  readonly dash?: string;
}

/** Glyphs by name: states of a cell, verdicts of a check, actions. */
export const glyphs = {
  queued: { stroke: 'M8 2a6 6 0 1 1 0 12 6 6 0 0 1 0-12', dash: '2 2.2' },
  running: { stroke: 'M8 2a6 6 0 0 1 6 6' },
  done: { stroke: 'M3 8.5l3.2 3.2L13 5' },
  stale: { stroke: 'M8 2a6 6 0 1 1 0 12 6 6 0 0 1 0-12', fill: 'M8 2a6 6 0 0 0 0 12z' },
  failed: { fill: 'M3 2h10a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1zm4.2 2.5v4.6h1.6V4.500zm0 5.6v1.6h1.6v-1.6z' },
  blocked: { stroke: 'M8 2a6 6 0 1 1 0 12 6 6 0 0 1 0-12M5 8h6' },
  'needs-file': { stroke: 'M4 2h5l3 3v9H4zM9 2v3h3M8 7.500v4M6.300 10L8 11.700 9.700 10' },
  'needs-permission': { stroke: 'M4 7h8v7H4zM5.500 7V5a2.500 2.500 0 0 1 5 0v2' },
  pass: { stroke: 'M8 2a6 6 0 1 1 0 12 6 6 0 0 1 0-12M5.300 8.300l1.900 1.900 3.500-4' },
  warn: { fill: 'M8 1.800l6.700 12H1.300zM7.250 6v4h1.500V6zm0 5v1.500h1.500V11z' },
  fail: {
    fill: 'M5.300 1.500h5.400l3.800 3.800v5.400l-3.800 3.800H5.300l-3.800-3.800V5.300zm.2 5.100L6.900 8 5.500 9.400l1.100 1.100L8 9.100l1.400 1.400 1.100-1.100L9.100 8l1.400-1.400-1.100-1.100L8 6.900 6.600 5.500z',
  },
  'not-enough-data': { stroke: 'M8 2a6 6 0 1 1 0 12 6 6 0 0 1 0-12M5.500 8h5', dash: '2 1.600' },
  'not-applicable': { stroke: 'M4 8h8' },
  error: {
    fill: 'M3 2h10a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1zm4.2 2.500v4.600h1.600V4.500zm0 5.600v1.600h1.600v-1.600z',
  },
  mark: { stroke: 'M1 5v6M15 5v6M1 8h14', fill: 'M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6z' },
  run: { fill: 'M4.500 3l8 5-8 5z' },
  stop: { fill: 'M4 4h8v8H4z' },
  source: { stroke: 'M5.500 4L2 8l3.500 4M10.500 4L14 8l-3.500 4' },
  link: {
    stroke:
      'M6.500 9.500l3-3M7 4.500l1.500-1.500a2.500 2.500 0 0 1 3.600 0l.4.400a2.500 2.500 0 0 1 0 3.600L11 8.500M9 11.500L7.500 13a2.500 2.500 0 0 1-3.600 0l-.4-.4a2.500 2.500 0 0 1 0-3.600L5 7.500',
  },
  more: { fill: 'M3 7h2v2H3zM7 7h2v2H7zM11 7h2v2h-2z' },
  plus: { stroke: 'M8 3v10M3 8h10' },
  close: { stroke: 'M4 4l8 8M12 4l-8 8' },
  undo: { stroke: 'M3 6h6.500a3.500 3.500 0 0 1 0 7H6M3 6l3-3M3 6l3 3' },
  redo: { stroke: 'M13 6H6.500a3.500 3.500 0 0 0 0 7H10M13 6l-3-3M13 6l-3 3' },
  moon: { stroke: 'M13 9.500A5.500 5.500 0 0 1 6.500 3 5.500 5.500 0 1 0 13 9.500z' },
  sun: { stroke: 'M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6M8 1v1.500M8 13.500V15M1 8h1.500M13.500 8H15M3 3l1 1M12 12l1 1M3 13l1-1M12 4l1-1' },
  copy: { stroke: 'M6 6h8v8H6zM10 6V2H2v8h4' },
  up: { stroke: 'M8 13V3M4 7l4-4 4 4' },
  down: { stroke: 'M8 3v10M4 9l4 4 4-4' },
  trash: { stroke: 'M3 4.500h10M6 4.500V3h4v1.500M4.500 4.500l.7 9h5.600l.7-9' },
  search: { stroke: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9M10.3 10.3L14 14' },
  filter: { stroke: 'M2 3h12l-4.700 5.600V13l-2.600-1.400V8.600z' },
  pin: { stroke: 'M5.500 2.500h5M6.500 2.500v4.500l-2 2.500h7l-2-2.500V2.500M8 9.500V14' },
  expand: { stroke: 'M9.500 2.500h4v4M13.500 2.500L9 7M6.500 13.500h-4v-4M2.500 13.500L7 9' },
  download: { stroke: 'M8 2v8M4.5 6.5L8 10l3.5-3.5M2.5 13.5h11' },
  export: { stroke: 'M6 4.500H3.500v9h9v-9H10M8 9.500v-8M5.500 4L8 1.500 10.500 4' },
  flag: { stroke: 'M3.500 14.500V2.500h8.500l-2 3 2 3H3.500' },
  check: { stroke: 'M8 2a6 6 0 1 1 0 12 6 6 0 0 1 0-12M5.3 8.3l1.900 1.900 3.500-4' },
  chevron: { stroke: 'M6 3.5L10.500 8 6 12.500' },
  book: { stroke: 'M8 4c-1.500-1-3.500-1-5.500-1v10c2 0 4 0 5.500 1 1.500-1 3.500-1 5.500-1V3c-2 0-4 0-5.500 1zM8 4v10' },
  pause: { fill: 'M4.500 3.500h2.400v9H4.500zM9.100 3.500h2.400v9H9.100z' },
  present: { stroke: 'M2 3h12v8H2zM8 11v2.500M5 13.500h6' },
  print: { stroke: 'M4.500 6V2.500h7V6M4.500 11.500H2.500V6h11v5.500h-2M4.500 9.500h7v4h-7z' },
  menu: { stroke: 'M2.500 4.500h11M2.500 8h11M2.500 11.500h11' },
  list: { stroke: 'M5.500 4H14M5.500 8H14M5.500 12H14M2.200 4h.6M2.200 8h.6M2.200 12h.6' },
  chip: {
    stroke:
      'M4.500 4.500h7v7h-7zM6.500 2v2.500M9.500 2v2.500M6.500 11.500V14M9.500 11.500V14M2 6.500h2.500M2 9.500h2.500M11.500 6.500H14M11.500 9.500H14',
  },
  table: { stroke: 'M2 3h12v10H2zM2 6.500h12M6 6.500V13' },
  file: { stroke: 'M4 2h5l3 3v9H4zM9 2v3h3' },
  help: { stroke: 'M6 6a2 2 0 1 1 2.800 1.800c-.6.300-.8.700-.8 1.400M8 11.500v.6' },
  chart: { stroke: 'M2 3v10h12M4.500 10l3-3 2 1.500L13 5' },
  slice: { stroke: 'M8 2a6 6 0 1 1 0 12 6 6 0 0 1 0-12M8 2v6l4.300 4.200' },
  slider: {
    stroke:
      'M2 5h6.500M12 5h2M2 11h2M7.500 11H14M10.200 3.300a1.700 1.700 0 1 1 0 3.400 1.700 1.700 0 0 1 0-3.400M5.800 9.300a1.700 1.700 0 1 1 0 3.400 1.700 1.700 0 0 1 0-3.400',
  },
  threshold: { stroke: 'M8 2v12M2 5h3.5M2 11h3.5M10.5 5H14M10.5 11H14' },
  compare: { stroke: 'M5 2.500v11M11 2.500v11M3 6h4M9 10h4' },
  fairness: { stroke: 'M8 2.500v11M5 13.500h6M3.500 4.500h9M3.500 4.500L1.800 9h3.400zM12.500 4.500L10.800 9h3.400z' },
  metrics: {
    stroke: 'M2 4h7M5 8h9M3 12h6',
    fill: 'M5.500 2.700h1.600v2.600H5.500zM9.500 6.700h1.600v2.600H9.500zM5 10.700h1.600v2.600H5z',
  },
  derive: { stroke: 'M3 4l4 4-4 4M8.500 12.500H14' },
  predict: { stroke: 'M2 8h7.500M6.500 5l3 3-3 3M13 3v10' },
  prose: { stroke: 'M3 4h10M3 7h10M3 10h10M3 13h6' },
  grip: { fill: 'M5 3h2v2H5zM9 3h2v2H9zM5 7h2v2H5zM9 7h2v2H9zM5 11h2v2H5zM9 11h2v2H9z' },
} as const satisfies Readonly<Record<string, GlyphPath>>;

export type GlyphName = keyof typeof glyphs;
