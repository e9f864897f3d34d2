"""Linking a small county whole: nobody is made one who is two, and hardly a hard pair is missed."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from bench._exampleshire import ADOPTION, County, gathered
from bench.county_linkage import Settled
from onroll.record.people.linking import link_with_doubts

CHILDREN, SEED, UNTIL = 1500, 7, date(2024, 11, 22)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    """The records of 1,500 children, as their systems' files were loaded."""
    return gathered(tmp_path_factory.mktemp("small"), CHILDREN, SEED, UNTIL)


@pytest.fixture(scope="module")
def settled(county: County) -> Settled:
    found = link_with_doubts(county.table, also=county.also, secret=b"test")
    return Settled(county, found.links, found.doubtful)


def test_the_machine_makes_no_two_children_one(settled: Settled) -> None:
    assert settled.score().joined > 5000
    assert list(settled.false_links()) == []


def test_what_the_machine_and_people_find_is_nearly_everything_at_little_work(
    county: County, settled: Settled
) -> None:
    score = settled.score(county.anonymous | county.born_as)
    assert score.with_people >= 0.995
    assert score.recall >= 0.97
    assert len(settled.doubts) <= 0.02 * county.table.num_rows


def test_of_the_hard_pairs_nearly_all_are_joined_or_wait_for_a_person(
    county: County, settled: Settled
) -> None:
    pairs = {
        pair
        for kind, held in county.hard.items()
        for pair in held
        if kind != ADOPTION and county.anonymous.isdisjoint(pair)
    }
    missed = [pair for pair in pairs if settled.found(pair[0]) != settled.found(pair[1])]
    assert len(pairs) > 150
    assert len(missed) <= 0.03 * len(pairs), missed


def test_the_two_names_of_an_adopted_child_stay_two_records(
    county: County, settled: Settled
) -> None:
    pairs = county.hard[ADOPTION]
    assert pairs
    assert all(settled.person_of[a] != settled.person_of[b] for a, b in pairs)


def test_a_false_link_would_be_seen(county: County, settled: Settled) -> None:
    """The twins of one family, joined by hand."""
    one, other = county.alike["twins"][0]
    record = {child: record for record, child in county.child_of.items()}
    ids = pa.array(list(settled.person_of))
    whose = pa.array(list(settled.person_of.values()))
    wrong = settled.person_of[record[one]]
    theirs = pc.equal(whose, settled.person_of[record[other]])
    links = pa.table({"record_id": ids, "person_id": pc.if_else(theirs, wrong, whose)})
    nothing = pa.table(dict.fromkeys(("record_a", "record_b", "reason"), pa.array([], pa.string())))
    found = [
        {county.child_of[a], county.child_of[b]}
        for a, b in Settled(county, links, nothing).false_links()
    ]
    assert {one, other} in found
