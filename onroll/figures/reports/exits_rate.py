"""Unexplained exits by school, for every 1,000 pupils on its roll."""

from __future__ import annotations

from collections import defaultdict

from onroll.figures.exits_by_school import exits_of_run
from onroll.figures.periods import Period
from onroll.figures.reports.breakdowns import school_name
from onroll.figures.reports.counted_run import CountedRun
from onroll.figures.reports.numbers import Count, Rate, Thing
from onroll.figures.reports.report import Column, Row, Table
from onroll.figures.reports.what_is_late import PROTECTED


def exits_table(run: CountedRun, period: Period) -> Table:
    """One row for each school that anybody left in a period, the most unexplained exits first."""
    exits: dict[str, set[Thing]] = defaultdict(set)
    unexplained: dict[str, set[Thing]] = defaultdict(set)
    for row in exits_of_run(run.folder, [period], run.as_of).to_pylist():
        if row["child"] in run.protected:
            continue
        thing = f"{row['child']}|{row['left_on'].isoformat()} {row['setting']}"
        exits[row["setting"]].add(thing)
        if row["unexplained"]:
            unexplained[row["setting"]].add(thing)
    on_roll = rolls(run, period)
    by_size = sorted(exits, key=lambda urn: (-len(unexplained[urn]), -len(exits[urn]), urn))
    names = {urn: school_name(run, urn) for urn in exits}
    twice = [name for name in names.values() if list(names.values()).count(name) > 1]
    rows = []
    for urn in by_size:
        name = f"{names[urn]} (URN {urn})" if names[urn] in twice else names[urn]
        those = frozenset(unexplained[urn])
        numbers = (Count(frozenset(exits[urn])), Count(those), Rate(those, len(on_roll[urn])))
        rows.append(Row((name,), numbers))
    return Table(
        key="exits_by_school",
        title="Exits from school rolls, and those that nothing explains",
        things="exits",
        by=(("school", "School"),),
        columns=(
            Column("exit_count", "Exits"),
            Column("unexplained_count", "Unexplained"),
            Column("unexplained_rate_per_1000", "Unexplained per 1,000 on its roll", "", 2),
        ),
        rows=tuple(rows),
        others=("Other schools",),
        notes=(
            PROTECTED,
            "An exit is found unexplained some weeks after it: of the newest nobody knows yet.",
            "On its roll: the pupils that the record has there on the last day of the period.",
        ),
    )


def rolls(run: CountedRun, period: Period) -> dict[str, set[str]]:
    """The children on each school's roll on the last day, by URN; none for a school of none."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in run.facts("on_roll", on=period.ends_on):
        if row["setting"]:
            found[row["setting"]].add(row["child"])
    return found
