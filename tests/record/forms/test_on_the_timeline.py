# ruff: noqa: E501 (a drawn table is easier to read on long lines)
"""What a school tells by form is on the child's timeline, beside what other sources tell."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from onroll.record.forms.answering import Typed
from onroll.record.forms.sent import Sent, hand_over
from tests.record.forms.full_answers import answers
from tests.scenarios.sources import Found, Sources, new_authority

AT = datetime(2026, 1, 14, 9, 30, tzinfo=UTC)
PUPILS = """
    Pupil ID | UPN           | Forename | Surname | Date of Birth | URN    | Entry Date
    ---------+---------------+----------+---------+---------------+--------+-----------
    P1       | E801400018001 | Amira    | Adebayo | 14/05/2012    | 100001 | 01/09/2023
    P2       | U801400018002 | Ben      | Brook   | 02/02/2012    | 100001 | 01/09/2023
    P3       | H801400018003 | Cara     | Castle  | 03/03/2012    | 100001 | 01/09/2023
    P4       | X801400018004 | Dev      | Dean    | 04/04/2012    | 100001 | 01/09/2023
"""
LISTED = """
    Pupil ID | UPN           | URN    | Start      | End        | Hours a Week | Reason | Personalised Plan | Review Due
    ---------+---------------+--------+------------+------------+--------------+--------+-------------------+-----------
    P2       | U801400018002 | 100001 | 13/01/2026 | 09/02/2026 | 12           | MH     | N                 | 26/01/2026
"""
"""The pupil system has Ben's timetable from the day after the one that the form tells."""


def about(key: str, forename: str, surname: str, born: str, upn: str, **otherwise: Typed) -> Sent:
    told = answers(
        key, forename=forename, surname=surname, date_of_birth=born, upn=upn, **otherwise
    )  # fmt: skip
    return Sent(f"SF-{forename}-{key}", key, told, "100001", "sam@hilltop.example", AT, forename)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    folder: Path = new_authority(tmp_path_factory.mktemp("authority"))
    sources = Sources(folder)
    sources.send_pupils("2026-01-05", PUPILS)
    sources.send("2026-01-13", "part_time_timetables_2026-01-13.csv", LISTED)
    sent = [
        about("part_time_timetable", "Amira", "Adebayo", "2012-05-14", "E801400018001"),
        about("part_time_timetable", "Ben", "Brook", "2012-02-02", "U801400018002"),
        about("new_pupil", "Cara", "Castle", "2012-03-03", "H801400018003"),
        about("exclusion_notice", "Dev", "Dean", "2012-04-04", "X801400018004"),
    ]
    hand_over(sources.home, sent, at=AT, by="priya@exampleshire.example")
    return sources.worked_out("2026-01-14")


def told_by_form(found: Found, name: str) -> set[str]:
    rows = found.rows("facts", "fact", child=found.child_of[name], feed="school_forms")
    return {row["fact"] for row in rows}


def test_a_form_is_one_more_source_of_the_child_who_is_on_the_roll(found: Found) -> None:
    assert sorted(found.child_of) == ["Amira", "Ben", "Cara", "Dev"]
    assert told_by_form(found, "Cara") >= {"new_pupil_return_made", "new_pupil_entered"}


def test_a_pupil_whose_short_week_is_told_by_form_alone_is_not_taught_full_time(
    found: Found,
) -> None:
    """12.5 hours a week from 12 January: on the 11th nobody says that the week is short."""
    assert "Amira" in found.on("2026-01-11", "full_time_education")
    assert "Amira" not in found.on("2026-01-12", "full_time_education")
    assert "Amira" in found.on("2026-02-09", "full_time_education")


def test_one_timetable_that_two_sources_tell_is_not_two(found: Found) -> None:
    """12 hours in the list and 12.5 in the form would be 24.5, and full time for a Year 9."""
    assert "weekly_hours" in told_by_form(found, "Amira")
    rows = found.rows(
        "facts", "feed", "starts_on", "ends_before", child=found.child_of["Ben"],
        fact="weekly_hours",
    )  # fmt: skip
    assert sorted((row["feed"], row["starts_on"], row["ends_before"]) for row in rows) == [
        ("part_time_timetables", date(2026, 1, 13), date(2026, 2, 9)),
        ("school_forms", date(2026, 1, 12), date(2026, 1, 13)),  # before the list tells any
    ]
    assert "Ben" not in found.on("2026-01-14", "full_time_education")


def test_a_suspension_is_counted_in_the_schools_own_days(found: Found) -> None:
    """Three sessions from Wednesday 14 January: back on Friday the 16th."""
    assert "suspension" in told_by_form(found, "Dev")
    rows = found.rows(
        "facts", "starts_on", "ends_before", child=found.child_of["Dev"], fact="suspension"
    )
    assert [(row["starts_on"], row["ends_before"]) for row in rows] == [
        (date(2026, 1, 14), date(2026, 1, 16))
    ]


def test_a_notice_of_exclusion_meets_the_clock_that_asks_for_it(found: Found) -> None:
    """Decided on 13 January 2026, told on the 14th, on which it was due."""
    assert found.clocks("exclusion_told_to_authority") == [
        ("Dev", "2026-01-13", "2026-01-14", "2026-01-14")
    ]
