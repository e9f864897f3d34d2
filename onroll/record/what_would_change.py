"""Why a child does not meet a definition: the fewest changes to what is told that would do it.

A change is found by working back from the rule to the facts, and is believed only once the rule,
asked again of the changed facts, is true.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice

from onroll.record.one_child import FactRow, OneChild
from onroll.record.spells import Spells, day_number, facts_in
from onroll.record.ways_to_be import WaysToBe

TRIED = 60
"""The most ways tried; the first are the nearest."""
COMPARED = 6
"""The most ways that work and are compared."""


@dataclass(frozen=True)
class Change:
    """One fact that would have to be told otherwise.

    With `told`, a row that no source has: true from `starts_on` until before `ends_before` (None:
    open). Without, `row` stands in some source and would have to end before `ends_before`, or
    never have been told where that is None.
    """

    fact: str
    told: bool
    starts_on: date
    ends_before: date | None
    value: float | None = None
    row: FactRow | None = None


def what_would_change(rule: Spells, child: OneChild, day: date) -> tuple[Change, ...] | None:
    """The fewest changes found that would make a rule true of a child on a day.

    Empty when it is true. None when no change of the facts would do it: the law is not in force,
    or no calendar says which days to count.
    """
    if child.holds(rule, day):
        return ()
    names = facts_in(rule)
    rows = tuple(row for name in sorted(names) for row in child.facts.get(name, ()))
    ways = WaysToBe(child.calendars, day)
    number = day_number(day)
    start: tuple[FactRow, ...]
    for start in (rows, ()):  # where what is told leads nowhere, as if nothing were told yet
        tried = islice(ways.to_be(rule, True, start, number, number), TRIED)
        work = islice((to for to in tried if ways.holds(rule, to, day)), COMPARED)
        if found := [fewest(rule, rows, to, ways, day) for to in work]:
            return min(found, key=len)
    return None


def fewest(
    rule: Spells, rows: tuple[FactRow, ...], to: tuple[FactRow, ...], ways: WaysToBe, day: date
) -> tuple[Change, ...]:
    """Those changes between two sets of rows without any of which the rule would not be true."""
    changes = changes_between(rows, to)
    again = True
    while again:
        again = False
        for change in changes:
            fewer = [each for each in changes if each is not change]
            if ways.holds(rule, changed(rows, fewer), day):
                changes, again = fewer, True
                break
    return tuple(changes)


def changes_between(before: Iterable[FactRow], after: Iterable[FactRow]) -> list[Change]:
    """What was done to one set of rows to make it the other."""
    gone, new = list(before), []
    for row in after:
        if row in gone:
            gone.remove(row)
        else:
            new.append(row)
    changes = []
    for row in gone:
        cut = next((n for n in new if is_cut(n, row)), None)
        if cut:
            new.remove(cut)
        ends = cut.ends_before if cut else None
        changes.append(Change(row.fact, False, row.starts_on, ends, row.value, row))
    changes += [Change(n.fact, True, n.starts_on, n.ends_before, n.value, n) for n in new]
    return changes


def is_cut(new: FactRow, old: FactRow) -> bool:
    """Whether a row is another one that ends sooner."""
    same = (new.fact, new.starts_on, new.setting, new.feed, new.file, new.row, new.value)
    return same == (old.fact, old.starts_on, old.setting, old.feed, old.file, old.row, old.value)


def changed(rows: Iterable[FactRow], changes: Iterable[Change]) -> tuple[FactRow, ...]:
    """The rows once these changes are made."""
    out = list(rows)
    for change in changes:
        if change.row is None:
            continue
        if change.told:
            out.append(change.row)
            continue
        out.remove(change.row)
        if change.ends_before is not None:
            out.append(shortened(change.row, change.ends_before))
    return tuple(out)


def shortened(row: FactRow, ends_before: date) -> FactRow:
    return FactRow(**{**vars(row), "ends_before": ends_before})


def make_true(child: OneChild, changes: Iterable[Change]) -> OneChild:
    """The child as the record would have it were every change made."""
    rows = [row for said in child.facts.values() for row in said]
    return OneChild(changed(rows, changes), child.calendars)
