"""Holds an exported ipynb to what Jupyter takes: nbformat's schema, and nbconvert to HTML and Markdown.

python tests/reference/ipynb.py FILE.ipynb...   (pip install nbformat==5.11.1 nbconvert==7.17.2)
"""

import sys

import nbformat
from nbconvert import HTMLExporter, MarkdownExporter

for path in sys.argv[1:]:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    page, _ = HTMLExporter().from_notebook_node(notebook)
    text, _ = MarkdownExporter().from_notebook_node(notebook)
    kinds = sorted({kind for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs for kind in output.data})
    drawn = sum("image/svg+xml" in output.data for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs)
    assert page.count("<svg") + page.count("data:image/svg+xml") >= drawn, "a chart is not drawn"
    assert len(text) > 0
    print(f"{path}: format {notebook.nbformat}.{notebook.nbformat_minor}, {len(notebook.cells)} cells, {drawn} charts, {', '.join(kinds)}")
