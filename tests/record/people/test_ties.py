"""Who is tied to whom, found among millions by their leading bits."""

from __future__ import annotations

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from onroll.record.people.ties import Ties, Wanted, beside, spread


@pytest.fixture
def connection():
    with duckdb.connect() as held:
        yield held


def hashed(connection: duckdb.DuckDBPyConnection, *records: str) -> set[int]:
    asked = "select hash(record_id) from (select unnest($1::varchar[]) as record_id)"
    return {number for (number,) in connection.execute(asked, [list(records)]).fetchall()}


def ties(connection: duckdb.DuckDBPyConnection, **tied: list[int]) -> Ties:
    connection.register("given", pa.table({"record_id": list(tied), "ties": list(tied.values())}))
    return Ties.of(connection, "select record_id, ties::ubigint[] from given")


def wanted(connection: duckdb.DuckDBPyConnection, *records: str) -> Wanted:
    return Wanted([np.array(list(hashed(connection, *records)), np.uint64)])


def test_what_shares_a_tie_is_beside_and_what_hangs_on_that_is_reached(connection):
    """A shares 1 with Ben, Ben 2 with Caro; Dora has no tie, and Emil one of his own."""
    groups = [
        ties(connection, amara=[1], ben=[1, 2], dora=[], emil=[9]),
        ties(connection, caro=[2, 3]),
        ties(connection),
    ]
    amara = wanted(connection, "amara")
    assert set(beside(groups, amara).numbers) == hashed(connection, "amara", "ben")
    assert set(spread(groups, amara).numbers) == hashed(connection, "amara", "ben", "caro")
    dora = wanted(connection, "dora")
    assert set(spread(groups, dora).numbers) == hashed(connection, "dora")
    assert len(spread(groups, Wanted([]))) == 0


@pytest.mark.parametrize("size", [0, 1, 3, 5_000])
def test_every_number_wanted_is_found_and_no_other(size):
    """Half of the numbers differ from a wanted one in their last bit only."""
    chance = np.random.default_rng(size)
    numbers = chance.integers(0, 2**64, size, np.uint64)
    others = chance.integers(0, 2**64, 300_000, np.uint64)
    edges = np.array([0, 2**64 - 1], np.uint64)
    among = chance.permutation(np.concatenate([numbers, numbers ^ np.uint64(1), others, edges]))
    found = Wanted([numbers[: size // 2], numbers]).places(among)
    assert found.tolist() == np.flatnonzero(np.isin(among, numbers)).tolist()


def test_some_at_a_time_are_all_of_them(connection):
    query = "select i::varchar, [i::ubigint, 7::ubigint] from range(40_000) t(i)"
    at_once = Ties.of(connection, query)
    parts = list(Ties.some_at_a_time(connection, query))
    assert len(parts) > 1
    assert sum(len(part.records) for part in parts) == len(at_once.records)
    assert np.array_equal(np.concatenate([part.every() for part in parts]), at_once.every())
    asked = np.array([39_999], np.uint64)
    (last,) = (n for part in parts for n in part.holders(Wanted([asked])))
    assert {last} == hashed(connection, "39999")
