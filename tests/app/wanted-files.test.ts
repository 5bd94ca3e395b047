import { describe, expect, it } from 'vitest';
import { kindNames } from '../../src/app/kind-names.ts';
import { wantedFiles } from '../../src/app/wanted-files.ts';
import type { CellResult } from '../../src/engine/result.ts';
import { parseNotebook } from '../../src/notebook/parse-notebook.ts';

const notebook = parseNotebook(
  'See data.csv.\n\n```yaml data log\nsource: folder/log.csv\n```\n\n```yaml model scorer\nsource: model.json\ninputs: [a]\noutput: {type: value}\n```\n',
  kindNames,
);
const waiting: CellResult = {
  cell: 'scorer',
  kind: 'model',
  state: 'needs-file',
  key: '',
  error: { message: 'needs the file part.bin', line: 1, column: 1, needs: 'part.bin' },
};

describe('wantedFiles', () => {
  it.each([
    [['log.csv', 'other.csv'], ['log.csv']],
    [['g.csv', 'data.csv'], []],
    [
      ['model.json', 'group1-shard1of1.bin'],
      ['model.json', 'group1-shard1of1.bin'],
    ],
    [['lonely.bin'], []],
  ])('of %j are %j', (names, wanted) => {
    expect(wantedFiles(notebook, [], names)).toEqual(wanted);
  });

  it('are those that a cell waits for', () => {
    expect(wantedFiles(notebook, [waiting], ['part.bin', 'x.csv'])).toEqual(['part.bin']);
  });
});
