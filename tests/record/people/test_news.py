"""What a record says, as one number: the same wherever it stands, another when anything changes."""

from __future__ import annotations

import duckdb
import pyarrow as pa
import pytest

from onroll.record.people.news import numbered
from onroll.record.people.records import COLUMNS
from tests.record.people.drawn import drawn

TWO = """
    record_id | forename | surname | postcode
    ----------+----------+---------+---------
    a         | Amara    | Bello   | XE1 1AA
    b         | Ben      | Cole    | XE2 2BB
"""
EARLIER = """
    record_id | surname | postcode
    ----------+---------+---------
    b         | Coles   | XE3 3CC
    b         | Cole    | XE4 4DD
"""


def numbers(table: pa.Table, also: pa.Table | None = None) -> dict[str, int]:
    with duckdb.connect() as connection:
        found = numbered(connection, table, also)
    return dict(zip(found["record_id"].to_pylist(), found["said"].to_pylist(), strict=True))


def test_a_record_has_its_number_wherever_it_stands():
    """Over two hundred thousand rows, which DuckDB reads in several parts at once."""
    ids = [f"r{n}" for n in range(200_000)]
    table = pa.table({"record_id": ids, "forename": [f"name {n}" for n in range(200_000)]})
    parts = [table.slice(begin, 40_000) for begin in range(0, 200_000, 40_000)]
    assert numbers(pa.concat_tables(reversed(parts))) == numbers(table)


@pytest.mark.parametrize("column", COLUMNS[1:])
def test_whatever_linking_knows_of_a_record_changes_its_number_and_nobody_elses(column):
    table = pa.table({"record_id": ["a", "b"], column: pa.array([None, "was"])})
    other = pa.table({"record_id": ["a", "b"], column: pa.array([None, "is"])})
    one, another = numbers(table), numbers(other)
    assert one["a"] == another["a"]
    assert one["b"] != another["b"]


def test_what_a_source_said_earlier_changes_it_too_in_whatever_order():
    table, also = drawn(TWO), drawn(EARLIER)
    without, some, every = numbers(table), numbers(table, also.slice(1)), numbers(table, also)
    assert without["a"] == some["a"] == every["a"]
    assert len({without["b"], some["b"], every["b"]}) == 3
    assert numbers(table, also.take([1, 0])) == every
    assert numbers(table, also.take([1, 0, 1])) == every
    assert numbers(table, also.slice(0, 0)) == without
