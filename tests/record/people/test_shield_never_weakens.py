"""Whatever feeds, linking and one person alone do, no record comes out from under a shield.

`run.py prove shield` tries many more histories, of 20 steps each.
"""

from __future__ import annotations

import os
from collections import Counter
from types import SimpleNamespace

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from onroll.record.home import Home
from onroll.record.people import shields
from tests.record.aloud import say_aloud
from tests.record.people.shield_histories import Histories

HISTORIES = int(os.environ.get("ONROLL_PROOF", "0")) or 12
SEED = int(os.environ.get("ONROLL_SEED", "1"))
TOGETHER, STEPS = min(HISTORIES, 50), 20


def tried(
    shielding, folder, histories: int, steps: int = STEPS
) -> tuple[Counter[str], Counter[str]]:
    """What went wrong, and what was met, over so many histories."""
    wrong, met = Counter[str](), Counter[str]()
    for batch in range(-(-histories // TOGETHER)):
        home = Home(folder / str(batch))
        through = Histories(shielding, home, min(TOGETHER, histories), SEED * 1_000_003 + batch)
        through.run(steps)
        wrong += through.wrong
        met += through.met
    return wrong, met


@pytest.mark.proof
def test_a_shield_never_weakens(tmp_path, request):
    wrong, met = tried(shields, tmp_path, HISTORIES)
    histories = -(-HISTORIES // TOGETHER) * TOGETHER
    say_aloud(
        request.config,
        f"shields: N = {histories:,} histories of {STEPS} steps, seed {SEED}, "
        f"{met['covered']:,} covers looked at, {met['suspected by looks']:,} on suspicion, "
        f"{met['lowered']:,} lowered by two people, {met['alone']:,} refused to one alone, "
        f"weakened {wrong.total():,}",
    )
    assert not +wrong
    assert all(met[what] for what in ("suspected by looks", "lowered", "alone"))


def from_links_alone():
    """A weak way of shielding: what is covered is worked out afresh from the links of tonight."""
    tonight: dict[str, pa.Table] = {}

    def spread(home, links, doubtful, table, *, at):
        tonight["links"] = links
        return []

    def covers(home, known_at=None):
        named = shields.covers(home, known_at)
        links = tonight["links"]
        joined = links.join(named, "record_id", join_type="inner").drop(["record_id"])
        reached = joined.join(links, "person_id", join_type="inner").select(named.column_names)
        return pa.concat_tables([named, reached])

    return SimpleNamespace(**vars(shields) | {"spread": spread, "covers": covers})


def one_who_types_in_capitals():
    """A weak way of lowering: addresses are compared letter by letter."""

    def lower(home, number, *, at, by, why):
        ask = next(each.ask for each in shields.shields(home) if each.number == number)
        another = by if ask is None or ask.by == by else f"another-{at.isoformat()}"
        shields.lower(home, number, at=at, by=another, why=why)

    return SimpleNamespace(**vars(shields) | {"lower": lower})


def forgetful_of_the_gone():
    """A weak way of spreading: what is not in the table tonight is let go."""
    here: dict[str, pa.ChunkedArray] = {}

    def spread(home, links, doubtful, table, *, at):
        here["records"] = links["record_id"]
        return shields.spread(home, links, doubtful, table, at=at)

    def covers(home, known_at=None):
        all_of_them = shields.covers(home, known_at)
        return all_of_them.filter(pc.is_in(all_of_them["record_id"], value_set=here["records"]))

    return SimpleNamespace(**vars(shields) | {"spread": spread, "covers": covers})


@pytest.mark.proof
@pytest.mark.parametrize(
    "weak", [from_links_alone, one_who_types_in_capitals, forgetful_of_the_gone]
)
def test_a_weak_way_of_shielding_is_caught(weak, tmp_path, request):
    """Not only that ours passes: the same histories find the fault in one that has it."""
    wrong, _ = tried(weak(), tmp_path, 20, steps=15)
    say_aloud(request.config, f"shields {weak.__name__.replace('_', ' ')}: {wrong.total():,} times")
    assert wrong.total()
