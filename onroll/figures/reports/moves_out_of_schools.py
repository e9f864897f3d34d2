"""Who left which school's roll, why the school says so, and where the child was next.

As in Leicestershire's dashboard of leavers and destinations (2020, paragraph 29). The destination
is what the record says of the child after the school, not what the school expected. Several leavers
of one school are a question to that school and nothing more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from onroll.figures.exits_by_school import FOUND_WITHIN_DAYS, exits_of_run, without
from onroll.figures.periods import Period
from onroll.figures.reports.after_leaving import (
    DESTINATIONS,
    REASONS,
    Words,
    destinations,
    reasons,
)
from onroll.figures.reports.breakdowns import breakdown, school_name
from onroll.figures.reports.counted_run import CountedRun
from onroll.figures.reports.finding_words import many
from onroll.figures.reports.numbers import Count, Thing
from onroll.figures.reports.report import ONE_GROUP, TOTAL, Column, Report, Row, Table
from onroll.figures.reports.what_is_late import PROTECTED, what_is_late

DEFINITIONS: Final = (
    "on_roll", "home_educated", "moved_out_of_area", "arranged_otherwise", "missing_education",
    "unexplained_exit",
)  # fmt: skip

Leavers = Mapping[Thing, dict[str, Any]]
"""Each move by child, school and first day, with its `setting` and the day `left_on`."""


def make(run: CountedRun, period: Period) -> Report:
    """The moves of the period: by reason, by destination, and by school."""
    found = exits_of_run(run.folder, [period], run.as_of)
    moves = by_thing(found.to_pylist())
    shown = by_thing(without(found, run.protected).to_pylist())
    reason, next_place = reasons(run), destinations(run)
    return Report(
        key="moves_out_of_schools",
        title="Moves out of schools",
        authority=run.authority,
        day=period.ends_on,
        period=period,
        definitions=DEFINITIONS,
        tables=(
            grouped("by_reason", "Why, as the school says", "Reason", moves, reason,
                    REASONS),
            grouped("by_destination", "Where the child was next", "Destination", moves,
                    next_place, DESTINATIONS),
            of_schools(run, shown),
            each_school(run, shown, reason, next_place),
        ),
        findings=(
            f"{many(len(moves), 'move', 'moves')} out of a school; nothing on record explains "
            f"{sum(move['unexplained'] for move in moves.values()):,} of them.",
        ),
        left_out=(
            PROTECTED,
            "Moves of which no source names the school.",
        ),
        not_known=(
            *what_is_late(run, DEFINITIONS),
            f"Where a child was next is looked for in the {FOUND_WITHIN_DAYS} days after leaving; "
            "of the newest moves it may not be told yet.",
        ),
    )  # fmt: skip


def by_thing(rows: list[dict[str, Any]]) -> dict[Thing, dict[str, Any]]:
    return {f"{row['child']}|{row['setting']}|{row['left_on']}": row for row in rows}


def grouped(
    key: str, title: str, by: str, moves: Leavers, of: Words,
    order: tuple[str, ...],
) -> Table:  # fmt: skip
    groups: dict[str, set[Thing]] = {}
    for thing, move in moves.items():
        groups.setdefault(of(move), set()).add(thing)
    return breakdown(key, title, by, groups, things="moves", order=order)


def each_school(
    run: CountedRun, moves: Leavers, reason: Words,
    next_place: Words,
) -> Table:  # fmt: skip
    """One row for each school, reason and destination that any move has, and one for the school."""
    groups: dict[tuple[str, str, str], set[Thing]] = {}
    for thing, move in moves.items():
        name = school_name(run, move["setting"])
        for labels in ((name, reason(move), next_place(move)), (name, TOTAL, TOTAL)):
            groups.setdefault(labels, set()).add(thing)
    ordered = sorted(groups, key=lambda each: (each[0], each[1] == TOTAL, each))
    rows = tuple(Row(labels, (Count(frozenset(groups[labels])),)) for labels in ordered)
    by = (("school", "School"), ("reason", "Reason"), ("destination", "Where next"))
    column = Column("move_count", "Number of moves")
    return Table("by_school", "By school, reason and destination", "moves", by, (column,), rows,
                 ONE_GROUP, others=("Other schools", "Other reasons", "Other places"))  # fmt: skip


def of_schools(run: CountedRun, moves: Leavers) -> Table:
    """One row for each school that anybody left: how many, and of how many nothing explains it."""
    held: dict[str, dict[Thing, dict[str, Any]]] = {}
    for thing, move in moves.items():
        held.setdefault(school_name(run, move["setting"]), {})[thing] = move
    rows = tuple(
        Row((name,), (Count(frozenset(those)),
                      Count(frozenset(t for t, move in those.items() if move["unexplained"]))))
        for name, those in sorted(held.items(), key=lambda each: (-len(each[1]), each[0]))
    )  # fmt: skip
    columns = (
        Column("move_count", "Number of moves"),
        Column("unexplained_count", "Nothing on record explains it"),
    )
    return Table("of_schools", "Moves, by school", "moves", (("school", "School"),), columns, rows,
                 others=("Other schools",))  # fmt: skip
