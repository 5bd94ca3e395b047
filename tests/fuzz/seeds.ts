import { readFileSync, readdirSync, existsSync } from 'node:fs';
import fc from 'fast-check';
import { times } from './damage-report.ts';

/** The texts of the bundled notebooks. */
export const notebooks: readonly string[] = readdirSync('notebooks')
  .map((name) => `notebooks/${name}/notebook.md`)
  .filter((path) => existsSync(path))
  .map((path) => readFileSync(path, 'utf8'));

/** Runs of a property: the same in every run, more of them by hand. */
export function runs(count: number, seed = 42): { numRuns: number; seed: number } {
  return { numRuns: Math.round(count * times), seed };
}

/** Pieces that mean something to Markdown, YAML or a notebook, and some that mean trouble. */
const pieces = [
  ...[
    '```',
    '~~~~',
    '---\n',
    '\n',
    '\r\n',
    '\r',
    '\t',
    '    ',
    '- ',
    '1. ',
    '> ',
    '<!--',
    '-->',
    '<div>',
    '# ',
    '{{ ',
    ' }}',
    ': ',
    ' #',
    '?',
  ],
  ...['[', ']', '{', '}', '|', '>-', '&a', '*a', '!!js', '"', "'", '\\', '%', '@', '`', '$', '$x', 'd.a', '__proto__', 'constructor'],
  ...[
    'yaml metrics q',
    '```yaml data d\n',
    '```yaml check c a=1\nrules: []\n```\n',
    '\u0000',
    '\uFEFF',
    '\u2028',
    '\uD800',
    '😀',
    '\u202E',
    'é',
  ],
];

/** Text with pieces cut out, put in and turned over. */
export function mutatedText(texts: readonly string[]): fc.Arbitrary<string> {
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    drop: fc.nat(30),
    put: fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 6 })),
  });
  return fc.tuple(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 8 })).map(([text, edits]) =>
    edits.reduce((now, { at, drop, put }) => {
      const from = Math.floor(at * now.length);
      return now.slice(0, from) + put + now.slice(from + drop);
    }, text),
  );
}

/** Text of such pieces alone. */
export const troubleText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 4 })), { maxLength: 60 })
  .map((parts) => parts.join(''));

/** Bytes as a file would be read: broken UTF-8 is replaced. */
export const byteText: fc.Arbitrary<string> = fc.uint8Array({ maxLength: 300 }).map((bytes) => new TextDecoder().decode(bytes));

/** Repeats that make a careless pattern look again and again. */
export const longRuns: readonly string[] = [
  '`',
  '~',
  ' ',
  '\t',
  '\n',
  '\r',
  '- ',
  '> ',
  '<',
  '[',
  '{',
  '{{ ',
  '*',
  '#',
  '=',
  '-',
  '---\n',
  '1. ',
  '```yaml data d\n',
  '```\n',
  ': ',
  '"',
  "'",
  '&',
  '%20',
  '.',
  '!',
  '<!--',
  '|',
  '\\',
  'a',
  'a: ',
  '? ',
  '\uFEFF',
];
