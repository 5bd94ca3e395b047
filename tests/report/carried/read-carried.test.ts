import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Output } from '../../../src/cells/output.ts';
import { encodePart, LinkError } from '../../../src/notebook/link-code.ts';
import { encodeValues, type LinkValue } from '../../../src/notebook/link-values.ts';
import type { Run } from '../../../src/report/run.ts';
import type { Carried } from '../../../src/report/carried/carried.ts';
import { encodeResults, rowsToCarry } from '../../../src/report/carried/carry-results.ts';
import { readCarried } from '../../../src/report/carried/read-carried.ts';
import { runOf, text } from '../run-bed.ts';

const more = `
\`\`\`yaml threshold choice
data: log
interval: {replicates: 100, seed: 1}
\`\`\`

\`\`\`yaml calibration honest
data: log
\`\`\`

\`\`\`yaml chart points
data: log
where: d.id < 200
spec: {mark: point, encoding: {x: {field: score, type: quantitative}, y: {field: label}}}
\`\`\`

\`\`\`yaml chart curve
data: quality.roc
spec: {mark: line, encoding: {x: {field: fpr, type: quantitative}, y: {field: tpr, type: quantitative}}}
\`\`\`

\`\`\`yaml table first
data: log
\`\`\`

Recall of b is {{ quality.recall[team=b] }}, gated by {{ gate.rows }} rows.
`;
const files = [{ name: 'log.csv', cell: 'log', sha256: 'ab'.repeat(32), bytes: 30_000, rows: 1500, columns: ['id', '__proto__'] }];
let run: Run;
const carry = (rows = false): string => encodeResults({ ...run, sha256: run.sha256, files, rows });
const outputs = new Map<string, Output>();

beforeAll(async () => {
  run = await runOf(text + more);
  for (const { cell, output } of run.results) if (output !== undefined) outputs.set(cell, output);
});

/** An output with what does not travel left out: what selects, and what stands in the text. */
function stripped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stripped);
  if (typeof value !== 'object' || value === null) return value;
  const gone = new Set(['clause', 'selecting', 'left', 'bytes', 'elsewhere']);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (gone.has(key) || item === undefined ? [] : [[key, stripped(item)]])),
  );
}

describe('results in a link', () => {
  it('are the same to the last digit', () => {
    const read = readCarried(carry(), run.notebook, run.sha256);
    expect(read.files).toEqual(files);
    for (const cell of ['quality', 'choice', 'honest', 'gate', 'scores', 'curve', 'prose-1']) {
      expect(outputs.has(cell), cell).toBe(true);
      expect(stripped(read.outputs.get(cell)), cell).toEqual(stripped(outputs.get(cell)));
    }
  });

  it('hold no row of the reader’s data unless asked', () => {
    const read = readCarried(carry(), run.notebook, run.sha256);
    expect(read.outputs.has('points')).toBe(false);
    for (const cell of ['log', 'first']) {
      const table = read.outputs.get(cell);
      expect(table).toMatchObject({ type: 'table', layout: 'rows', total: 1500, head: [] });
      expect(JSON.stringify(table)).not.toContain('<b>a</b>');
    }
    const whole = readCarried(carry(true), run.notebook, run.sha256);
    expect(whole.outputs.get('first')).toMatchObject({ head: (outputs.get('first') as { head: unknown }).head });
    expect(stripped(whole.outputs.get('points'))).toEqual(stripped(outputs.get('points')));
  });

  it('say before they travel which rows would', () => {
    expect(rowsToCarry(run.notebook, run.results)).toEqual([
      { cell: 'log', rows: 20, columns: ['id', 'label', 'score', 'team'] },
      { cell: 'points', rows: 200, columns: [] },
      { cell: 'first', rows: 20, columns: ['id', 'label', 'score', 'team'] },
    ]);
  });

  it('leave out what failed, what waits and what the text says', () => {
    const read = readCarried(carry(), run.notebook, run.sha256);
    for (const cell of ['broken', 'late', 'threshold']) expect(read.outputs.has(cell)).toBe(false);
  });

  it('of another text are not shown', () => {
    expect(() => readCarried(carry(), run.notebook, 'f'.repeat(64))).toThrow(/belong to another text/);
  });

  it('say how much of them arrived, wherever they were cut', () => {
    const whole = carry();
    const payload = whole.split('.')[1]!.length.toLocaleString('en-US');
    for (let length = 0; length < whole.length; length += length < 10 || length > whole.length - 12 ? 1 : 97) {
      let message = '';
      try {
        readCarried(whole.slice(0, length), run.notebook, run.sha256);
      } catch (error) {
        expect(error).toBeInstanceOf(LinkError);
        message = error instanceof Error ? error.message : '';
      }
      expect(message, String(length)).toMatch(/^the results in this link are (incomplete|altered).*[\d,]+ characters arrived/);
      expect(message).toContain('the notebook itself is whole');
    }
    const [format, body, ending] = whole.split('.') as [string, string, string];
    expect(() => readCarried(`${format}.${body.slice(1)}.${ending}`, run.notebook, run.sha256)).toThrow(`of ${payload} characters`);
  });
});

describe('hostile results', () => {
  const bound = (): string => run.sha256.slice(0, 32);
  const read = (value: unknown): Carried =>
    readCarried(encodePart({ version: '1r0' }, encodeValues(value as LinkValue)), run.notebook, run.sha256);
  const given = (block: string, output: unknown): Output | undefined =>
    read({ text: bound(), files: [], outputs: [[block, output]] }).outputs.get(block);
  const chart = (spec: unknown): unknown => ({ type: 'chart', spec, rows: 1, summary: '' });

  it('such as a chart with an address or a script are left out', () => {
    const encoding = { x: { field: 'a' } };
    expect(given('scores', chart({ mark: 'bar', encoding, data: { values: [{ a: 1 }] } }))).toBeDefined();
    for (const spec of [
      { mark: 'bar', data: { url: 'https://evil.example/' }, encoding },
      { mark: { type: 'image' }, data: { values: [{ a: 1 }] }, encoding: { url: { field: 'a' } } },
      { mark: 'bar', data: { values: [{ a: { b: 1 } }] }, encoding },
      { mark: 'bar', data: { values: ['text'] }, encoding },
      { mark: 'bar', data: { sequence: { start: 0, stop: 1e9 } }, encoding },
      { mark: 'bar', encoding: { x: { field: 'a', bin: { step: 1e-9, extent: [0, 1e9] } } } },
      { mark: 'bar', encoding, transform: [{ calculate: 'event.view.SECRET', as: 'b' }] },
      { hconcat: [{ mark: 'bar', encoding, data: { name: 'x', url: '//evil.example' } }] },
      { mark: 'bar', encoding: { x: { field: '__proto__.polluted' } } },
    ])
      expect(given('scores', chart(spec)), JSON.stringify(spec)).toBeUndefined();
  });

  it('such as tables that are out of shape are left out', () => {
    const column = { metric: 'recall', class: '', title: '', better: 'higher', range: [0, 1], formula: '' };
    const table = { type: 'table', layout: 'metrics', part: '', level: 0.95, comparisons: 1, seed: 1, learnedFrom: '', notes: [] };
    const row = { by: '', slice: 'all', label: 'all', n: 5, tooFew: false };
    const value = { value: NaN, low: 0, high: 1, n: 5, method: '' };
    expect(given('quality', { ...table, columns: [column], rows: [{ ...row, values: [value] }] })).toBeDefined();
    expect(given('quality', { ...table, columns: [column], rows: [{ ...row, values: [] }] })).toBeUndefined();
    expect(given('quality', { ...table, columns: [column], rows: [{ ...row, values: ['<b>'] }] })).toBeUndefined();
    const shape = { type: 'table', layout: 'confusion', classes: ['a', 'b'], counts: [[1, 2]] };
    const axes = { actual: { column: 'a', constraints: [] }, predicted: { column: 'b', constraints: [] } };
    expect(given('first', { ...shape, ...axes })).toBeUndefined();
    const rows = { type: 'table', layout: 'rows', part: '', total: 1, notes: [], columns: [{ name: 'a', type: 'number', missing: 0 }] };
    expect(given('first', { ...rows, head: [[1]] })).toBeDefined();
    expect(given('first', { ...rows, head: [[1, 2]] })).toBeUndefined();
    expect(given('first', { ...rows, head: [[{ a: 1 }]] })).toBeUndefined();
  });

  it('belong to a block of the text and to its kind', () => {
    const checks = { type: 'checks', checks: [] };
    expect(given('gate', checks)).toBeDefined();
    expect(given('quality', checks)).toBeUndefined();
    expect(given('nowhere', checks)).toBeUndefined();
    expect(given('threshold', { type: 'control', label: '', control: { type: 'text', value: 'x' } })).toBeUndefined();
    const live = { state: 'done', text: '1', working: [] };
    expect(given('prose-1', { type: 'prose', values: [live] })).toBeUndefined();
    expect(given('prose-1', { type: 'prose', values: [live, live, live] })).toMatchObject({
      values: [{ source: '{{ log.rows }}', elsewhere: true }, {}, {}],
    });
  });

  it('with keys of the prototype pollute nothing', () => {
    const hostile = JSON.parse('{"__proto__":{"polluted":1},"mark":"bar","data":{"values":[{"__proto__":1,"a":2}]}}') as unknown;
    given('scores', chart(hostile));
    expect(given('__proto__', { type: 'checks', checks: [] })).toBeUndefined();
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('of any form are refused or left out', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        expect(() => read(value)).toThrow(LinkError);
        expect(given('quality', value)).toBeUndefined();
      }),
    );
  });
});
