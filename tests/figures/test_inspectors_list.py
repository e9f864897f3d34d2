"""The list for inspectors: who is on it, hours that add up, what is not known, the same bytes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from onroll.figures.inspectors_list import InspectorsList, Listed, inspectors_list
from onroll.figures.reports.counted_run import CountedRun
from tests.web.small_run import AMARA, AS_OF, JOSHUA, ZOFIA, d, write_run

SINCE = d("2026-09-01")
THREE = (AMARA, JOSHUA, ZOFIA)
AGE = [(child, key, SINCE, None)
       for child in THREE for key in ("compulsory_school_age", "resident")]  # fmt: skip
FULL_TIME = [("on_roll", SINCE, None), ("full_time_education", SINCE, None)]
Told = tuple[str, str, Any, Any, float | None]


def told(*facts: Told) -> list[tuple[Any, ...]]:
    return [(child, fact, d(starts), d(ends), value, None, "placements", "p.csv", n)
            for n, (child, fact, starts, ends, value) in enumerate(facts)]  # fmt: skip


def listed(folder: Path, *facts: Told, statuses: list[Any] = AGE, **more: Any) -> InspectorsList:
    run = write_run(folder, statuses=statuses, facts=told(*facts))
    record = CountedRun(run, authority="x", as_of=AS_OF, protected=more.pop("protected", ()))
    return inspectors_list(record, AS_OF, more.pop("types", {}))


def of(found: InspectorsList, child: str) -> Listed:
    return {row.child: row for row in found.rows}[child]


def test_hours_that_nobody_told_are_not_known_and_never_nought(tmp_path: Path) -> None:
    row = of(listed(tmp_path, (AMARA, "home_educated", "2026-10-01", None, None)), AMARA)
    assert (row.hours, row.over_or_under, row.made_up) == ("Not known", "Not known", "")
    assert (row.provision, row.began) == ("Home educated by parents", "2026-10-01")


@pytest.mark.parametrize(
    ("hours", "printed", "said"),
    [(0.0, "0", "Under 25"), (24.5, "24.5", "Under 25"), (25.0, "25", "25 or more")],
)
def test_25_hours_are_not_under_25(tmp_path: Path, hours: float, printed: str, said: str) -> None:
    row = of(listed(tmp_path, (AMARA, "weekly_hours", "2026-10-01", None, hours)), AMARA)
    assert (row.hours, row.over_or_under) == (printed, said)


def test_hours_of_two_provisions_add_up_and_it_says_of_what(tmp_path: Path) -> None:
    placement = (AMARA, "alternative_provision", "2026-10-05", None, None)
    found = listed(
        tmp_path,
        placement,
        (AMARA, "weekly_hours", "2026-10-05", None, 15.0),
        (AMARA, "part_time_timetable", "2026-11-02", None, None),
        (AMARA, "weekly_hours", "2026-11-02", None, 10.0),
        (AMARA, "weekly_hours", "2026-11-02", AS_OF.isoformat(), 3.0),  # over by the day
        types={("p.csv", 0): "Tuition"},
    )
    row = of(found, AMARA)
    assert (row.hours, row.made_up, row.over_or_under) == ("25", "10 + 15", "25 or more")
    assert row.provision == "Tuition; School, part-time timetable"
    assert row.began == "2026-10-05; 2026-11-02"


def test_a_pupil_taught_full_time_at_school_is_not_on_it_and_one_placed_elsewhere_is(
    tmp_path: Path,
) -> None:
    pupils = [(child, *row) for child in (AMARA, JOSHUA) for row in FULL_TIME]
    placement = (JOSHUA, "alternative_provision", "2026-10-05", None, None)
    found = listed(tmp_path, placement, statuses=[*AGE, *pupils])
    assert [row.child for row in found.rows] == sorted([JOSHUA, ZOFIA])
    assert of(found, JOSHUA).provision == "Alternative provision, type not known"
    none = of(found, ZOFIA)
    assert (none.provision, none.began) == ("None", "Does not apply")


@pytest.mark.parametrize(
    ("definition", "words"),
    [("permanently_excluded_without_place", "Permanent exclusion"), ("suspended", "Suspension")],
)
def test_the_exclusion_is_the_one_of_the_day(tmp_path: Path, definition: str, words: str) -> None:
    of_the_day = [(AMARA, definition, AS_OF, None), (JOSHUA, definition, SINCE, AS_OF)]
    found = listed(tmp_path, statuses=[*AGE, *of_the_day])
    assert (of(found, AMARA).exclusion, of(found, JOSHUA).exclusion) == (words, "None")


def test_a_protected_child_is_counted_and_not_listed(tmp_path: Path) -> None:
    found = listed(tmp_path, protected=[AMARA])
    assert AMARA not in found.csv
    assert (len(found.rows), found.protected) == (2, 1)


def test_what_is_not_known_is_counted_by_column(tmp_path: Path) -> None:
    gaps = listed(tmp_path, (AMARA, "weekly_hours", "2026-10-01", None, 10.0)).gaps
    assert gaps == {"UPN": 1, "Hours a week": 2, "Over or under 25 hours": 2}


def test_a_later_run_that_knows_more_says_the_same_of_the_day_if_nothing_else_was_told(
    tmp_path: Path,
) -> None:
    """The rows are in order of the reference, whatever order the run has them in."""
    one = listed(tmp_path / "a", statuses=AGE)
    two = listed(tmp_path / "b", statuses=[*AGE[::-1], (AMARA, "missing_education", SINCE, None)])
    assert one.csv == two.csv
    assert one.day == date(2026, 11, 23)
