import { expect, it } from 'vitest';
import { codeWanted, filesWanted, hostsWanted } from '../../../src/app/consent/wants.ts';
import { visibleCode } from '../../../src/app/consent/visible-code.ts';
import { kindNames } from '../../../src/app/kind-names.ts';
import type { CellResult } from '../../../src/engine/result.ts';
import { parseNotebook } from '../../../src/notebook/parse-notebook.ts';

const cell = (info: string, body: string): string => `\`\`\`${info}\n${body}\n\`\`\`\n\n`;
const open = (...cells: readonly string[]) => parseNotebook(cells.join(''), kindNames);

it('tells hosts by what would be read from each, from the text alone', () => {
  const notebook = open(
    cell('yaml data one', 'source: https://a.example/x.csv'),
    cell('yaml data two', 'source: x.csv'),
    cell('yaml model three', 'source: \\\\a.example\\m.json'),
    cell('yaml data four', 'source: http://b.example/x.csv'),
    cell('yaml data own', 'source: https://own.example/x.csv'),
    cell('yaml data broken', 'source: [https://c.example'),
    cell('yaml chart no', 'source: https://d.example/x'),
  );
  expect(hostsWanted(notebook, null, 'own.example')).toEqual([
    {
      host: 'a.example',
      sources: [
        { cell: 'one', reference: 'https://a.example/x.csv' },
        { cell: 'three', reference: '\\\\a.example\\m.json' },
      ],
    },
  ]);
  // What stands beside a notebook of another host is read from there.
  expect(hostsWanted(notebook, 'https://a.example/nb/', 'own.example')[0]!.sources).toHaveLength(3);
  expect(hostsWanted(notebook, 'https://own.example/nb/', 'own.example')[0]!.sources).toHaveLength(2);
});

it('tells code with the cells whose rows it gets, and files with their pin', () => {
  const pin = 'ab'.repeat(32);
  const notebook = open(cell('yaml data rows', `source: in/x.csv\nsha256: ${pin}`), cell('js code tidy data=rows,more', 'return rows;'));
  expect(codeWanted(notebook)).toEqual([{ cell: 'tidy', code: 'return rows;\n', data: ['rows', 'more'] }]);
  expect(filesWanted(notebook, new Map())).toEqual([]);
  const waits: CellResult = {
    cell: 'rows',
    kind: 'data',
    state: 'needs-file',
    key: '',
    error: { message: '', line: 1, column: 1, needs: 'in/x.csv' },
  };
  expect(filesWanted(notebook, new Map([['rows', waits]]))).toEqual([{ name: 'in/x.csv', cells: ['rows'], sha256: pin }]);
});

it('shows characters that would not be seen by their number', () => {
  expect(visibleCode('a\u202eb\u200bc\ufeff d\té')).toBe('a[U+202E]b[U+200B]c[U+FEFF] d\té');
});
