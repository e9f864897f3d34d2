"""The reports of children missing education: drawn on each boundary, and against a slow count."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onroll.figures.periods import Period, periods
from onroll.figures.reports import cme_headline, cme_scorecard, time_out_of_education
from onroll.figures.reports.counted_run import CountedRun, Spell
from onroll.figures.reports.numbers import Count, Number, Share, Thing, child_of
from onroll.figures.reports.report import Report, Table
from onroll.figures.spells_over_a_period import flow, things
from tests.figures.drawn_run import drawn_run

MISSING, ON_ROLL = "missing_education", "on_roll"
QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))


def cells(table: Table) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Each row by its labels: its values, or symbols."""
    return {row.labels: tuple(map(printed, row.numbers)) for row in table.rows}


def printed(number: Number) -> str:
    return f"[{number.symbol}]" if number.value is None else str(number.value)


def scorecard(folder: Path, **drawn: Any) -> Report:
    return cme_scorecard.make(drawn_run(folder, as_of="2026-09-30", **drawn), QUARTER)


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@st.composite
def spells(draw: st.DrawFn) -> list[Spell]:
    """Of a few children, spells that lie apart from each other."""
    found = []
    for child in "ABC":
        edges = sorted(draw(st.sets(DAYS, max_size=7)))
        for at in range(0, len(edges), 2):
            end = edges[at + 1] if at + 1 < len(edges) else None
            found.append(Spell(child, edges[at], end))
    return found


@given(spells(), st.integers(0, 3))
def test_a_quarters_sum_is_what_comes_of_going_through_it_day_by_day(
    held: list[Spell], which: int
) -> None:
    quarter = periods("quarter", date(2026, 12, 31), 4)[which]
    found = flow(held, quarter)
    eve = quarter.starts_on - timedelta(days=1)
    before = {each.child for each in held if each.on(eve)}
    assert {each.child for each in found.brought_forward} == before
    came = left = 0
    day = quarter.starts_on
    while day <= quarter.ends_on:
        there = {each.child for each in held if each.on(day)}
        came, left = came + len(there - before), left + len(before - there)
        before, day = there, day + timedelta(days=1)
    assert (len(found.new), len(found.resolved)) == (came, left)
    assert {each.child for each in found.active} == before
    assert len(things(found.new)) == came  # each has a name of its own


def test_each_quarter_adds_up_and_a_child_who_comes_back_is_new_again(tmp_path: Path) -> None:
    report = scorecard(
        tmp_path,
        statuses=[
            ("Amira", MISSING, "2026-06-30", "2026-07-01"),  # there on the eve, gone on the first
            ("Amira", MISSING, "2026-07-01", "2026-07-20"),
            ("Amira", MISSING, "2026-09-30", None),
            ("Ben", MISSING, "2026-10-01", None),  # after the day of the run
            ("Cara", MISSING, "2025-11-01", "2026-09-30"),
        ],
    )
    rows = cells(report.table("reconciliation"))
    assert rows[("Quarter 2, July to September 2026",)] == ("2", "2", "2", "3", "1", "1", "[x]")
    assert rows[("Quarter 1, April to June 2026",)] == ("1", "1", "0", "0", "2", "1", "[x]")
    assert report.findings[:2] == (
        "1 child came to be missing education in Quarter 2, July to September 2026, the same as in "
        "Quarter 1, April to June 2026.",
        "2 brought forward + 2 new - 3 resolved = 1 open at the end.",
    )


@pytest.mark.parametrize("seed", range(3))
def test_the_groups_of_a_random_run_come_to_the_numbers_of_its_sum(
    tmp_path: Path, seed: int
) -> None:
    rng = Random(seed)
    statuses = []
    for child in map(str, range(40)):
        days = sorted(rng.sample(range(600), rng.choice((2, 4, 5))))
        edges = [(date(2025, 3, 1) + timedelta(days=n)).isoformat() for n in days]
        pairs = zip(edges[::2], [*edges[1::2], None], strict=False)
        for starts_on, ends_before in pairs:
            statuses.append((child, MISSING, starts_on, ends_before))
            if ends_before and rng.random() < 0.7:
                statuses.append((child, rng.choice([ON_ROLL, "home_educated"]), ends_before, None))
    report = scorecard(tmp_path, statuses=statuses)
    sums = [tuple(map(int, row[:5])) for row in cells(report.table("reconciliation")).values()]
    assert all(before + new - over == there for before, new, _, over, there in sums)
    _, new, _, resolved, active = sums[-1]
    assert min(new, resolved, active) > 0
    grouped = [table for table in report.tables if table.groups]
    assert len(grouped) == 9
    for table in grouped:
        total = int(cells(table)[("Total",)][0])
        first = table.key.partition("_")[0]
        assert total == {"new": new, "resolved": resolved, "open": active}[first], table.key
        assert sum(int(row[0]) for row in cells(table).values()) == 2 * total, table.key


def test_an_outcome_is_where_the_child_was_on_the_first_day_after(tmp_path: Path) -> None:
    spells = [(child, MISSING, "2026-07-06", "2026-08-03") for child in ("Amira", "Ben", "Cara")]
    report = scorecard(
        tmp_path,
        statuses=[
            *spells,
            ("Amira", ON_ROLL, "2026-08-03", None),
            ("Ben", "home_educated", "2026-08-03", "2026-08-04"),
            ("Ben", ON_ROLL, "2026-08-04", None),
            ("Cara", ON_ROLL, "2026-07-01", "2026-08-03"),
        ],
    )
    found = {
        label[0]: held[0] for label, held in cells(report.table("resolved_by_outcome")).items()
    }
    assert (found["On a school's roll"], found["Home educated"], found["Unknown"]) == (
        "1",
        "1",
        "1",
    )
    assert found["Total"] == "3"


def test_the_last_school_is_the_one_left_last_before_the_child_was_missing(tmp_path: Path) -> None:
    report = scorecard(
        tmp_path,
        statuses=[(child, MISSING, "2026-07-06", "2026-09-01") for child in ("Amira", "Ben")],
        facts=[
            ("Amira", ON_ROLL, "2018-09-01", "2024-07-20", "100002"),
            ("Amira", ON_ROLL, "2024-09-01", "2026-07-06", "100001"),
            ("Amira", ON_ROLL, "2026-09-01", None, "100003"),  # the new school
        ],
    )
    assert list(cells(report.table("new_by_last_school"))) == [
        ("Hilltop Academy",), ("None known",), ("Total",),
    ]  # fmt: skip


def test_a_protected_child_is_counted_and_not_by_school_or_place(tmp_path: Path) -> None:
    report = scorecard(
        tmp_path,
        statuses=[(child, MISSING, "2026-07-06", None) for child in ("Amira", "Ben")],
        protected=["Ben"],
    )
    assert cells(report.table("new_by_sex"))[("Total",)][0] == "2"
    for key in ("new_by_last_school", "new_by_district"):
        assert cells(report.table(key))[("Total",)][0] == "1"
        assert not [each for each in numbers_of(report.table(key)) if "Ben" in children_of(each)]


def numbers_of(table: Table) -> list[Number]:
    return [number for row in table.rows for number in row.numbers]


def children_of(number: Number) -> set[str]:
    held: set[Thing] = set(number.things) if isinstance(number, Count) else set()
    return {child_of(thing) for thing in held}


def test_cases_are_not_available_where_none_was_told_and_are_never_nought(tmp_path: Path) -> None:
    without = scorecard(tmp_path / "a").table("work")
    assert {cell for row in cells(without).values() for cell in row} == {"[x]"}
    told = scorecard(tmp_path / "b", statuses=[("Amira", "open_case", "2026-09-30", None)])
    last = cells(told.table("work"))[("Quarter 2, July to September 2026",)]
    assert last == ("0", "1", "0", "0", "1", "1", "[x]")


@pytest.mark.parametrize(
    ("since", "band"),
    [
        ("2026-09-30", "Less than 2 weeks"),
        ("2026-09-17", "Less than 2 weeks"),  # 13 days
        ("2026-09-16", "2 to 4 weeks"),  # 14 days: the lower limit is in
        ("2025-10-02", "26 to 52 weeks"),
        ("2025-10-01", "Over 52 weeks"),  # 364 days
    ],
)
def test_a_child_is_in_one_duration_band(tmp_path: Path, since: str, band: str) -> None:
    run = drawn_run(tmp_path, as_of="2026-09-30", statuses=[("Amira", MISSING, since, None)])
    report = time_out_of_education.make(run, QUARTER)
    title = "Children missing education"
    bands = {label[1]: held[0] for label, held in cells(report.table("bands")).items()
             if label[0] == title}  # fmt: skip
    assert [label for label, count in bands.items() if count == "1"] == [band, "Total"]
    days = (date(2026, 9, 30) - date.fromisoformat(since)).days
    assert cells(report.table("medians"))[(title,)] == ("1", str(days))


@pytest.mark.parametrize(
    ("not_on_roll", "on_roll", "total"), [(68, 182, 250), (70, 376, 446), (198, 682, 880)]
)
def test_leicestershires_headline_adds_up_where_nobody_is_in_both_rows(
    not_on_roll: int, on_roll: int, total: int
) -> None:
    """Inclusion report of 2022, paragraph 21, for 2018/19, 2019/20 and 2020/21."""
    off = frozenset(f"off {n}" for n in range(not_on_roll))
    on = frozenset(f"on {n}" for n in range(on_roll))
    counts = [number.value for number in cme_headline.rows_of(off, on).values()]
    assert counts == [not_on_roll, on_roll, 0, total]


def test_a_child_who_was_on_a_roll_and_then_on_none_is_in_the_years_total_once(
    tmp_path: Path,
) -> None:
    run = drawn_run(
        tmp_path,
        as_of="2026-09-30",
        statuses=[
            ("Amira", "missing_education_extended_on_roll", "2026-05-01", "2026-06-01"),
            ("Amira", "missing_education_extended_not_on_roll", "2026-06-01", None),
            ("Ben", "missing_education_extended_on_roll", "2026-08-31", "2026-09-01"),
        ],
    )
    report = cme_headline.make(run, QUARTER)
    found = {label[:2]: held[0] for label, held in cells(report.table("any_time_in_year")).items()}
    assert [found[("2025/26", group)] for group in ROWS] == ["1", "2", "1", "2"]
    assert [found[("2026/27, so far", group)] for group in ROWS] == ["1", "0", "0", "1"]


ROWS = ("Not on a roll (statutory)", "On a roll", "In both", "Total")


@pytest.mark.parametrize(
    ("known", "total", "percent"), [(36, 493, "7.3"), (1, 110, "0.9"), (57, 799, "7.1")]
)
def test_leicestershires_shares_known_to_social_care(known: int, total: int, percent: str) -> None:
    """Inclusion report of 2022, paragraph 46: missing education, medical needs, home educated."""
    whole = frozenset(map(str, range(total)))
    assert str(Share(frozenset(map(str, range(known))), whole).value) == percent


def test_a_run_without_a_child_makes_every_report(tmp_path: Path) -> None:
    run: CountedRun = drawn_run(tmp_path, as_of="2026-09-30")
    assert cme_scorecard.make(run, QUARTER).findings[1].endswith("= 0 open at the end.")
    found = time_out_of_education.make(run, QUARTER).findings
    assert found == ("No child was missing education on 30 September 2026.",)
