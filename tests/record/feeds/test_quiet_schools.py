"""A school that stops sending marks, in its own school days; and who is not quiet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

import pytest

from onroll.record.feeds import feed, read
from onroll.record.feeds.landing import land
from onroll.record.feeds.loads import not_taken_back
from onroll.record.feeds.quiet_schools import QuietSchool, quiet_schools
from onroll.record.feeds.rhythm import days_late, last_school_days, school_days
from onroll.record.feeds.school_registers import Registers
from onroll.record.home import Home
from onroll.record.school_days import SchoolCalendar, open_days
from tests.record.feeds.marks_by_term import marks_by_term
from tests.record.testcal import TERMS, TESTCAL

FIRST, SILENT = dt.date(2025, 9, 2), "100150"
CALENDARS = {"": TESTCAL}
Marks = Callable[[Mapping[str, Iterable[dt.date]]], list[QuietSchool]]


def days(first: str, last: str, calendar: SchoolCalendar = TESTCAL) -> list[dt.date]:
    """The school days from one to another, both counted."""
    return [
        day
        for day in calendar
        if dt.date.fromisoformat(first) <= day <= dt.date.fromisoformat(last)
    ]


@pytest.fixture
def marked(tmp_path, write):
    """The quiet schools, after a term's file with so many pupils' marks on each day of a school."""

    def land_and_ask(
        sent: Mapping[str, Iterable[tuple[dt.date, int]]], known: Registers | None = None
    ) -> list[tuple]:
        rows = [
            (day, f"P{urn}-{pupil},{urn},{day},/,\\\n")
            for urn, on in sent.items()
            for day, pupils in on
            for pupil in range(pupils)
        ]
        home = Home(tmp_path / f"home-{len(list(tmp_path.iterdir()))}")
        for name, text in marks_by_term(rows).items():
            land(read(write(name, text)), home, dt.datetime(2026, 8, 31, 22, tzinfo=dt.UTC))
        found = quiet_schools(
            feed("attendance_marks"), not_taken_back(home), known or Registers(CALENDARS, {}, {})
        )
        return [
            (one.urn, one.state, one.last_day.isoformat(), one.school_days, one.rows_before,
             one.rows_now)
            for one in found
        ]  # fmt: skip

    return land_and_ask


def of_all_days(first: str, last: str, pupils: int = 2) -> list[tuple[dt.date, int]]:
    return [(day, pupils) for day in days(first, last)]


def test_of_300_schools_the_one_that_stops_is_quiet_on_its_fifth_school_day(marked):
    """Marks of 300 schools; 100150 stops after Thursday 20 November. On the 27th it is quiet."""

    def sent(last: str) -> dict[str, list[tuple[dt.date, int]]]:
        schools = {str(100001 + n): of_all_days("2025-11-10", last) for n in range(300)}
        return schools | {SILENT: of_all_days("2025-11-10", "2025-11-20")}

    assert marked(sent("2025-11-26")) == []
    assert marked(sent("2025-11-27")) == [(SILENT, "quiet", "2025-11-20", 5, 2, 0)]


def test_a_holiday_is_not_silence(marked):
    """The last marks are of the last day of the autumn term, the feed's newest of 5 January."""
    sent = {
        "100001": [*of_all_days("2025-12-01", "2025-12-19"), (dt.date(2026, 1, 6), 2)],
        SILENT: of_all_days("2025-12-01", "2025-12-19"),
    }

    assert marked(sent) == []


def test_it_is_the_schools_own_days_that_count(marked):
    """100150 breaks up a week before the others, and comes back with them."""
    own = SchoolCalendar(open_days(TERMS, closed=[(dt.date(2025, 12, 15), dt.date(2025, 12, 19))]))
    sent = {
        "100001": of_all_days("2025-11-17", "2025-12-19"),
        SILENT: of_all_days("2025-11-17", "2025-12-12"),
    }

    assert marked(sent, Registers({"": TESTCAL, SILENT: own}, {}, {})) == []
    assert [found[:2] for found in marked(sent)] == [(SILENT, "quiet")]


def test_a_school_that_closed_or_became_an_academy_is_not_quiet(marked):
    sent = {
        "100001": of_all_days("2025-11-10", "2025-12-12"),
        SILENT: of_all_days("2025-11-10", "2025-11-28"),
    }
    closed = Registers(CALENDARS, {}, {SILENT: dt.date(2025, 11, 30)})

    assert marked(sent, closed) == []
    assert [found[0] for found in marked(sent)] == [SILENT]


@pytest.mark.parametrize(
    ("pupils", "now", "state"),
    [(30, 20, "fallen"), (30, 21, None), (4, 1, None), (6, 1, "fallen")],
    ids=["by a third", "by less than a third", "by three pupils", "by five pupils"],
)
def test_a_school_whose_rows_fall_by_a_third_has_fallen(pupils, now, state, marked):
    """So many pupils' marks a day for three weeks, and then fewer for a week."""
    sent = {
        "100001": of_all_days("2025-11-10", "2025-12-05"),
        SILENT: [
            *of_all_days("2025-11-10", "2025-11-28", pupils),
            *of_all_days("2025-12-01", "2025-12-05", now),
        ],
    }
    expected = [(SILENT, state, "2025-12-05", 0, pupils, now)] if state else []

    assert marked(sent) == expected


def test_a_school_that_a_new_file_of_the_term_leaves_out_is_known_from_the_old_one(tmp_path, write):
    home = Home(tmp_path / "home")
    heading = "Pupil ID,URN,Date,AM,PM\n"
    both = [(urn, day) for urn in ("100001", SILENT) for day in days("2025-11-10", "2025-11-14")]
    one = [("100001", day) for day in days("2025-11-10", "2025-11-21")]
    for hour, rows in enumerate((both, one)):
        text = heading + "".join(f"P{urn},{urn},{day},/,\\\n" for urn, day in rows)
        reading = read(write(f"marks_2025-26_autumn_{hour}.csv", text))
        land(reading, home, dt.datetime(2025, 11, 22, hour, tzinfo=dt.UTC))

    found = quiet_schools(
        feed("attendance_marks"), not_taken_back(home), Registers(CALENDARS, {}, {})
    )

    assert [(school.urn, school.state, school.last_day) for school in found] == [
        (SILENT, "quiet", dt.date(2025, 11, 14))
    ]


@pytest.mark.parametrize(
    ("as_of", "late"),
    [
        ("2026-07-20", 0),  # the last day of the summer term, of which the marks came
        ("2026-08-31", 0),  # the summer holidays
        ("2026-09-07", 0),  # the fifth weekday of a year whose term dates have not come
        ("2026-09-08", 1),
        ("2026-09-15", 6),
    ],
)
def test_a_daily_feed_is_late_by_school_days(as_of, late):
    marks, up_to = feed("attendance_marks"), dt.date(2026, 7, 20)

    assert days_late(marks, up_to, dt.date.fromisoformat(as_of), 5, TESTCAL) == late


def test_without_term_dates_weekdays_are_counted():
    """From Friday to the Tuesday after the next weekend: three days; and back the same way."""
    nothing, last = SchoolCalendar([]), dt.date(2025, 9, 9)

    assert school_days(nothing, dt.date(2025, 9, 5), last) == 3
    assert school_days(nothing, last, dt.date(2025, 9, 5)) == 0
    assert last_school_days(nothing, 3, last) == [last, dt.date(2025, 9, 8), dt.date(2025, 9, 5)]
