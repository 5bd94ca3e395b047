import { expect, it } from 'vitest';
import { notebookInside } from '../../src/report/notebook-inside.ts';

it.each([
  ['page.html', '<!doctype html><pre>assay: 1</pre>'],
  ['cut.html', '<pre id="notebook-source">\n# Title'],
  ['foreign.ipynb', '{"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "markdown", "source": "# A"}]}'],
  ['cut.ipynb', '{"nbformat": 4, "metadata": {"assay"'],
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

it('leaves out outputs and takes sources that are lines or text', () => {
  const file = {
    metadata: { assay: {} },
    cells: [{ cell_type: 'raw', source: ['a\n', 'b\n'] }, { cell_type: 'code', source: ['no'] }, { cell_type: 'markdown', source: 'c' }, 7],
  };
  expect(notebookInside('r.ipynb', JSON.stringify(file))).toBe('a\nb\nc');
});
