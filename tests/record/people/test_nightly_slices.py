"""Thirty nights, each linked by itself, come to what linking everything at once comes to.

`run.py prove slices` tries bigger towns, and many more.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from typing import NamedTuple

import duckdb
import pyarrow as pa
import pytest

from onroll.record.people import incremental
from onroll.record.people.incremental import Night, link_night
from onroll.record.people.linking import Linking, link_with_doubts
from onroll.record.people.model import Model
from onroll.record.people.reach import reach
from tests.record.aloud import say_aloud
from tests.record.people.drawn import SECRET
from tests.record.people.nights import Town

PROOF = int(os.environ.get("ONROLL_PROOF", "0"))
SEED = int(os.environ.get("ONROLL_SEED", "1"))
TOWNS, CHILDREN, COMPARED_EVERY = (max(1, PROOF // 500), 1_000, 1) if PROOF else (1, 150, 6)
NIGHTS, NEWS, DECISIONS, DECIDED_ON = 30, CHILDREN // 12, 200, 3
MODEL = Model.for_children()


class Compared(NamedTuple):
    """One night as it was linked, and what linking everything gives, where that was asked."""

    number: int
    night: Night
    at_once: Linking | None
    before: dict[str, str]
    decisions: pa.Table


def nights(town: Town, compared_every: int = COMPARED_EVERY) -> Iterator[Compared]:
    """Every night of a town. On one, 200 pairs of its children's records are decided *different*,
    and a few more *same* or otherwise on the nights after."""
    chance = random.Random(f"decisions of {SEED}")
    decided: dict[tuple[str, str], str] = {}
    before, previous, last = None, None, {}
    for number in range(NIGHTS):
        if number:
            town.night(NEWS)
        table, also = town.table(), town.also()
        if number == DECIDED_ON:
            decided |= dict.fromkeys(pairs_joined(last, chance, DECISIONS), "different")
        elif number > DECIDED_ON:
            records = chance.sample(sorted(town.rows), 2)
            decided.setdefault((min(records), max(records)), "same")
            decided.pop(chance.choice([pair for pair in decided if decided[pair] == "same"]))
        decisions = as_decisions(decided)
        settings = {"also": also, "model": MODEL, "previous": previous, "secret": SECRET}
        night = link_night(table, **settings, before=before, decisions=decisions)
        asked = number % compared_every == 0 or number == NIGHTS - 1
        at_once = link_with_doubts(table, **settings, decisions=decisions) if asked else None
        yield Compared(number, night, at_once, last, decisions)
        before = night.remembered
        last = people(night.links)
        previous = held(previous, night.links)


def people(links: pa.Table) -> dict[str, str]:
    return dict(zip(links["record_id"].to_pylist(), links["person_id"].to_pylist(), strict=True))


def held(previous: pa.Table | None, links: pa.Table) -> pa.Table:
    """As `changes.links_before`: whose every record is, or was when it was last there."""
    now = people(links)
    ever = ({} if previous is None else people(previous)) | now
    return pa.table(
        {
            "record_id": list(ever),
            "person_id": list(ever.values()),
            "gone": [record not in now for record in ever],
        }
    )


def clusters(person_of: dict[str, str]) -> dict[frozenset[str], str]:
    together: dict[str, set[str]] = {}
    for record, person in person_of.items():
        together.setdefault(person, set()).add(record)
    return {frozenset(records): person for person, records in together.items()}


def pairs_joined(person_of: dict[str, str], chance: random.Random, n: int) -> list[tuple[str, str]]:
    """So many pairs of records of one child, any of them."""
    pairs = sorted(
        (a, b) for records in clusters(person_of) for a in records for b in records if a < b
    )
    return chance.sample(pairs, n)


def as_decisions(decided: dict[tuple[str, str], str]) -> pa.Table:
    return pa.table(
        {
            "record_a": pa.array([a for a, _ in decided], pa.string()),
            "record_b": pa.array([b for _, b in decided], pa.string()),
            "decision": pa.array(decided.values(), pa.string()),
        }
    )


def first_difference(seen: Compared) -> str | None:
    """What the night has that linking everything has not, or the other way; None where nothing."""
    if seen.at_once is None:
        return None
    for what in ("links", "doubtful"):
        one, other = (getattr(each, what).to_pylist() for each in (seen.night, seen.at_once))
        if one != other:
            only = [row for row in one if row not in other] + [
                row for row in other if row not in one
            ]
            return f"night {seen.number}, {what}: {only[:4]}"
    return None


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(SEED, SEED + TOWNS))
def test_thirty_nightly_slices_come_to_what_one_linking_comes_to(seed, pytestconfig):
    """The same children, ids, reasons, weights and doubts; no id of an unchanged child changes;
    and what was decided to be two children never comes back as one."""
    linked, all_records, unchanged, differences = [], 0, 0, 0
    for seen in nights(Town(seed, CHILDREN)):
        assert first_difference(seen) is None
        now = people(seen.night.links)
        ids = clusters(now)
        for records, person in clusters(seen.before).items():
            if records in ids:
                assert ids[records] == person
                unchanged += 1
        apart = [row for row in seen.decisions.to_pylist() if row["decision"] == "different"]
        assert len(apart) == (DECISIONS if seen.number >= DECIDED_ON else 0)
        for row in apart:
            a, b = row["record_a"], row["record_b"]
            assert now.get(a) is None or now.get(a) != now.get(b)
            differences += 1
        if seen.number:
            linked.append(seen.night.linked_again)
            all_records += len(now)
    assert max(linked[:2] + linked[3:]) < all_records / len(linked) / 2
    say_aloud(
        pytestconfig,
        f"slices: {NIGHTS} nights of {CHILDREN:,} children, seed {seed}: "
        f"{sum(linked) / all_records:.1%} of the records linked again; {unchanged:,} unchanged "
        f"children kept their ids; {DECISIONS} decided pairs stayed apart ({differences:,} looks).",
    )


def without(*names: str) -> Callable[[duckdb.DuckDBPyConnection], None]:
    """A reach that does not look at some of what was there before."""

    def faulty(connection: duckdb.DuckDBPyConnection) -> None:
        held = {name: connection.execute(f"from {name}").to_arrow_table() for name in names}
        for name, table in held.items():
            connection.register(name, table.slice(0, 0))
        reach(connection)
        for name, table in held.items():
            connection.register(name, table)

    return faulty


def only_what_is_said_now(connection: duckdb.DuckDBPyConnection) -> None:
    """A reach that knows neither what changed records said before nor whose anybody was."""
    held = connection.execute("from records_before").to_arrow_table()
    connection.register("records_before", connection.execute("""
        from records_before where record_id not in (from touched)
    """).to_arrow_table())  # fmt: skip
    without("links_before", "held_before", "doubtful_before")(connection)
    connection.register("records_before", held)


def no_other_keys(connection: duckdb.DuckDBPyConnection) -> None:
    """A reach that does not ask what a changed record may now be weighed against."""
    held = connection.execute("from records_now").to_arrow_table()
    blind = connection.execute(
        "select record_id, joining, cast([] as ubigint[]) as meeting from records_now"
    ).to_arrow_table()
    connection.register("records_now", blind)
    reach(connection)
    connection.register("records_now", held)


def only_touched(connection: duckdb.DuckDBPyConnection) -> None:
    """A reach that stops at what is new or changed."""
    connection.execute("create temp table again as from touched")


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(
            without("records_before", "links_before", "held_before", "doubtful_before"),
            id="forgets all that was before",
        ),
        pytest.param(only_what_is_said_now, id="forgets what changed records said"),
        pytest.param(without("doubtful_before"), id="forgets the doubts"),
        pytest.param(no_other_keys, id="forgets who may be alike"),
        pytest.param(only_touched, id="links only what is new"),
    ],
)
def test_a_reach_that_forgets_something_is_found_out(fault, monkeypatch):
    """What records said before and whose child they were stand in for each other, so that a reach
    which forgets one of the two alone comes to the same here; both are kept."""
    monkeypatch.setattr(incremental, "reach", fault)
    assert any(first_difference(seen) for seen in nights(Town(SEED, 150), compared_every=1))
