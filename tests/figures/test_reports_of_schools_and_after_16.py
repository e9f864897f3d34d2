"""Exclusions, moves out of schools, trends by term, and young people after 16, drawn by hand."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from onroll.figures.periods import Period
from onroll.figures.published import ees_figures
from onroll.figures.published.observations import Observation
from onroll.figures.reports import (
    exclusions,
    home_education,
    moves_out_of_schools,
    neet_and_not_known,
    termly_trends,
)
from onroll.figures.reports.exclusions_told import census_day
from onroll.figures.reports.numbers import Count, Share
from onroll.figures.reports.phases import phase_of_child, phase_of_school
from onroll.figures.reports.published_beside import AFTER_16, NONE_GIVEN
from tests.figures.drawn_run import drawn_run
from tests.figures.test_cme_reports import cells

YEAR = Period(date(2025, 9, 1), date(2026, 8, 31))
SHARED = Path(__file__).parents[3] / "shared/data/published"
NEET_2023 = SHARED / "neet_participation_la_2023.csv"
EXCLUSIONS = SHARED / "ees_pairs/exclusions_by_characteristic.csv"


def unless(path: Path) -> pytest.MarkDecorator:
    reason = f"NOT CHECKED: the published file is not at {path}"
    return pytest.mark.skipif(not path.exists(), reason=reason)


def published(path: Path, *, having: bytes = b"") -> Iterable[Observation]:
    """What a file says, in the lines alone that have these words."""
    meta = path.with_suffix(".meta.csv")
    told = meta.read_bytes() if meta.exists() else None
    header, *lines = path.read_bytes().splitlines()
    content = b"\n".join([header, *(line for line in lines if having in line)])
    read = ees_figures.read(content, path.name, told)
    return [Observation(path.stem, "a", **row) for row in read.table.to_pylist()]


def observation(place: str, text: str, symbol: str | None = None, **other: str) -> Observation:
    told = {
        "dataset": "x", "release": "a", "time_period": "202425", "time_identifier": "Academic year",
        "level": "National", "code": "", "la_code": "", "filters": "", "indicator": "susp_rate",
    }  # fmt: skip
    return Observation(**told | {"place": place, "text": text, "symbol": symbol} | other)


def test_exclusions_count_as_such_and_pupils_in_a_table_of_their_own(tmp_path: Path) -> None:
    """Amira was suspended twice, of which two sources tell; Ben on the days beside the year."""
    run = drawn_run(
        tmp_path,
        as_of="2026-08-31",
        facts=[
            ("Amira", "suspension", "2025-09-01", "2025-09-03", "100001"),
            ("Amira", "suspension", "2025-09-01", "2025-09-04", "100001"),
            ("Amira", "suspension", "2026-08-31", "2026-09-01", "100003"),
            ("Ben", "suspension", "2025-08-31", "2025-09-03", "100001"),
            ("Ben", "permanent_exclusion", "2026-01-31", "2026-02-01", "100002"),
            *((f"EC-{n}", "on_roll", "2025-09-01", "2026-01-16", "100001") for n in range(400)),
            *((f"EC-{n}", "on_roll", "2025-09-01", "2026-01-15", "100002") for n in range(50)),
        ],
    )
    found = exclusions.make(run, YEAR)
    suspended = cells(found.table("suspensions"))
    assert suspended["2025/26", "Secondary"] == ("1", "0.25"), "1 of 400 pupils, on 15 January"
    assert suspended["2025/26", "Pupil referral unit or alternative provision"] == ("1", "[x]")
    assert suspended["2025/26", "Total"] == ("2", "0.50")
    assert suspended["2024/25", "Total"] == ("1", "[x]"), "nobody told who was on roll then"
    assert cells(found.table("permanent"))["2025/26", "Primary"] == ("1", "[x]"), "gone by the 15th"
    pupils = cells(found.table("pupils"))
    assert pupils["2025/26", "Total"] == ("1", "1")
    assert pupils["2025/26", "Secondary"] == ("1", "0")
    months = cells(found.table("permanent_in_month"))
    assert {month: number for (month,), (number,) in months.items() if number != "0"} == {
        "January 2026": "1"
    }
    assert ("2023/24", "Total") not in suspended
    assert "Nobody told of any exclusion before 2024/25." in found.not_known


def test_of_exclusions_that_nobody_told_of_nothing_is_said(tmp_path: Path) -> None:
    """No feed of exclusions: no number, never 0; no finding; and the page says why."""
    found = exclusions.make(drawn_run(tmp_path, as_of="2026-08-31"), YEAR)
    numbers = {number for table in found.tables for row in cells(table).values() for number in row}
    assert (numbers, found.findings) == ({"[x]"}, ())
    assert "Nobody told of any exclusion." in found.not_known


@pytest.mark.parametrize(
    ("first", "said"),
    [
        ("2024-09-01", "There was 1 permanent exclusion in 2025/26, down from 2 in as much of the "
                       "year before, 1 fewer."),
        ("2024-09-02", "There was 1 permanent exclusion in 2025/26, as far as schools told of "
                       "them."),
    ],
)  # fmt: skip
def test_a_year_is_compared_where_the_record_reaches_back_to_its_first_day(
    tmp_path: Path, first: str, said: str
) -> None:
    days = (first, "2025-03-03", "2026-03-03")
    facts = [(f"EC-{n}", "permanent_exclusion", day, None, "100001") for n, day in enumerate(days)]
    run = drawn_run(tmp_path, as_of="2026-08-31", facts=facts)
    assert exclusions.make(run, YEAR).findings == (said,)


def test_a_month_before_the_first_exclusion_told_has_no_number(tmp_path: Path) -> None:
    facts = [("Amira", "permanent_exclusion", "2025-11-30", None, "100001")]
    run = drawn_run(tmp_path, as_of="2026-08-31", facts=facts)
    months = cells(exclusions.make(run, YEAR).table("permanent_in_month"))
    assert [months[month,] for month in ("October 2025", "November 2025", "December 2025")] == [
        ("[x]",), ("1",), ("0",)
    ]  # fmt: skip


@pytest.mark.parametrize(("since", "rate"), [("2026-01-15", "1.00"), ("2026-01-16", "[x]")])
def test_a_rate_of_a_year_before_the_first_roll_that_was_told_is_not_there(
    tmp_path: Path, since: str, rate: str
) -> None:
    """The roll of a later day knows nobody who had left: it is no roll of 15 January 2026."""
    facts = [
        ("Amira", "suspension", "2025-11-03", None, "100001"),
        *((f"EC-{n}", "on_roll", "2020-09-01", None, "100001") for n in range(100)),
    ]
    run = drawn_run(tmp_path, as_of="2026-08-31", facts=facts, rolls_since=since)
    assert cells(exclusions.make(run, YEAR).table("suspensions"))["2025/26", "Total"] == ("1", rate)


def test_the_school_census_is_on_the_third_thursday_of_january() -> None:
    assert census_day(YEAR) == date(2026, 1, 15)
    assert census_day(Period(date(2026, 9, 1), date(2027, 8, 31))) == date(2027, 1, 21)


def test_a_school_and_a_child_have_a_phase() -> None:
    day = date(2026, 11, 20)
    assert phase_of_child(date(2015, 9, 1), day) == "Primary"
    assert phase_of_child(date(2015, 8, 31), day) == "Secondary"
    assert phase_of_child(None, day) == "Not known"
    assert phase_of_school(None) == "Not known"
    academy = {"type": "Academy special converter", "phase": "Secondary"}
    assert phase_of_school(academy) == "Special"
    assert phase_of_school({"type": "Academy converter", "phase": "All-through"}) == "Secondary"


def test_published_rates_stand_as_they_were_published_and_a_symbol_is_no_number(
    tmp_path: Path,
) -> None:
    run = drawn_run(tmp_path, as_of="2026-08-31")
    run.published = (
        observation("England", "9.33"),
        observation("Exampleshire", "x", "x"),
        observation("England", "1.05", indicator="perm_excl_rate", filters="sex: Total"),
        observation("England", "12.00", filters="sex: Male"),
        observation("England", "3", indicator="headcount"),
    )
    beside = cells(exclusions.make(run, YEAR).table("published"))
    when = "202425 Academic year"
    assert beside == {
        (when, "England", "Suspensions, per 100 pupils"): ("9.33", "[z]"),
        (when, "Exampleshire", "Suspensions, per 100 pupils"): ("[x]", "[z]"),
        (when, "England", "Permanent exclusions, per 100 pupils"): ("1.05", "[z]"),
    }


def test_of_two_editions_of_a_file_the_one_published_last_stands(tmp_path: Path) -> None:
    """They are kept under two names, so both are there; the one published first comes first."""
    run = drawn_run(tmp_path, as_of="2026-08-31")
    run.published = (
        observation("England", "9.33", dataset="b", filters="sex: Total"),
        observation("England", "9.31", dataset="a"),
    )
    beside = cells(exclusions.make(run, YEAR).table("published"))
    assert list(beside.values()) == [("9.31", "[z]")]


def test_home_education_has_what_the_department_published_beside_it(tmp_path: Path) -> None:
    run = drawn_run(tmp_path, as_of="2026-08-31")
    run.published = (
        observation("England", "153300", indicator="ehe_anytime_full_year"),
        observation("England", "low", "low", indicator="ehe_starts_full_year"),
    )
    found = home_education.make(run, YEAR)
    when = "202425 Academic year"
    assert cells(found.table("published")) == {
        (when, "England", "Home educated at any time in the year"): ("153300", "[z]"),
        (when, "England", "Started home education in the year"): ("[low]", "[z]"),
    }
    assert NONE_GIVEN not in found.not_known


@unless(EXCLUSIONS)
def test_the_departments_file_of_exclusions_stands_beside_ours(tmp_path: Path) -> None:
    run = drawn_run(tmp_path, as_of="2026-08-31")
    run.published = tuple(published(EXCLUSIONS, having=b",Total,Total,"))
    beside = cells(exclusions.make(run, YEAR).table("published"))
    when = "201617 Academic year"
    assert beside[when, "England", "Permanent exclusions, per 100 pupils"] == ("0.1", "[z]")
    words = "Fixed period exclusions, per 100 pupils"
    assert beside[when, "England", words] == ("4.76", "[z]")


def test_a_young_person_is_in_the_cohort_at_academic_age_16_and_17(tmp_path: Path) -> None:
    """On 31 October 2026: Years 12 and 13 are those born from September 2008 to August 2010."""
    born = {"A": "2008-08-31", "B": "2008-09-01", "C": "2010-08-31", "D": "2010-09-01", "E": None}
    cohort = [(child, "young_person_after_16", "2026-09-01", None) for child in born]
    run = drawn_run(
        tmp_path,
        as_of="2026-10-31",
        statuses=[
            *cohort,
            *((child, "neet", "2026-10-31", None) for child in "AB"),
            *((child, "destination_not_known", "2026-09-01", None) for child in "BCD"),
        ],
        born={child: (day, "F") for child, day in born.items()},
    )
    found = neet_and_not_known.make(run, Period(date(2026, 9, 1), run.as_of))
    months = cells(found.table("by_month"))
    assert months["September 2026",] == ("2", "0", "[z]", "2", "[z]", "2", "[z]")
    assert months["October 2026",] == ("2", "1", "[z]", "1", "[z]", "2", "[z]"), "B is counted once"


def test_the_headline_is_the_mean_of_three_ends_of_months_once_all_are_over(tmp_path: Path) -> None:
    """Of 30 young people 1 is in nothing from 1 December, 2 more from February; 3 are not known in
    December alone. Means: 1.67 and 1 of 30: 5.56 % and 3.33 %. On 27 February it is not there."""
    cohort = [f"EC-{n}" for n in range(30)]
    until = ((2, "2027-01-01"), (3, "2027-01-01"), (4, "2027-01-01"))
    statuses = [
        *((child, "young_person_after_16", "2026-09-01", None) for child in cohort),
        ("EC-0", "neet", "2026-12-01", None),
        *((f"EC-{n}", "neet", "2027-02-28", None) for n in (10, 11)),
        *((f"EC-{n}", "destination_not_known", "2026-12-31", end) for n, end in until),
    ]
    born = dict.fromkeys(cohort, ("2009-11-01", "F"))
    for day, printed in (
        ("2027-02-27", ("[x]",) * 7),
        ("2027-02-28", ("30", "2", "5.56", "1", "3.33", "3", "8.89")),
    ):
        run = drawn_run(tmp_path / day, as_of=day, statuses=statuses, born=born)
        found = neet_and_not_known.make(run, Period(date(2026, 9, 1), run.as_of))
        assert cells(found.table("winter_mean"))["2026/27, so far",] == printed


@pytest.mark.parametrize(
    ("neet", "unknown", "cohort", "printed"),
    [
        (196, 8932, 15139, ("1.29", "59.00", "60.29")),
        (154, 2055, 14270, ("1.08", "14.40", "15.48")),
        (160, 1416, 14288, ("1.12", "9.91", "11.03")),
        (20, 63, 1000, ("2.00", "6.30", "8.30")),
    ],
)
def test_leicestershires_rows_sum_and_are_shares_of_a_cohort_that_is_printed(
    neet: int, unknown: int, cohort: int, printed: tuple[str, ...]
) -> None:
    """September to November 2021. September's 60.3 has one digit less; of 15,139 it is 60.29. The
    last are the headline of paragraph 32: 2 % and 6.3 %, of a cohort that was not printed."""
    whole = frozenset(map(str, range(cohort)))
    first, second = (
        frozenset(map(str, each)) for each in (range(neet), range(neet, neet + unknown))
    )
    shares = [Share(part, whole, 2) for part in (first, second, first | second)]
    assert tuple(str(each.value) for each in shares) == printed
    assert Count(first).value + Count(second).value == Count(first | second).value


@unless(NEET_2023)
def test_the_quintiles_beside_ours_are_the_departments(tmp_path: Path) -> None:
    run = drawn_run(tmp_path, as_of="2026-08-31")
    run.published, run.la_code = tuple(published(NEET_2023)), "855"
    beside = cells(neet_and_not_known.make(run, YEAR).table("published"))
    with NEET_2023.open(encoding="utf-8-sig") as file:
        (ours,) = (row for row in csv.DictReader(file) if row["old_la_code"] == "855")
    for name, quintile in (
        ("NEET_not_known_percent", "NEET_NK_quintile"), ("NEET_percent", "NEET_quintile"),
        ("Notknown_percent", "Notknown_quintile"),
    ):  # fmt: skip
        words = AFTER_16[name]
        value, fifth = beside["2023 Calendar year", "Leicestershire", words]
        assert (Decimal(value), fifth) == (Decimal(ours[name]), ours[quintile]), name
    places = {place for _, place, _ in beside}
    assert places == {"Leicestershire", "East Midlands", "England"}, "others count, and do not show"


def test_a_term_counts_each_child_once_and_both_its_ends_are_in_it(tmp_path: Path) -> None:
    key = "home_educated"
    run = drawn_run(
        tmp_path,
        as_of="2026-05-10",
        statuses=[
            ("Amira", key, "2025-12-31", "2026-01-01"),
            ("Ben", key, "2026-01-01", "2026-01-02"),
            ("Ben", key, "2026-04-30", "2026-05-01"),
            ("Cara", key, "2026-05-01", None),
        ],
    )
    found = cells(termly_trends.make(run, Period(date(2025, 9, 1), run.as_of)).table(key))
    totals = {words: number for (words, phase), (number,) in found.items() if phase == "Total"}
    assert list(totals)[-3:] == [
        "Autumn term 2025/26", "Spring term 2025/26", "Summer term 2025/26, so far",
    ]  # fmt: skip
    assert list(totals.values())[-3:] == ["1", "1", "1"]
    assert len(totals) == 9


def test_a_move_has_a_reason_a_destination_and_a_school(tmp_path: Path) -> None:
    """Amira is at another school, Ben at home, Cara over age, Dev nowhere, Ella where she was.

    Ben left two schools, and his home education began on the 120th day; Dev's a day later.
    Finn is protected.
    """
    run = drawn_run(
        tmp_path,
        as_of="2026-08-31",
        facts=[
            *((child, "left_roll", "2026-01-05", "2026-01-06", "100001")
              for child in ("Amira", "Ben", "Cara", "Dev", "Ella", "Finn")),
            ("Amira", "on_roll", "2025-09-01", "2026-01-05", "100001"),
            ("Amira", "on_roll", "2026-02-01", None, "100002"),
            ("Amira", "removed_to_another_school", "2026-01-05", "2026-01-06", "100001"),
            ("Amira", "removed_from_roll", "2026-01-05", "2026-01-06", "100001"),
            ("Ben", "removed_from_roll", "2026-01-05", "2026-01-06", "100002"),
            ("Ella", "on_roll", "2026-01-05", None, "100001"),
        ],
        statuses=[
            ("Ben", "home_educated", "2026-05-05", None),
            ("Cara", "outside_school_age", "2026-01-05", None),
            ("Cara", "missing_education", "2025-01-05", "2026-01-05"),
            ("Dev", "home_educated", "2026-05-06", None),
            ("Finn", "missing_education", "2026-01-05", None),
        ],
        protected=["Finn"],
    )  # fmt: skip
    found = moves_out_of_schools.make(run, YEAR)
    next_place = cells(found.table("by_destination"))
    assert {row[0]: cell[0] for row, cell in next_place.items() if cell[0] != "0"} == {
        "Another school in the record": "1", "Home education": "2", "Over school age": "1",
        "Missing education": "1", "The same school again": "1", "Not known": "1", "Total": "7",
    }  # fmt: skip
    why = {row[0]: cell[0] for row, cell in cells(found.table("by_reason")).items()}
    assert (why["Registered at another school"], why["Another ground"]) == ("1", "1")
    assert (why["No deletion return"], why["Total"]) == ("5", "7")
    by_school = cells(found.table("by_school"))
    assert by_school["Hilltop Academy", "Total", "Total"] == ("5",), "not Finn"
    assert by_school["Hilltop Academy", "Registered at another school",
                     "Another school in the record"] == ("1",)  # fmt: skip
    assert ("Hilltop Academy", "No deletion return", "Missing education") not in by_school
    assert cells(found.table("of_schools"))["Hilltop Academy",] == ("5", "0")
    assert "Children who are protected are counted, and not by school or place." in found.left_out
