import { expect, it } from 'vitest';
import { notebookInside } from '../../src/report/notebook-inside.ts';

it.each([
  ['page.html', '<!doctype html><pre>assay: 1</pre>'],
  ['cut.html', '<pre id="notebook-source">\n# Title'],
  ['foreign.ipynb', '{"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "markdown", "source": "# A"}]}'],
  ['cut.ipynb', '{"nbformat": 4, "metadata": {"assay"'],
  ['older.ipynb', '{"metadata": {"assay": {"front": 1}}, "cells": []}'],
  ['odd.ipynb', '{"metadata": {"assay": {}}, "cells": {}}'],
])('finds no notebook in %s and says so', (name, report) => {
  expect(() => notebookInside(name, report)).toThrow(
    `${name} holds no notebook of Assay; only reports that Assay wrote can be opened again`,
  );
});

it('takes the last source of a page, whatever the prose shows', () => {
  expect(notebookInside('r.html', '<pre id="notebook-source">\nno</pre><pre id="notebook-source">\na &lt;b&gt; &amp;amp;\n</pre>')).toBe(
    'a <b> &amp;\n',
  );
});

it('takes the text that cells keep, and of cells that were added elsewhere what is prose', () => {
  const file = {
    metadata: { assay: { front: '---\nassay: 1\n---\n' } },
    cells: [
      { cell_type: 'markdown', source: ['There are 7\n'], metadata: { assay: { source: 'There are {{ a.rows }}\n' } } },
      { cell_type: 'code', source: 'print(1)', metadata: {} },
      { cell_type: 'markdown', source: ['Added ', 'later'], metadata: {} },
      7,
      { cell_type: 'code', source: [], metadata: { assay: { source: '```yaml data a\n```\n' } } },
    ],
  };
  expect(notebookInside('r.ipynb', JSON.stringify(file))).toBe(
    '---\nassay: 1\n---\nThere are {{ a.rows }}\n\nAdded later\n```yaml data a\n```\n',
  );
});
