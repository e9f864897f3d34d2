"""Home education by month, term and year: Leicestershire's figures of 2022, and a slow count."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from onroll.figures.ehe_census import EHE_CENSUS
from onroll.figures.periods import Period
from onroll.figures.reports import home_education
from onroll.figures.reports.academic_years import a_year_before
from onroll.figures.reports.counted_run import CountedRun
from onroll.figures.reports.months import months_of
from onroll.figures.reports.numbers import Count, Mean
from onroll.figures.reports.report import Report
from tests.figures.drawn_run import drawn_run
from tests.figures.test_cme_reports import cells
from tests.figures.test_monthly_means import IN_2020_21, PRINTED

EHE = "home_educated"


def report(run: CountedRun) -> Report:
    return home_education.make(run, Period(run.as_of, run.as_of))


def test_the_month_ends_and_terms_of_2020_21_are_leicestershires(tmp_path: Path) -> None:
    """As many children as were printed of each month; the terms are then 729, 811 and 877."""
    spells = []
    months = [(date(2020 if month > 8 else 2021, month, 1), many)
              for month, many in IN_2020_21.items()] + [(date(2021, 8, 1), 0)]  # fmt: skip
    there: dict[int, date] = {}
    for first, many in months:
        for gone in [n for n in there if n >= many]:
            spells.append((f"EC-{gone}", EHE, str(there.pop(gone)), str(first)))
        there |= {n: first for n in range(many) if n not in there}
    found = report(drawn_run(tmp_path, as_of="2021-08-31", statuses=spells))
    ends = [number for row, (number,) in cells(found.table("month_end")).items()
            if row[0] == "2020/21"]  # fmt: skip
    assert [int(each) for each in ends] == [*IN_2020_21.values(), 0], "nobody in August"
    means = cells(found.table("term_mean"))
    terms = {term: int(means["2020/21", f"{term} term"][0]) for term in PRINTED}
    assert terms == PRINTED
    assert cells(found.table("any_time_in_year"))["2020/21",] == ("942",)


def test_a_month_counts_its_last_day_once_it_is_over(tmp_path: Path) -> None:
    """Amira's ended on 30 September, so that day is not in it; Ben began on it."""
    spells = [("Amira", EHE, "2026-09-01", "2026-09-30"), ("Ben", EHE, "2026-09-30", None)]
    run = drawn_run(tmp_path, as_of="2026-10-30", statuses=spells)
    ends = cells(report(run).table("month_end"))
    assert ends["2026/27, so far", "September 2026"] == ("1",)
    assert ("2026/27, so far", "October 2026") not in ends, "on the 30th it is not over"
    assert cells(report(run).table("term_mean"))["2026/27, so far", "Autumn term"] == ("[x]",)


def test_the_new_starts_of_november_2021_are_leicestershires(tmp_path: Path) -> None:
    """Paragraph 37: 14 of primary and 36 of secondary age, 50 in all; 63 reasons stood beside them.
    Here each start has one reason, so that there are 50 of them too."""
    born = {f"EC-{n}": (("2014-03-01" if n < 14 else "2008-03-01"), "F") for n in range(50)}
    run = drawn_run(
        tmp_path,
        as_of="2021-11-30",
        statuses=[(child, EHE, f"2021-11-{1 + n % 30:02}", None) for n, child in enumerate(born)],
        born=born,
    )
    found = report(run)
    new = cells(found.table("new_by_month"))
    assert [new["November 2021", phase] for phase in ("Primary", "Secondary", "Total")] == [
        ("14",), ("36",), ("50",),
    ]  # fmt: skip
    reasons = {row[0]: int(cell[0]) for row, cell in cells(found.table("reasons_of_new")).items()}
    assert reasons.pop("Total") == sum(reasons.values()) == 50


def test_new_starts_have_a_phase_and_a_reason_that_add_up(tmp_path: Path) -> None:
    """Amira is in Year 6 and Ben in Year 7; Cara's age nobody knows, and she began twice."""
    run = drawn_run(
        tmp_path,
        as_of="2026-10-31",
        statuses=[
            ("Amira", EHE, "2026-09-01", None),
            ("Ben", EHE, "2026-09-30", None),
            ("Cara", EHE, "2026-10-01", "2026-10-05"),
            ("Cara", EHE, "2026-10-20", None),
            ("Dev", EHE, "2026-08-31", None),
        ],
        facts=[
            ("Amira", "home_education_reason_lifestyle", "2026-09-01", None),
            ("Ben", "home_education_reason_no_reason", "2026-09-30", None),
        ],
        born={"Amira": ("2016-08-31", "F"), "Ben": ("2015-08-31", "M"), "Cara": (None, None)},
    )
    found = report(run)
    new = cells(found.table("new_by_month"))
    assert [new["September 2026", phase] for phase in ("Primary", "Secondary", "Total")] == [
        ("1",), ("1",), ("2",),
    ]  # fmt: skip
    assert new["October 2026", "Not known"] == new["October 2026", "Total"] == ("2",)
    of_new = {row: cell[0] for row, cell in cells(found.table("reasons_of_new")).items()}
    assert {row[0]: cell for row, cell in of_new.items() if cell != "0"} == {
        "Lifestyle": "1", "No reason given": "1", "Unknown": "2", "Total": "4",
    }  # fmt: skip
    assert list(of_new) == [*((each,) for each in EHE_CENSUS.topics["Reason"]), ("Total",)]
    of_all = {row[0]: cell[0] for row, cell in cells(found.table("reasons_of_all")).items()}
    assert (of_all["Total"], of_all["Unknown"]) == ("4", "2")
    assert found.findings[0] == (
        "Home educated: up from 0 on 31 October 2025 to 4 on 31 October 2026, 4 more."
    )


@pytest.mark.parametrize("seed", range(3))
def test_every_number_is_what_comes_of_going_through_the_days(seed: int, tmp_path: Path) -> None:
    draw = Random(seed)
    spells = []
    for child in "ABCDEFGH":
        edges = sorted(draw.sample(range(900), 4))
        days = [date(2024, 6, 1) + timedelta(days=edge) for edge in edges]
        spells += [(child, days[0], days[1]), (child, days[2], draw.choice([days[3], None]))]
    listed = [(c, EHE, str(s), e and str(e)) for c, s, e in spells]
    run = drawn_run(tmp_path, as_of="2026-10-31", statuses=listed)

    def there(day: date) -> set[str]:
        return {c for c, s, e in spells if s <= day and (e is None or day < e)}

    days = [date(2024, 9, 1) + timedelta(days=n) for n in range(791)]
    assert days[-1] == run.as_of
    found = dict(report(run).numbers())
    for (table, labels, _), number in found.items():
        if table == "month_end":
            ends = {f"{each:%B %Y}": each for each in days}
            assert isinstance(number, Count)
            assert number.things == there(ends[labels[1]])
        if table == "any_time_in_year" and isinstance(number, Count):
            begun = int(labels[0][:4])
            year = [d for d in days if d.year - (d.month < 9) == begun]
            assert number.things == set().union(*map(there, year))
        if table == "new_by_month" and labels[1] == "Total" and isinstance(number, Count):
            began = [d for d in days if f"{d:%B %Y}" == labels[0]]
            new = {f"{c}|{d}" for d in began for c in there(d) - there(d - timedelta(days=1))}
            assert number.things == new


def test_a_mean_is_of_all_its_days_or_of_none() -> None:
    two, three = frozenset("AB"), frozenset("ABC")
    assert Mean((two, three)).value == 3, "a half goes up"
    assert Mean((two, three)).things == three
    assert (Mean(None).value, Mean(None).symbol) == (None, "x")


def test_months_and_the_day_a_year_before() -> None:
    year = Period(date(2025, 9, 1), date(2026, 2, 10))
    assert [month.ends_on for month in months_of(year)][-2:] == [date(2026, 1, 31), year.ends_on]
    assert len(months_of(year)) == 6
    assert a_year_before(date(2028, 2, 29)) == date(2027, 2, 28)
    assert a_year_before(date(2027, 2, 28)) == date(2026, 2, 28)
