"""Things counted by group: one row for each group, and the total, which the groups add up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from onroll.figures.reports.counted_run import CountedRun
from onroll.figures.reports.ethnic_groups import ethnic_group
from onroll.figures.reports.numbers import Count, Share, Thing, child_of
from onroll.figures.reports.report import ONE_GROUP, TOTAL, Column, Row, Table
from onroll.figures.termly_return import SEXES, UNKNOWN, year_in_words

NO_SCHOOL: Final = "None known"
SCHOOL_NOT_TOLD: Final = "School not told"
UNPLACED: Final = (NO_SCHOOL, SCHOOL_NOT_TOLD, UNKNOWN)

GroupOf = Callable[[str], str]
"""The group of a child, by reference."""


def grouped(counted: Iterable[Thing], group_of: GroupOf) -> dict[str, frozenset[Thing]]:
    """The things of each group that their children are in."""
    found: dict[str, set[Thing]] = defaultdict(set)
    for each in counted:
        found[group_of(child_of(each))].add(each)
    return {group: frozenset(held) for group, held in found.items()}


def breakdown(
    key: str,
    title: str,
    by: str,
    groups: Mapping[str, Collection[Thing]],
    *,
    things: str = "children",
    order: Sequence[str] = (),
    notes: tuple[str, ...] = (),
    others: str = "",
    unplaced: str = "",
) -> Table:
    """Counts and shares of the things by group. `by` is the heading of the groups.

    The groups of `order` come first and have a row though nothing is in them; others by size and
    then by name, with those that say of nothing after them; the total of all groups is last. Where
    not every group is known beforehand, `others` is what the small are called that are put together
    in a release, and `unplaced` the group of what has none, which then always has a row.
    """
    by_size = sorted(
        set(groups) - {*order, *UNPLACED}, key=lambda group: (-len(groups[group]), group)
    )
    there = {*groups, unplaced} - {*order}
    last = [group for group in UNPLACED if group in there]
    whole = frozenset[Thing]().union(*groups.values())
    rows = [
        Row((group,), (Count(part), Share(part, whole)))
        for group in (*order, *by_size, *last)
        for part in (frozenset(groups.get(group, ())),)
    ]
    rows.append(Row((TOTAL,), (Count(whole), Share(whole, whole))))
    return Table(
        key=key,
        title=title,
        things=things,
        by=((by.lower().replace(" ", "_"), by),),
        columns=(
            Column(f"{_one(things)}_count", f"Number of {things}"),
            Column(f"{_one(things)}_percent", f"Percentage of {things}", "%", 1),
        ),
        rows=tuple(rows),
        groups=ONE_GROUP,
        notes=notes,
        others=(others,) if others else (),
    )


def _one(things: str) -> str:
    return {"children": "child"}.get(things, things.removesuffix("s").replace(" ", "_"))


def by_sex(run: CountedRun) -> GroupOf:
    return lambda child: SEXES.get(_of(run, child, "sex") or "", UNKNOWN)


def by_ethnicity(run: CountedRun) -> GroupOf:
    return lambda child: ethnic_group(_of(run, child, "ethnicity"))


def by_year_group(run: CountedRun, day: date) -> GroupOf:
    """The year group by age on a day."""
    return lambda child: year_in_words(_of(run, child, "date_of_birth"), day)


def by_postcode_district(run: CountedRun) -> GroupOf:
    """The first half of the newest postcode."""
    return lambda child: (_of(run, child, "postcode") or "").partition(" ")[0] or UNKNOWN


def by_locality(run: CountedRun) -> GroupOf:
    """The locality that the newest postcode lies in, as the council's own file has it."""
    return lambda child: run.localities.get(_of(run, child, "postcode") or "") or UNKNOWN


def by_last_school(run: CountedRun, before: Mapping[str, date]) -> GroupOf:
    """The name of the school whose roll each child was on last, of those begun before a day that
    is given by child."""
    last: dict[str, tuple[date, date, str]] = {}
    for row in run.facts("on_roll", of=before):
        until = before[row["child"]]
        if row["setting"] and row["starts_on"] < until:
            held = (min(row["ends_before"] or until, until), row["starts_on"], row["setting"])
            last[row["child"]] = max(held, last.get(row["child"], held))
    return lambda child: school_name(run, last[child][2]) if child in last else NO_SCHOOL


def school_name(run: CountedRun, urn: str) -> str:
    """The name of a school, or "URN 100001" where nobody told it; both where others have the name,
    as St Mary's has."""
    name = run.schools.get(urn, {}).get("name")
    if not name:
        return f"URN {urn}"
    return f"{name}, URN {urn}" if run.school_names[name] > 1 else str(name)


def _of(run: CountedRun, child: str, column: str) -> Any:
    return run.children.get(child, {}).get(column)
