"""Random children of whom just what a definition reads is told, so that many nearly meet it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from onroll.record.definitions.base import Definition
from onroll.record.one_child import FactRow, OneChild
from onroll.record.spells import Steps, facts_in
from onroll.record.timeline import Child
from tests.record.testcal import TESTCAL

PROOF = int(os.environ.get("ONROLL_PROOF", "0"))
SEED = os.environ.get("ONROLL_SEED", "1")
CALENDARS = {"": TESTCAL, "100001": TESTCAL}
SETTINGS = (None, "100001", "100002")
"""No school, one with a calendar of its own, and one that is counted in the authority's."""
FIRST = date(2025, 6, 1)
ASKED = date(2025, 12, 1)
"""The first day asked about: by then the calendar has more school days than any rule counts."""
LENGTHS = (None, None, 0, 1, 5, 20, 60, 150)
"""Days that a fact lasts; None while it is open, 0 for a row that is true on no day."""
NUMBERS = frozenset(name for name in Child.vocabulary if isinstance(getattr(Child, name, 0), Steps))


def facts(names: list[str], random: Random) -> list[FactRow]:
    """From none to some two rows for each name; their dates often overlap, touch or just miss."""
    return [
        fact(random.choice(names), random, row) for row in range(random.randint(0, 2 * len(names)))
    ]


def fact(name: str, random: Random, row: int) -> FactRow:
    starts_on = FIRST + timedelta(random.randint(0, 300))
    length = random.choice(LENGTHS)
    return FactRow(
        fact=name,
        starts_on=starts_on,
        ends_before=None if length is None else starts_on + timedelta(length),
        value=random.randint(0, 120) / 4 if name in NUMBERS else None,
        setting=random.choice(SETTINGS),
        feed="drawn",
        file="at random",
        row=row,
    )


def children(definition: Definition, number: int) -> Iterator[tuple[OneChild, date]]:
    """So many children, each with a day to ask about; the same for a seed and a definition."""
    random = Random(f"{SEED}/{definition.key}")
    names = sorted(facts_in(definition.expression))
    law = definition.provision and definition.provision.in_force_from
    for _ in range(number):
        day = ASKED + timedelta(random.randint(0, 160))
        rows = facts(names, random)
        yield OneChild(rows, CALENDARS), max(day, law) if law else day
