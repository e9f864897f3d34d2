# ruff: noqa: E501 (a drawn table is easier to read on long lines)
"""Rotherham's third quarter of 2017/18: 97 new and 105 still open from before are 202.

The briefing of 23 January 2018 prints these three numbers, and not how many were resolved in the
quarter. So nothing is closed in it here, and both meanings of "active" come to 202: every case that
was open on some day, and those open on 31 December 2017. In the quarter after they part. How many
were opened and closed on which day is made up; the totals of the third quarter are the paper's.
"""

from datetime import date
from typing import Any

import pytest

from onroll.figures.cases_over_a_period import Reconciliation, cases_of_run
from onroll.figures.periods import Period, period_words
from onroll.figures.reports import cme_scorecard
from onroll.figures.reports.counted_run import CountedRun
from onroll.figures.reports.numbers import Count, child_of
from onroll.figures.reports.report import Report
from tests.scenarios.sources import Found, Sources, as_text, made_up
from tests.spec.drawn import drawn

CASES = """
    children | opened     | closed     | opened again | what it shows
    ---------+------------+------------+--------------+------------------------------------------------
    44       | 2017-04-24 |            |              | brought forward
    61       | 2017-09-30 |            |              | brought forward: opened on the eve
    5        | 2017-05-08 | 2017-09-30 |              | closed on the eve, so no part of the quarter
    36       | 2017-10-01 |            |              | new, on the first day
    8        | 2017-05-08 | 2017-07-03 | 2017-11-06   | new, and not the child's first
    23       | 2017-11-20 | 2018-01-01 |              | new; closed on the first day of the next quarter
    30       | 2017-12-31 |            |              | new, on the last day
    12       | 2018-01-01 |            |              | new in the next quarter
"""
LINKED = range(111, 147)
"""The children who are new on the first day: each with the next, so that they are of 18 families."""
QUARTERS = [
    Period(date(2017, 10, 1), date(2017, 12, 31)),
    Period(date(2018, 1, 1), date(2018, 3, 31)),
]


def decisions() -> list[dict[str, str]]:
    """The rows of the casework file: a row for each opening and each closing."""
    rows: list[dict[str, str]] = []
    child = 0
    for told in drawn(CASES):
        for _ in range(int(told["children"])):
            child += 1
            steps = [("a", "Case opened", told["opened"]), ("a", "Case closed", told["closed"]),
                     ("b", "Case opened", told["opened again"])]  # fmt: skip
            for case, decision, day in steps:
                if day:
                    rows.append(row(child, f"K{child}{case}", decision, day, len(rows) + 1))
    for child in range(LINKED.start, LINKED.stop, 2):
        number = len(rows) + 1
        rows.append(row(child, f"K{child}a", "Brother or sister linked", "2017-11-01", number))
    return rows


def row(child: int, case: str, decision: str, day: str, number: int) -> dict[str, str]:
    told = {
        "Case opened": {"Predominant Issue": "Moved into the area" if child % 2 else ""},
        "Case closed": {"Outcome": "Found, in another country, and confirmed"},
        "Brother or sister linked": {"Brother or Sister": f"casework:{child + 1}"},
    }
    return {
        "Decision Ref": f"D{number}", "Case Ref": case, "Person ID": f"{child}",
        **made_up(child, date(2006, child % 12 + 1, 1)),
        "Decision": decision, "Holds From": day, "Decided At": f"{day}T12:00:00",
        "Decided By": "alex", "Signed By": "sam", "Taken Back At": "", "Taken Back By": "",
        "Predominant Issue": "", "Outcome": "", "Brother or Sister": "", **told[decision],
    }  # fmt: skip


@pytest.fixture(scope="module")
def found(sources: Sources) -> Found:
    sources.land("2018-04-06", "casework_2018-04-06.csv", as_text(decisions()))
    return sources.worked_out("2018-04-06")


@pytest.fixture(scope="module")
def counted(found: Found) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = cases_of_run(found.kept.folder, QUARTERS).to_pylist()
    return rows


def test_97_new_and_105_brought_forward_are_202(counted: list[dict[str, Any]]):
    third = counted[0]
    assert period_words("quarter", QUARTERS[0]) == "Quarter 3, October to December 2017"
    assert (third["new"], third["brought_forward"], third["active"]) == (97, 105, 202)
    assert (third["resolved"], third["repeat"], third["new_children"]) == (0, 8, 97)


def test_the_printed_scorecard_is_the_sum(counted: list[dict[str, Any]]):
    third = counted[0]
    printed = Reconciliation(third["brought_forward"], third["new"], None, active=202)
    assert printed.adds_up
    assert printed.words == (
        "105 brought forward and 97 new are 202 open at some time. The first is printed as active."
    )


def test_the_quarter_after_begins_where_this_one_ended(counted: list[dict[str, Any]]):
    """23 are closed on its first day: open at its end are fewer than were open at some time."""
    fourth = counted[1]
    assert fourth["brought_forward"] == 202
    assert (fourth["new"], fourth["resolved"], fourth["active"]) == (12, 23, 191)
    both = Reconciliation(202, 12, 23, fourth["active"])
    assert both.open_at_some_time == 214
    assert both.words.endswith("191 open at the end, which is the number printed as active.")


def test_the_scorecard_has_a_name_for_every_case_that_it_counts(found: Found):
    run = CountedRun(found.kept.folder, authority="Rotherham", as_of=QUARTERS[1].ends_on)
    report = cme_scorecard.make(run, QUARTERS[0])
    third = report.table("work").rows[-1]
    assert third.labels == ("Quarter 3, October to December 2017",)
    counts = [number for number in third.numbers if isinstance(number, Count)]
    assert [number.value for number in counts] == [105, 97, 8, 0, 202, 97, 97 - 18]
    assert counts[4].things == counts[0].things | counts[1].things
    assert len(set(map(child_of, counts[6].things))) == 97 - 18  # the list behind it is as long


def test_what_cases_were_about_and_how_they_ended_come_to_the_new_and_the_resolved(found: Found):
    run = CountedRun(found.kept.folder, authority="Rotherham", as_of=QUARTERS[1].ends_on)
    third, fourth = (cme_scorecard.make(run, quarter) for quarter in QUARTERS)
    about = values(third, "new_cases_by_issue")
    assert about == {"Moved into the area": 49, "Unknown": 48, "Total": 97}
    ended = values(fourth, "cases_closed_by_outcome")
    assert ended == {"Found, in another country, and confirmed": 23, "Total": 23}


def values(report: Report, table: str) -> dict[str, int]:
    """The rows of a table that have somebody in them."""
    rows = report.table(table).rows
    found = {row.labels[0]: int(row.numbers[0].value or 0) for row in rows}
    return {label: value for label, value in found.items() if value}


def test_open_work_on_a_day_is_the_same_list_that_is_counted(found: Found):
    """On 30 September 105, on 31 December 202, and on New Year's Day 23 fewer and 12 more."""
    for day, many in (("2017-09-30", 105), ("2017-12-31", 202), ("2018-01-01", 191)):
        assert len(found.on(day, "open_case").split(", ")) == many
