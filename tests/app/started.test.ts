import { describe, expect, it } from 'vitest';
import { correctionsOf, placeOfStarted, rewritten, type Started } from '../../src/app/started.ts';
import { kindNames } from '../../src/app/kind-names.ts';
import { parseNotebook } from '../../src/notebook/parse-notebook.ts';
import { applyPatch } from '../../src/notebook/patch.ts';

const data = (roles: string): string => `\`\`\`yaml data log\nsource: log.csv\nroles: ${roles}\n\`\`\``;
const gate = '```yaml metrics quality\ndata: log\n```';
const written = `# Log\n\nRows of it.\n\n${data('{ label: a, score: s, group: [g] }')}\n\n${gate}\n`;
const started: Started = { files: ['log.csv'], text: written, isPart: false, tables: [{ cell: 'log', file: 'log.csv', columns: [] }] };
const open = (text: string) => parseNotebook(text, kindNames);

describe('placeOfStarted', () => {
  it('is the whole of a notebook that was written, whatever its data cell says', () => {
    const now = written.replace('label: a', 'label: b').replace('source: log.csv', 'source: log.csv # mine');
    expect(placeOfStarted(open(now), started)).toEqual({ from: 0, to: now.trimEnd().length });
  });

  it('is a part of a notebook that went on above and below it', () => {
    const now = `# Mine\n\nBefore.\n\n${written}\nAfter.\n`;
    const place = placeOfStarted(open(now), started)!;
    expect(now.slice(place.from, place.to)).toBe(written.trimEnd());
  });

  it.each([
    ['another cell was changed', written.replace('data: log\n', 'data: log\nthreshold: 0.4\n')],
    ['prose was changed', written.replace('Rows of it.', 'Rows.')],
    ['the data cell was renamed', written.replace('data log', 'data rows')],
    ['a cell was added in between', written.replace(gate, `\`\`\`yaml table t\ndata: log\n\`\`\`\n\n${gate}`)],
  ])('is nowhere when %s', (_, now) => {
    expect(placeOfStarted(open(now), started)).toBeNull();
    expect(rewritten(open(now), started, 'x')).toBeNull();
  });
});

it('puts a new text in the place of the old one', () => {
  const now = `Before.\n\n${written.replace('label: a', 'label: b')}\nAfter.\n`;
  expect(applyPatch(now, rewritten(open(now), started, '# Anew\n')!)).toBe('Before.\n\n# Anew\n\nAfter.\n');
});

describe('correctionsOf', () => {
  it('are the roles, types and positive class that are not as they were written', () => {
    const now = written
      .replace('{ label: a, score: s, group: [g] }', '{ label: b, score: s, group: [g, h] }')
      .replace('source: log.csv', 'source: log.csv\npositive: 1\ntypes: { c: category }');
    const [[file, corrections]] = correctionsOf(open(now), started) as [[string, { roles: Map<string, string> }]];
    expect(file).toBe('log.csv');
    expect(corrections).toEqual({
      roles: new Map([
        ['a', 'none'],
        ['b', 'label'],
        ['h', 'group'],
      ]),
      types: new Map([['c', 'category']]),
      positive: '1',
    });
  });

  it('are none where nothing was changed', () => {
    expect(correctionsOf(open(written), started)).toEqual([]);
  });
});
