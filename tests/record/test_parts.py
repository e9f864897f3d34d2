"""The parts of a run, put together."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onroll.record import parts
from onroll.record.parts import Part, folder_of, put_together

OF_A_PART, OF_A_GROUP = 130_000, 50_000
"""Rows that fill no whole number of the groups in which Parquet keeps them."""


def test_parts_are_put_together_to_the_same_bytes_every_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A county's tables have few groups of rows; a country's many, cut by whoever came first."""
    monkeypatch.setattr(parts, "TABLES", ("statuses",))
    answers = tmp_path / "answers"
    answers.mkdir()
    first = 0
    for number in range(60):
        after = first + OF_A_PART + number * 7_919 % 5_000
        rows = pa.table({"child": np.arange(first, after).astype(str)})
        path = folder_of(Part(number, "", None), answers) / "statuses.parquet"
        pq.write_table(rows, path, row_group_size=OF_A_GROUP)
        first = after
    found = set()
    for _ in range(3):
        put_together(answers, tmp_path, tmp_path)
        found.add(sha256((tmp_path / "statuses.parquet").read_bytes()).hexdigest())
    assert len(found) == 1
    together = pq.read_table(tmp_path / "statuses.parquet")["child"]
    assert np.array_equal(together.to_numpy().astype(int), np.arange(first))
