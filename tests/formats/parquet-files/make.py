"""Writes the Parquet files that tests/formats/parquet.test.ts reads, with pyarrow 26.0.1: one table in every codec."""

import datetime as dt
import decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

HERE = Path(__file__).parent
UTC = dt.timezone.utc
rows = 7


def some(make):
    """Values of every row but the third, which is missing."""
    return [None if row == 2 else make(row) for row in range(rows)]


table = pa.table(
    {
        "i32": pa.array(some(lambda r: r - 3), pa.int32()),
        "i64": pa.array(range(rows), pa.int64()),
        "big": pa.array(some(lambda r: 2**53 + 1 + r), pa.int64()),
        "u32": pa.array([2**32 - 1 - r for r in range(rows)], pa.uint32()),
        "f32": pa.array(some(lambda r: r / 4), pa.float32()),
        "f64": pa.array([0.1, float("nan"), float("inf"), -0.5, 1e300, 5e-324, 2.0], pa.float64()),
        "flag": pa.array(some(lambda r: r % 2 == 0), pa.bool_()),
        "word": pa.array(some(lambda r: ["", "null", "zoë 😀"][r % 3]), pa.string()),
        "pixels": pa.array([bytes([r, 255 - r, 7, 0]) for r in range(rows)], pa.binary()),
        "fixed": pa.array(some(lambda r: bytes([r, r])), pa.binary(2)),
        "codes": pa.array([b"a" * (r + 1) for r in range(rows)], pa.binary()),
        "price": pa.array(some(lambda r: decimal.Decimal("0.29") + r), pa.decimal128(9, 2)),
        "sum": pa.array([decimal.Decimal("-12345678901.123")] * rows, pa.decimal128(25, 3)),
        "day": pa.array(some(lambda r: dt.date(1969, 12, 28 + r % 4)), pa.date32()),
        "ms": pa.array(some(lambda r: dt.datetime(2024, 2, 29, 1, 2, r, 345000)), pa.timestamp("ms")),
        "us": pa.array([dt.datetime(1969, 12, 31, 23, 59, 59, 1000 * r, UTC) for r in range(rows)], pa.timestamp("us", "UTC")),
        "ns": pa.array([1_700_000_000_123_456_789] * rows, pa.timestamp("ns")),
        "vector": pa.array([[r, r + 0.5] for r in range(rows)], pa.list_(pa.float32())),
        "ints": pa.array([[r, -r, 1] for r in range(rows)], pa.list_(pa.int64())),
        "list": pa.array([list(range(r)) for r in range(rows)], pa.list_(pa.int32())),
        "record": pa.array([{"a": r, "b": "x"} for r in range(rows)], pa.struct([("a", pa.int32()), ("b", pa.string())])),
        "none": pa.array([None] * rows, pa.float64()),
        "__proto__": pa.array(range(rows), pa.int8()),
    }
)

for codec in ["none", "snappy", "gzip", "zstd", "brotli", "lz4"]:
    pq.write_table(table, HERE / f"{codec}.parquet", compression=codec, row_group_size=3, store_schema=False)
pq.write_table(
    table.select(["i32", "word", "ns", "f64"]),
    HERE / "plain-v2.parquet",
    use_dictionary=False,
    data_page_version="2.0",
    use_deprecated_int96_timestamps=True,
    column_encoding={"i32": "DELTA_BINARY_PACKED", "word": "DELTA_BYTE_ARRAY", "f64": "BYTE_STREAM_SPLIT"},
    store_schema=False,
)
pq.write_table(table.slice(0, 0), HERE / "empty-table.parquet", store_schema=False)

# With a checksum in the header of each page, which the writer leaves out unless asked.
pq.write_table(
    pa.table(
        {
            "id": pa.array([1, 2, None, 4, 5, 6], pa.int32()),
            "word": pa.array(["ab", "cd", None, "ab", "ef", "ab"]),
            "x": pa.array([0.5, 1.5, 2.5, None, 4.5, 5.5]),
            "ok": pa.array([True, False, None, True, True, False]),
            "tags": pa.array([[1, 2], [], None, [3], [4, 5, 6], [7]], pa.list_(pa.int32())),
            "rec": pa.array([{"a": 1, "b": "x"}, None, {"a": 2, "b": None}, {"a": 3, "b": "y"}, {"a": 4, "b": "x"}, {"a": 5, "b": "z"}]),
        }
    ),
    HERE / "checksums.parquet",
    write_statistics=False,
    write_page_checksum=True,
    store_schema=False,
)
