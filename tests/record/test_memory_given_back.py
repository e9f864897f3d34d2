"""What a stage of a run no longer needs is there for the next: DuckDB keeps it unless told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from onroll.record.engines import DuckDB, connect

ROWS = 3_000_000


def resident() -> int:
    """How many megabytes of memory this process holds."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) // 1024


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says what a process holds")
def test_the_memory_of_a_table_that_is_gone_goes_back_to_the_machine() -> None:
    record = DuckDB(connect("1GB"))
    record.table("kept", "select 1 as n")
    before = resident()
    record.table("large", f"select 'row number ' || n as words from range({ROWS}) as r(n)")
    with_it = resident()
    record.connection.execute("drop table large")
    record.give_back("1GB")
    assert with_it - before > 50
    assert resident() - before < (with_it - before) / 2
    assert record.fetch("from kept").to_pylist() == [{"n": 1}]


def test_the_limit_stays_what_it_was() -> None:
    record = DuckDB(connect("1GB"))
    limit = "select current_setting('memory_limit') as held"
    before = record.fetch(limit)
    record.give_back("1GB")
    assert record.fetch(limit) == before
