"""Splink's settings: that they are sound, and weigh as an analyst would expect."""

from math import log2

import duckdb
import pyarrow as pa
import pytest
from splink import Linker
from splink.backends.duckdb import DuckDBAPI

from onroll.record.people.clusters import Clusters
from onroll.record.people.linkage import COMPARISONS
from onroll.record.people.model import Model
from onroll.record.people.records import stage
from onroll.record.people.weighing import alike
from tests.record.people.drawn import drawn


@pytest.mark.parametrize(("name", "columns", "levels"), COMPARISONS)
def test_the_shares_of_each_comparisons_levels_come_to_one(name, columns, levels):
    assert sum(level.m for level in levels) == pytest.approx(1, abs=0.005)
    assert sum(level.u for level in levels) == pytest.approx(1, abs=0.005)


@pytest.mark.parametrize(("name", "columns", "levels"), COMPARISONS)
def test_the_last_level_counts_against_and_the_first_most_for(name, columns, levels):
    weights = [log2(level.m / level.u) for level in levels]
    assert weights[0] >= 0.9
    assert weights[-1] == min(weights) < 0


def test_splink_accepts_the_settings():
    connection = duckdb.connect()
    stage(connection, pa.table({"record_id": ["a", "b"], "forename": ["Amara", "Amarra"]}))
    assert alike(connection, Clusters(connection)) == []
    backend = DuckDBAPI(connection)
    table = backend.register("representatives", dataset_display_name="records")
    Linker(table, Model.for_children().settings(), validate_settings=True)


def weight(a: str, b: str) -> float:
    connection = duckdb.connect()
    header = "record_id | forename | surname | date_of_birth | sex | postcode"
    stage(connection, drawn(f"{header}\na | {a}\nb | {b}"))
    pairs = alike(connection, Clusters(connection))
    return pairs[0].weight if pairs else float("-inf")


def test_each_thing_that_agrees_adds_and_each_that_differs_takes_away():
    alike_in_all = weight(
        "Amara | Bello | 2013-05-14 | F | XE1 1AA", "Amara | Bello | 2013-05-14 | F | XE1 1AA"
    )
    no_postcode = weight("Amara | Bello | 2013-05-14 | F |", "Amara | Bello | 2013-05-14 | F |")
    moved = weight(
        "Amara | Bello | 2013-05-14 | F | XE1 1AA", "Amara | Bello | 2013-05-14 | F | XE9 9ZZ"
    )
    spelt = weight("Amara | Bello | 2013-05-14 | F |", "Amarra | Bello | 2013-05-14 | F |")
    assert alike_in_all > no_postcode > moved
    assert no_postcode > spelt


def test_what_is_missing_adds_nothing():
    """A blank postcode is no better than a different one would be bad."""
    blank = weight("Amara | Bello | 2013-05-14 | F | XE1 1AA", "Amara | Bello | 2013-05-14 | F |")
    neither = weight("Amara | Bello | 2013-05-14 | F |", "Amara | Bello | 2013-05-14 | F |")
    assert blank == neither
