"""Reads a Parquet file that Assay wrote with pyarrow and DuckDB, and holds both to the CSV of the same table.

pip install pyarrow==26.0.1 duckdb==2.0.1
npm run -s assay -- run notebooks/credit/notebook.md --table loans=loans.parquet, and again with loans=loans.csv
python tests/reference/parquet_export.py loans.parquet loans.csv
"""

import csv
import math
import sys

import duckdb
import pyarrow.parquet as pq

parquet_path, csv_path = sys.argv[1:3]
table = pq.read_table(parquet_path)
meta = pq.ParquetFile(parquet_path).metadata
print(meta.created_by, meta.num_rows, "rows,", meta.num_row_groups, "groups")
print(table.schema)

with open(csv_path, newline="", encoding="utf-8") as file:
    rows = list(csv.reader(file))
names, rows = rows[0], rows[1:]
assert table.column_names == names, (table.column_names, names)
assert table.num_rows == len(rows)

duck = duckdb.sql(f"select * from '{parquet_path}'").fetchall()
assert len(duck) == len(rows)


def same(value, text, kind):
    if value is None:
        return text == ""
    if kind == "double":
        return float(text) == value or (math.isnan(value) and text == "NaN")
    if kind == "bool":
        return text == str(value).lower()
    if kind.startswith("timestamp"):
        return text == value.strftime("%Y-%m-%dT%H:%M:%S.") + f"{value.microsecond // 1000:03d}Z"
    return text.lstrip("'") == value.lstrip("'")


wrong = 0
for at, name in enumerate(names):
    kind = str(table.schema.field(name).type)
    column = table.column(name).to_pylist()
    for row, text in enumerate(rows):
        if not same(column[row], text[at], kind):
            wrong += 1
        if kind != "timestamp[ms, tz=UTC]" and not (
            duck[row][at] == column[row] or (kind == "double" and column[row] is not None and math.isnan(column[row]))
        ):
            wrong += 1
assert wrong == 0, f"{wrong} values differ"
print("all values agree")
