"""A school that stops sending marks, from its files to the pages: a real run, really published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from onroll.record.feeds import read
from onroll.record.feeds.landing import land
from onroll.record.home import Home
from onroll.record.run import run
from onroll.web.publish import publish
from tests.record.feeds.marks_by_term import marks_by_term
from tests.web.sending import words

pytestmark = pytest.mark.django_db

SCHOOLS = """\
URN,LA (code),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (name),\
PhaseOfEducation (name),EstablishmentStatus (name),OpenDate,CloseDate,Postcode
100001,001,2001,Hilltop Academy,Academy,Primary,Open,,,XE1 1AA
100002,001,2002,Riverside Primary,Academy,Primary,Open,,,XE1 1AB
"""
ROLL = """\
Pupil ID,UPN,Forename,Surname,Date of Birth,URN,Enrolment Status,Entry Date
P100001,,Amira,Example,27/03/2016,100001,C,01/09/2024
P100002,,Ben,Sample,02/02/2016,100002,C,01/09/2024
"""
FRIDAY = dt.date(2026, 11, 20)
QUIET = "1 school sent nothing for 5 school days."
CAUTION = f"Figures may be short of attendance marks. {QUIET}"


@pytest.fixture
def after(own_home: Home, tmp_path: Path) -> Callable[[dt.date], None]:
    """Show what the files up to that Friday say, Riverside's marks ending on a day of its own."""

    def show(last_of_riverside: dt.date) -> None:
        weekdays = (FRIDAY - dt.timedelta(days) for days in range(73))
        last = {"100001": FRIDAY, "100002": last_of_riverside}
        rows = [
            (day, f"P{urn},{urn},{day},/,\\\n")
            for day in weekdays
            for urn in last
            if day.weekday() < 5 and day <= last[urn]
        ]
        at = dt.datetime.combine(FRIDAY, dt.time(22), dt.UTC)
        files = {"schools.csv": SCHOOLS, f"roll_{FRIDAY}.csv": ROLL, **marks_by_term(rows)}
        for name, text in files.items():
            path = tmp_path / name
            path.write_text(text, encoding="utf-8")
            land(read(path, received_on=FRIDAY), own_home, at)
        publish(run(own_home, as_of=FRIDAY, known_at=at), own_home)

    return show


def test_on_its_fifth_silent_school_day_every_page_that_rests_on_the_feed_says_so(
    after: Callable[[dt.date], None], signed_in: Any
) -> None:
    """Riverside Primary sends nothing from Monday 16 to Friday 20 November."""
    after(dt.date(2026, 11, 13))

    today = words(signed_in.get("/"))
    assert "Data: 2 of 3 feeds up to date." in today
    assert f"Attendance marks : {QUIET}" in today
    feed = words(signed_in.get("/feeds/attendance_marks/"))
    assert f"Attendance marks Quiet schools {QUIET}" in feed
    schools = words(signed_in.get("/feeds/attendance_marks/schools/"))
    assert "Riverside Primary" in schools
    assert "Hilltop Academy" not in schools
    assert CAUTION in words(signed_in.get("/figures/missing_education_extended/?by=month"))
    numbers = signed_in.get("/figures/missing_education_extended/flows.csv").content.decode()
    assert all(line.endswith(f",{CAUTION}") for line in numbers.splitlines()[1:])
    assert CAUTION not in words(signed_in.get("/figures/home_educated_unsuitable/?by=month"))


def test_on_its_fourth_no_page_does(after: Callable[[dt.date], None], signed_in: Any) -> None:
    after(dt.date(2026, 11, 16))

    assert "Data: 3 of 3 feeds up to date." in words(signed_in.get("/"))
    assert QUIET not in words(signed_in.get("/feeds/attendance_marks/"))
    numbers = signed_in.get("/figures/missing_education_extended/flows.csv").content.decode()
    assert all(line.endswith(",") for line in numbers.splitlines()[1:])
