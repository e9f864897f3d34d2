"""Tables with lists of numbers, as Parquet takes them quickest: each list as its bytes.

A county's records have eight million keys. As lists, Parquet writes and reads for each where its
list begins and ends, which takes longer than all else that is kept of a night.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

_LISTS = pa.list_(pa.uint64())
_BYTES = np.dtype(np.uint64).itemsize
_IN_FILE = b"list of uint64"


def packed(table: pa.Table) -> pa.Table:
    """The same, with each list of numbers as bytes, little end first."""
    for place, field in enumerate(table.schema):
        if field.type == _LISTS:
            column = pa.chunked_array(map(_to_bytes, table[place].chunks), pa.large_binary())
            marked = pa.field(field.name, pa.large_binary(), metadata={_IN_FILE: b""})
            table = table.set_column(place, marked, column)
    return table


def unpacked(table: pa.Table) -> pa.Table:
    """What `packed` was given."""
    for place, field in enumerate(table.schema):
        if _IN_FILE in (field.metadata or {}):
            column = pa.chunked_array(map(_to_lists, table[place].chunks), _LISTS)
            table = table.set_column(place, field.name, column)
    return table


def _to_bytes(lists: pa.ListArray) -> pa.LargeBinaryArray:
    starts = lists.offsets.to_numpy().astype(np.int64)
    numbers = lists.values.to_numpy()[starts[0] : starts[-1]]
    buffers = [None, pa.py_buffer((starts - starts[0]) * _BYTES), pa.py_buffer(numbers)]
    return pa.LargeBinaryArray.from_buffers(pa.large_binary(), len(lists), buffers)


def _to_lists(texts: pa.LargeBinaryArray) -> pa.ListArray:
    _, starts, content = texts.buffers()
    starts = np.frombuffer(starts, np.int64)[texts.offset : texts.offset + len(texts) + 1]
    numbers = np.frombuffer(content, np.uint64)
    return pa.ListArray.from_arrays(pa.array((starts // _BYTES).astype(np.int32)), numbers)
