# ruff: noqa: E501 (a drawn table is easier to read on long lines)
"""The termly return of children missing education: 100 children by reason and by duration.

As of the census day, Thursday 15 January 2026. Each child has exactly one of the return's twenty
reasons and one of its eight bands, so each breakdown adds up to the number of children. What the
council's own list says of the reason comes first; where it is silent, another source may tell it.
"""

from collections import Counter
from datetime import date

import pytest

from onroll.figures.cme_census import CME_CENSUS
from onroll.figures.reports.counted_run import CountedRun
from onroll.figures.termly_return import Place
from onroll.record.one_child import OneChild
from onroll.record.reason_for_missing import days_missing, duration_band, reason_on
from tests.scenarios.sources import Found, Sources, as_text, made_up
from tests.spec.drawn import drawn

CENSUS = date(2026, 1, 15)
LISTED = """
    children | since      | closed     | born       | reason as the list has it
    ---------+------------+------------+------------+---------------------------------------------------
    7        | 2026-01-15 |            | 2014-03-01 | Moved in from another country
    4        | 2026-01-02 |            | 2014-03-01 | Moved in from another local authority
    6        | 2026-01-01 |            | 2014-03-01 | Did not get school preference
    3        | 2025-12-19 |            | 2013-03-01 | Offered school place but not yet accepted
    5        | 2025-12-18 |            | 2013-03-01 | Waiting school start
    4        | 2025-12-01 |            | 2013-03-01 | School application awaiting outcome
    2        | 2025-11-24 |            | 2013-03-01 |
    6        | 2025-11-21 |            | 2012-03-01 | Difficulty accessing suitable school place
    8        | 2025-11-20 |            | 2012-03-01 | Mental health
    5        | 2025-11-03 |            | 2012-03-01 | Physical health
    3        | 2025-10-24 |            | 2012-03-01 | School dissatisfaction SEND
    4        | 2025-10-23 |            | 2012-03-01 | School dissatisfaction general
    6        | 2025-09-02 |            | 2012-03-01 | Parental decision not to register at school
    2        | 2025-07-18 |            | 2011-03-01 | Did not apply for school place at compulsory school age
    9        | 2025-07-17 |            | 2011-03-01 | Believed to have moved to another local authority
    8        | 2025-03-03 |            | 2011-03-01 | Believed to have moved to another country
    3        | 2025-01-17 |            | 2011-03-01 | Challenging school attendance order
    4        | 2025-01-16 |            | 2011-03-01 | Unsuitable elective home education
    5        | 2024-09-03 |            | 2011-03-01 | Unknown
    3        | 2023-11-06 |            | 2011-03-01 | Other
    3        | 2025-11-10 |            | 2013-03-01 |
    2        | 2025-11-10 | 2026-01-15 | 2013-03-01 | Mental health
    1        | 2025-11-10 |            | 2009-03-01 | Unknown
    1        | 2025-11-10 |            | 2021-09-01 | Waiting school start
    1        | 2025-11-10 |            | 2013-03-01 | Unknown
"""
"""Of the last three children one is 16, one is four, and one is at school after all.

For the two without a reason since 24 November admissions has applications. The two whose work was
closed on the census day are found: each is on a roll from that day.
"""
COUNTED = 100


def listed() -> list[dict[str, str]]:
    """The rows of the council's own list."""
    rows: list[dict[str, str]] = []
    for told in drawn(LISTED):
        for _ in range(int(told["children"])):
            number = len(rows) + 1
            rows.append(
                {
                    "CME Ref": f"M{number}",
                    **made_up(number, date.fromisoformat(told["born"])),
                    "Postcode": "XE1 2AB",
                    "Date Became CME": told["since"],
                    "Date Referred": told["since"],
                    "Primary Reason": told["reason as the list has it"],
                    "Date Closed": told["closed"],
                }
            )
    return rows


def pupils(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The pupil system's roll: the two who were found on the day, and the one at school all along."""
    return [
        {
            "Pupil ID": f"P{row['CME Ref']}",
            **{name: row[name] for name in ("UPN", "Forename", "Surname", "Date of Birth")},
            "URN": "100001", "Enrolment Status": "C",
            "Entry Date": row["Date Closed"] or "2024-09-01",
        }
        for row in [each for each in rows if each["Date Closed"]] + rows[-1:]
    ]  # fmt: skip


def applications(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Admissions' list: who applied on 1 December, and waits."""
    waiting = [row for row in rows if row["Date Became CME"] == "2025-11-24"]
    return [
        {
            "Application Ref": f"A{row['CME Ref']}", "Child Ref": row["CME Ref"],
            "UPN": row["UPN"], "First name": row["Forename"], "Last name": row["Surname"],
            "DOB": row["Date of Birth"], "Postcode": "XE1 2AB", "Applied on": "2025-12-01",
            "Outcome": "Awaiting", "Decided on": "", "School URN": "", "Start date": "",
        }
        for row in waiting
    ]  # fmt: skip


@pytest.fixture(scope="module")
def found(sources: Sources) -> Found:
    rows = listed()
    sources.land("2026-01-16", "cme_log_2026-01-16.csv", as_text(rows))
    sources.land("2026-01-16", "roll_2026-01-16.csv", as_text(pupils(rows)))
    sources.land("2026-01-16", "applications_2026-01-16.csv", as_text(applications(rows)))
    return sources.worked_out("2026-01-16")


@pytest.fixture(scope="module")
def children(found: Found) -> list[OneChild]:
    """Everything that was told of each child who is on the return's list."""
    return [
        found.one(name)
        for name in found.on("2026-01-15", "dfe_return_missing_education").split(", ")
    ]


def test_100_children_are_on_the_list_on_the_census_day(found: Found, children: list[OneChild]):
    """Of 105 listed one is 16, one is four, one is at school and two were found that day."""
    assert len(found.rows("children")) == 105
    assert len(children) == COUNTED
    on_the_eve = found.on("2026-01-14", "dfe_return_missing_education").split(", ")
    assert len(on_the_eve) == COUNTED - 7 + 2  # without those of the day, with the two since found


def test_each_has_one_reason_and_they_add_up(children: list[OneChild]):
    reasons = Counter(reason_on(child, CENSUS) for child in children)
    assert reasons == {
        "Moved in from another country": 7,
        "Moved in from another local authority": 4,
        "Did not get school preference": 6,
        "Offered school place but not yet accepted": 3,
        "Waiting school start": 5,
        "School application awaiting outcome": 4 + 2,  # of two admissions alone says so
        "Difficulty accessing suitable school place": 6,
        "Mental health": 8,
        "Physical health": 5,
        "School dissatisfaction SEND": 3,
        "School dissatisfaction general": 4,
        "Parental decision not to register at school": 6,
        "Did not apply for school place at compulsory school age": 2,
        "Believed to have moved to another local authority": 9,
        "Believed to have moved to another country": 8,
        "Challenging school attendance order": 3,
        "Unsuitable elective home education": 4,
        "Unknown": 5,
        "Other": 3,
        "Not recorded": 3,
    }
    assert reasons.total() == COUNTED


def test_each_is_in_one_band_and_they_add_up(children: list[OneChild]):
    """A band begins with its first day: 14 days since 1 January are "2 to 4 weeks", 13 are less."""
    bands = Counter(duration_band(days_missing(child, CENSUS)) for child in children)
    assert bands == {
        "Less than 2 weeks": 7 + 4,
        "2 to 4 weeks": 6 + 3,
        "4 to 8 weeks": 5 + 4 + 2 + 6,
        "8 to 12 weeks": 8 + 5 + 3 + 3,
        "12 to 26 weeks": 4 + 6 + 2,
        "26 to 52 weeks": 9 + 8 + 3,
        "Over 52 weeks": 4 + 5 + 3,
    }
    assert bands.total() == COUNTED


def test_the_departments_return_of_that_day_counts_the_same(found: Found):
    run = CountedRun(found.kept.folder, authority="Exampleshire", as_of=CENSUS)
    held = CME_CENSUS.counted(run, CENSUS)
    assert len(held) == COUNTED
    place = Place("", "x", "Not available", "x", "Not available")
    table = CME_CENSUS.table(held, place=place, time_period="202526", term="Spring term")
    rows = {
        (r["breakdown_topic"], r["breakdown"]): int(r["child_count"]) for r in table.to_pylist()
    }
    assert rows["Total", "Total"] == COUNTED
    assert rows["Reason", "Moved in from another country"] == 7
    assert rows["Duration", "2 to 4 weeks"] == 6 + 3
    chased = CME_CENSUS.to_chase(held)
    assert len(chased["Reason: Not recorded"]) == rows["Reason", "Not recorded"]
