"""Lists of numbers are kept as bytes and come back as they were."""

from __future__ import annotations

from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onroll.record.people.packed import packed, unpacked

TABLE = pa.table(
    {
        "record_id": ["a", "b", "c", "d"],
        "keys": pa.array([[1, 2**64 - 1], [], [7], [8, 9, 10]], pa.list_(pa.uint64())),
        "said": pa.array([1, 2, 3, 4], pa.uint64()),
    }
)


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(TABLE, id="whole"),
        pytest.param(TABLE.slice(1, 2), id="from the middle"),
        pytest.param(TABLE.slice(0, 0), id="empty"),
        pytest.param(pa.concat_tables([TABLE.slice(2), TABLE.slice(0, 3)]), id="in parts"),
        pytest.param(TABLE.drop_columns(["keys"]), id="without lists"),
    ],
)
def test_what_was_packed_is_unpacked_as_it_was(table):
    out = BytesIO()
    pq.write_table(packed(table), out)
    found = unpacked(pq.read_table(BytesIO(out.getvalue())))
    assert found.schema.equals(table.schema)
    assert found.equals(table)
