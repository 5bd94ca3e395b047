import { expect, it } from 'vitest';
import { otherFiles, pinnedDifference } from '../../../src/app/share/other-files.ts';
import type { CellResult } from '../../../src/engine/result.ts';
import { parseNotebook } from '../../../src/notebook/parse-notebook.ts';
import type { Carried, CarriedFile } from '../../../src/report/carried/carried.ts';

type Bench = Parameters<typeof otherFiles>[0];

const [theirs, ours] = ['a'.repeat(64), 'b'.repeat(64)];
const carried: CarriedFile = { name: 'loans.csv', cell: 'loans', sha256: theirs, bytes: 940, rows: 40, columns: ['id', 'label'] };
const pin = `sha256: ${theirs}\n`;

interface Given {
  readonly body?: string;
  readonly state?: CellResult['state'];
  readonly found?: string;
  readonly outputs?: Carried['outputs'];
  readonly files?: readonly CarriedFile[];
  readonly repair?: string;
}

/** A notebook that reads loans.csv, with a file of 38 rows in the place of what the link names. */
function bench({ body = '', state = 'done', found = ours, outputs = new Map(), files = [carried], repair }: Given): Bench {
  const result = {
    cell: 'loans',
    kind: 'data',
    state,
    key: 'k',
    ...(state === 'done' ? { output: { type: 'table', layout: 'rows', total: 38, columns: [{ name: 'id' }], head: [] } } : {}),
    ...(repair === undefined
      ? {}
      : { error: { message: 'other', line: 1, column: 1, repair: { from: 0, to: 1, text: repair, label: '' } } }),
  };
  const engine = {
    call: (method: string) =>
      Promise.resolve(
        method === 'files'
          ? [{ cell: 'loans', kind: 'data', reference: 'data/loans.csv', bytes: 900, sha256: found }]
          : { sha256: found, bytes: 900, rows: 38, columns: ['id', 'extra'] },
      ),
  };
  return {
    engine,
    notebook: parseNotebook(`\`\`\`yaml data loans\nsource: data/loans.csv\n${body}\`\`\`\n`, ['data']),
    arrived: { text: '', trouble: null, carried: { files, outputs } },
    results: new Map([['loans', result]]),
  } as unknown as Bench;
}

it('tells of a file that is not the one that the link names', async () => {
  expect(await otherFiles(bench({}))).toEqual([
    'loans.csv is not the file that this link names: its SHA-256 is bbbbbbbb…bbbb, not aaaaaaaa…aaaa. It has 38 rows, not 40, and 900 bytes, not 940 bytes. The column label is missing.',
  ]);
  const [sentence] = await otherFiles(bench({ outputs: new Map([['x', { type: 'prose', values: [] }]]) }));
  expect(sentence).toContain('is not the file that the results in this link were computed from');
});

it('says nothing of the same file, of none, and of one that the text pins', async () => {
  expect(await otherFiles(bench({ found: theirs }))).toEqual([]);
  expect(await otherFiles(bench({ state: 'needs-file' }))).toEqual([]);
  expect(await otherFiles(bench({ body: `sha256: ${ours}\n` }))).toEqual([]);
  expect(await otherFiles(bench({ body: pin, state: 'failed', repair: ours }))).toEqual([]);
  expect(await otherFiles({ ...bench({}), arrived: null })).toEqual([]);
});

it('looks into a file that its cell could not use', async () => {
  const [sentence] = await otherFiles(bench({ state: 'failed' }));
  expect(sentence).toContain('The column label is missing. The column extra is new.');
  const [chosen] = await otherFiles(bench({ state: 'failed', body: 'columns: [id, label]\n' }));
  expect(chosen).toMatch(/The column label is missing\.$/);
});

it('tells how a file differs from the pinned one, as far as the link knows that', async () => {
  const failed = { body: pin, state: 'failed', repair: ours } as const;
  expect(await pinnedDifference(bench(failed), 'loans')).toBe(
    'It has 38 rows, not 40, and 900 bytes, not 940 bytes. The column label is missing. The column extra is new.',
  );
  expect(await pinnedDifference(bench({ ...failed, files: [] }), 'loans')).toBe(
    'Nothing else is known of the pinned file; this one has 900 bytes, 38 rows, 2 columns.',
  );
});
