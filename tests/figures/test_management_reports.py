"""The month, the indicators, medical needs and refusals: each on the boundary, from drawn runs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from onroll.figures.periods import Period
from onroll.figures.reports import (
    admissions_refused,
    known_to_social_care,
    kpis,
    management_month,
    medical_needs,
)
from onroll.figures.reports.catalogue import KINDS, ReportKind, asked
from onroll.figures.reports.counted_run import CountedRun
from onroll.figures.reports.numbers import Count, Share, child_of
from onroll.figures.reports.report import TOTAL
from tests.figures.drawn_run import drawn_run
from tests.figures.test_cme_reports import cells
from tests.web.small_run import AMARA, AS_OF, write_run

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
QUARTER = Period(date(2026, 10, 1), date(2026, 12, 31))
SIXTH = "Sixth school day: full-time education must be in place"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> CountedRun:
    folder = write_run(tmp_path_factory.mktemp("small"))
    return CountedRun(folder, authority="Exampleshire", as_of=AS_OF, protected=[AMARA])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_every_report_counts_children_of_the_run_and_no_part_is_more_than_its_whole(
    kind: ReportKind, small: CountedRun
) -> None:
    report = kind.make(small, asked(kind, AS_OF))
    assert (report.key, report.title, report.day) == (kind.key, kind.title, AS_OF)
    for name, number in report.numbers():
        if isinstance(number, Count):
            assert {child_of(thing) for thing in number.things} <= set(small.children), name
        if isinstance(number, Share):
            assert number.part <= number.whole, name


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_the_groups_of_one_label_add_up_to_their_total(kind: ReportKind, small: CountedRun) -> None:
    for table in kind.make(small, asked(kind, AS_OF)).tables:
        counts = [(row.labels[0], row.numbers[0]) for row in table.rows if len(table.by) == 1]
        totals = [number for label, number in counts if label == TOTAL]
        if table.groups.startswith("A child is in one group") and totals:
            (total,) = totals
            assert isinstance(total, Count)
            parts = [each.things for label, each in counts
                     if label != TOTAL and isinstance(each, Count)]  # fmt: skip
            assert sum(map(len, parts)) == len(total.things), table.key
            assert frozenset().union(*parts) == total.things, table.key


@pytest.mark.parametrize(
    ("due", "met", "running", "overdue", "broken"),
    [
        ("2026-11-30", None, "1", "0", "0"),  # its last day is not over
        ("2026-11-29", None, "1", "1", "1"),
        ("2026-11-29", "2026-11-29", "0", "0", "0"),
        ("2026-11-29", "2026-11-30", "0", "0", "1"),  # late is broken, for ever
        ("2026-10-31", None, "1", "1", "1"),  # broken on the first of November
        ("2026-10-30", None, "1", "1", "0"),
    ],
)
def test_a_time_limit_is_broken_on_the_day_after_its_last(
    tmp_path: Path, due: str, met: str | None, running: str, overdue: str, broken: str
) -> None:
    limit = ("Amira", "sixth_school_day", "2026-10-20", due, met)
    run = drawn_run(
        tmp_path, as_of="2026-11-30", clocks=[limit], statuses=[("Amira", "resident", *OPEN)]
    )
    row = cells(management_month.make(run, NOVEMBER).table("time_limits"))
    found = row[(SIXTH, "Law or statutory guidance")]
    assert (found[0], found[2], found[4]) == (running, overdue, broken)
    assert found[3] == overdue  # a breach at once
    assert row[("All of these together", "Law or statutory guidance")] == found


OPEN = ("2026-01-01", None)


def test_a_cohorts_month_adds_up_and_stands_beside_the_month_before(tmp_path: Path) -> None:
    run = drawn_run(
        tmp_path,
        as_of="2026-11-30",
        statuses=[
            ("Amira", "missing_education", "2026-10-31", None),
            ("Ben", "missing_education", "2026-11-01", "2026-11-30"),
            ("Cara", "missing_education", "2026-09-01", "2026-10-01"),
        ],
    )
    report = management_month.make(run, NOVEMBER)
    row = cells(report.table("cohorts"))[("Not on a school roll", "Children missing education")]
    assert row == ("1", "1", "1", "1", "1", "1")
    assert report.findings[0] == (
        "Children missing education: 1 child on 30 November 2026, the same as on 31 October 2026."
    )


def test_an_indicator_that_the_record_cannot_tell_says_why(tmp_path: Path) -> None:
    run = drawn_run(tmp_path, as_of="2026-12-31")
    row = next(row for row in kpis.make(run, QUARTER).table("indicators").rows
               if row.labels[0] == "Cases closed with the child seen")  # fmt: skip
    assert (row.numbers[0].value, row.numbers[0].symbol) == (None, "x")
    assert getattr(row.numbers[0], "note", "") == "No case was told to the record."


@pytest.mark.parametrize(("seen", "number"), [("2026-10-01", "1"), ("2026-09-30", "0")])
def test_a_child_counts_as_seen_who_was_seen_while_the_case_was_open(
    tmp_path: Path, seen: str, number: str
) -> None:
    run = drawn_run(
        tmp_path,
        as_of="2026-12-31",
        statuses=[("Amira", "open_case", "2026-10-01", "2026-11-01")],
        facts=[("Amira", "child_seen", seen, None)],
    )
    found = cells(kpis.make(run, QUARTER).table("indicators"))
    key = ("Cases closed with the child seen", "Cases closed in the quarter")
    assert found[key][:2] == (number, "1")


def test_who_is_not_known_at_16_and_17_is_who_the_report_after_16_says(tmp_path: Path) -> None:
    """On 31 December 2026. Amira is recorded as not known; of Ben no source says anything; Cara is
    in nothing, and known to be; Dan is of academic age 18."""
    born = {"Amira": "2009-03-01", "Ben": "2009-03-01", "Cara": "2009-03-01", "Dan": "2008-03-01"}
    run = drawn_run(
        tmp_path,
        as_of="2026-12-31",
        statuses=[
            *((child, "young_person_after_16", *OPEN) for child in born),
            *((child, "destination_not_known", *OPEN) for child in ("Amira", "Ben", "Dan")),
            ("Amira", "activity_not_known_after_16", *OPEN),
            ("Cara", "neet", *OPEN),
        ],
        born={child: (day, "F") for child, day in born.items()},
    )
    found = cells(kpis.make(run, QUARTER).table("indicators"))
    key = ("Activity not known at 16 and 17", "Young people of academic age 16 and 17")
    assert found[key][:2] == ("2", "3")


def test_a_date_of_birth_that_nobody_gives_is_counted_as_not_known(tmp_path: Path) -> None:
    """Amira is of school age. Of Ben nobody gives the age, and he lives in the area; Cara does not.
    Ben may be of school age: he is among those of whom a date of birth should be known."""
    run = drawn_run(
        tmp_path,
        as_of="2026-12-31",
        statuses=[
            ("Amira", "compulsory_school_age", *OPEN),
            ("Amira", "resident", *OPEN),
            ("Ben", "resident", *OPEN),
        ],
        facts=[("Ben", "age_not_known", *OPEN), ("Cara", "age_not_known", *OPEN)],
        born={"Ben": (None, "M"), "Cara": (None, "F")},
    )
    found = cells(kpis.make(run, QUARTER).table("indicators"))
    counted = "Children of school age, or of an age not known, in the area"
    assert found["Date of birth known", counted][:2] == ("1", "2")


def test_time_limits_are_kept_or_not_once_their_last_day_is_over(tmp_path: Path) -> None:
    days = {"Amira": ("2026-12-30", "2026-12-30"), "Ben": ("2026-12-30", "2026-12-31"),
            "Cara": ("2026-12-31", None), "Dan": ("2026-09-30", None)}  # fmt: skip
    run = drawn_run(
        tmp_path,
        as_of="2026-12-31",
        clocks=[
            *((child, "sixth_school_day", "2026-09-20", *due) for child, due in days.items()),
            ("Amira", "home_education_annual_review", "2025-12-31", "2026-12-31", None),
            ("Ben", "home_education_annual_review", "2025-12-30", "2026-12-30", None),
        ],
        statuses=[
            *((child, "resident", *OPEN) for child in days),
            ("Amira", "home_educated", *OPEN),
            ("Ben", "home_educated", *OPEN),
        ],
    )
    found = cells(kpis.make(run, QUARTER).table("indicators"))
    assert found[("Home educated, and no yearly review overdue", "Children")][:2] == ("1", "2")
    title = "Full-time education by the sixth day of an exclusion"
    assert found[(title, "Time limits whose last day came")][:2] == ("1", "2")


def test_an_annual_total_counts_each_child_once_however_often_it_began(tmp_path: Path) -> None:
    medical = "children_with_medical_needs"
    run = drawn_run(
        tmp_path,
        as_of="2026-12-31",
        statuses=[
            ("Amira", medical, "2025-10-01", "2025-11-01"),
            ("Amira", medical, "2026-02-01", "2026-03-01"),
            ("Ben", medical, "2025-06-01", "2025-09-01"),  # gone on the first day of the year
            ("Cara", medical, "2025-06-01", "2025-09-02"),
        ],
    )
    found = cells(medical_needs.make(run, QUARTER).table("any_time_in_year"))
    assert found[("2025/26", "Children with medical needs")] == ("2", "2")
    assert found[("2024/25", "Children with medical needs")] == ("2", "2")


def test_a_social_worker_is_an_overlay_on_each_cohort(tmp_path: Path) -> None:
    run = drawn_run(
        tmp_path,
        as_of="2026-11-30",
        statuses=[
            *((f"child {n}", "home_educated", *OPEN) for n in range(20)),
            ("child 7", "with_a_social_worker", *OPEN),
            ("child 8", "with_a_social_worker", "2026-01-01", "2026-11-30"),
        ],
    )
    rows = cells(known_to_social_care.make(run, NOVEMBER).table("cohorts"))
    assert rows[("Home educated",)] == ("20", "1", "5.0", "0")


def test_a_refusal_is_one_application_and_a_place_found_since_is_said(tmp_path: Path) -> None:
    refused = ("2026-10-05", "2026-10-06", "100001")
    run = drawn_run(
        tmp_path,
        as_of="2026-11-30",
        facts=[
            ("Amira", "application_refused", *refused),
            ("Amira", "refused_mid_term", *refused),
            ("Amira", "application_refused", "2026-10-05", "2026-10-06", "100002"),
            ("Ben", "application_refused", "2026-10-07", "2026-10-08", None),
            ("Ben", "admitted", "2026-10-07", "2026-10-08", "100001"),
            ("Cara", "application_refused", "2026-08-31", "2026-09-01", "100001"),
        ],
        statuses=[("Amira", "admission_refused", "2026-10-05", None)],
        protected=["Ben"],
    )
    report = admissions_refused.make(run, Period(date(2026, 9, 1), date(2026, 11, 30)))
    kinds = cells(report.table("refusals_by_kind"))
    assert [kinds[(kind,)][0] for kind in ("Within the year", "Kind not told", TOTAL)] == [
        "1", "2", "3",
    ]  # fmt: skip
    assert [labels for labels, in cells(report.table("refusals_by_school"))] == [
        "Hilltop Academy", "Riverside Primary", "School not told", TOTAL,
    ]  # fmt: skip
    offers = cells(report.table("children_by_offer"))
    assert offers[("None since",)][0] == offers[("Offered or admitted since",)][0] == "1"


def test_unexplained_exits_are_a_rate_of_the_pupils_there_on_the_last_day(tmp_path: Path) -> None:
    hilltop = "100001"
    run = drawn_run(
        tmp_path,
        as_of="2026-12-31",
        facts=[
            *(
                (child, "on_roll", "2026-09-01", None, hilltop)
                for child in ("Amira", "Ben", "Cara")
            ),
            ("Dan", "on_roll", "2026-09-01", "2026-12-31", hilltop),  # gone on the last day
            *(
                (child, "left_roll", "2026-11-02", "2026-11-03", hilltop)
                for child in ("Dan", "Eve")
            ),
            ("Fay", "left_roll", "2026-11-02", "2026-11-03", hilltop),
        ],
        statuses=[(child, "unexplained_exit", "2026-12-14", None) for child in ("Dan", "Fay")],
        protected=["Fay"],
    )
    found = cells(kpis.make(run, QUARTER).table("exits_by_school"))
    assert found == {("Hilltop Academy",): ("2", "1", "333.33")}
