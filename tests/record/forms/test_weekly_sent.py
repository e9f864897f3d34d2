"""Hours of weeks reach the record: of that week alone, where no list of placements tells any."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from onroll.record.feeds import FileRefused
from onroll.record.feeds.catalogue import weekly_hours
from onroll.record.forms.answers import Answers
from onroll.record.forms.weekly_hours import HOURS, LEFT
from onroll.record.forms.weekly_sent import ToldOfWeek, hand_over, row
from onroll.record.home import Home
from tests.record.forms.test_monthly_sent import AMIRA, BEN, PUPILS
from tests.record.whole_record import whole_record
from tests.scenarios.sources import Found, Sources, new_authority

AT = datetime(2026, 1, 19, 9, 30, tzinfo=UTC)
MONDAY = date(2026, 1, 12)
FORGE = "100009"
CAME = {"hours_offered": "15", "hours_attended": "12.5", "absence": "Ill on\nFriday"}
NOTHING = CAME | {"hours_attended": "0"}


def told(
    answers: dict[str, str] | None = None, who: dict[str, str] | None = None, week: date = MONDAY
) -> ToldOfWeek:
    who = who or AMIRA
    return ToldOfWeek(
        ref=f"SF-{week:%m%d}", urn=FORGE, week=week, by="pat@forge.example",
        at=AT + (week - MONDAY), replaced_on=None, child=f"EC-{who['forename'].upper()}",
        who=Answers(who), answers=Answers(CAME if answers is None else answers),
    )  # fmt: skip


def left(on: str, **hours: str) -> dict[str, str]:
    return {"ended_on": on, "where_now": "At home"} | hours


def spells(home: Path, *every: ToldOfWeek) -> set[tuple[str, str, str, float | None]]:
    """The facts that weeks tell, once they are landed: fact, from, to, and hours."""
    load = hand_over(Home(home), every, at=AT + timedelta(days=30), by="onroll")
    assert (load.accepted, load.held_back) == (len(every), 0)
    return {
        (each["fact"], str(each["starts_on"]), str(each["ends_before"] or ""), each["value"])
        for each in whole_record(Home(home)).said
    }


def test_hours_are_told_from_monday_to_sunday_as_they_were_offered(tmp_path: Path) -> None:
    """The week of 12 January ends with Sunday 18, so that nothing is told of Monday 19."""
    assert spells(tmp_path, told()) == {
        ("alternative_provision", "2026-01-12", "2026-01-19", None),
        ("weekly_hours", "2026-01-12", "2026-01-19", 15.0),
    }


def test_a_child_who_came_to_nothing_was_offered_hours_and_was_nowhere(tmp_path: Path) -> None:
    assert spells(tmp_path, told(NOTHING)) == {("weekly_hours", "2026-01-12", "2026-01-19", 15.0)}


def test_half_an_hour_attended_is_something(tmp_path: Path) -> None:
    found = spells(tmp_path, told(CAME | {"hours_attended": "0.5"}))
    assert ("alternative_provision", "2026-01-12", "2026-01-19", None) in found


def test_the_week_of_a_child_who_left_ends_with_the_last_day_there(tmp_path: Path) -> None:
    found = spells(tmp_path, told(left("2026-01-14", hours_offered="9", hours_attended="6")))
    assert {(start, end) for _, start, end, _ in found} == {("2026-01-12", "2026-01-15")}


@pytest.mark.parametrize(("ended_on", "told_of"), [("2026-01-11", 0), ("2026-01-12", 1)])
def test_a_week_after_the_last_day_tells_nothing(
    tmp_path: Path, ended_on: str, told_of: int
) -> None:
    """The Sunday before is too early; the Monday is a day of the week."""
    found = spells(tmp_path, told(left(ended_on, hours_offered="3", hours_attended="0")))
    assert len(found) == told_of


def test_a_week_that_is_not_told_adds_nothing(tmp_path: Path) -> None:
    """Told of 12 and of 26 January, and not of 19."""
    found = spells(tmp_path, told(), told(week=MONDAY + timedelta(days=14)))
    assert sorted((start, end) for fact, start, end, _ in found if fact == "weekly_hours") == [
        ("2026-01-12", "2026-01-19"), ("2026-01-26", "2026-02-02"),
    ]  # fmt: skip


def test_a_week_that_was_sent_again_stands_in_the_place_of_the_first(tmp_path: Path) -> None:
    first = replace(told(), replaced_on=date(2026, 1, 20))
    again = replace(told(NOTHING), ref="SF-AGAIN", at=AT + timedelta(days=1))
    assert spells(tmp_path, first, again) == {("weekly_hours", "2026-01-12", "2026-01-19", 15.0)}
    assert spells(tmp_path / "other", first) == set(), "then nobody was placed: that has no row"


def test_weeks_without_a_child_are_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        hand_over(Home(tmp_path), [], at=AT, by="onroll")


def test_every_answer_has_a_column() -> None:
    questions = {each.key for page in (HOURS, LEFT) for each in page.questions}
    columns = {column.name for column in weekly_hours.FEED.columns}
    assert questions <= columns
    held = row(told())
    assert (held["hours_offered"], held["absence"]) == ("15", "Ill on, Friday")
    assert set(held) == columns


PLACED = """
    Placement Ref | Learner Ref | UPN           | Forename | Surname | DOB        | URN    | Arranged By | Start      | End        | Hours a Week
    --------------+-------------+---------------+----------+---------+------------+--------+-------------+------------+------------+-------------
    L2            | B           | U801400018002 | Ben      | Brook   | 02/02/2012 | 100009 | Partnership | 12/01/2026 | 15/01/2026 | 15
"""  # noqa: E501


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    sources = Sources(new_authority(tmp_path_factory.mktemp("authority")))
    sources.send_pupils("2026-01-05", PUPILS)
    sources.send("2026-01-13", "placements_2026-01-13.csv", PLACED)
    hand_over(sources.home, [told(), told(who=BEN)], at=AT, by="onroll")
    return sources.worked_out("2026-01-30")


def test_a_child_of_whom_a_provider_alone_tells_is_placed_for_that_week(found: Found) -> None:
    """15 hours a week from Monday 12 to Sunday 18 January; on Monday 19 nobody tells any."""
    assert sorted(found.child_of) == ["Amira", "Ben"], "of the children on the roll, no others"
    for day, full_time in (("11", True), ("12", False), ("18", False), ("19", True)):
        assert ("Amira" in found.on(f"2026-01-{day}", "full_time_education")) is full_time, day


def test_hours_of_a_list_and_of_a_provider_are_not_added(found: Found) -> None:
    """15 hours on the list and 15 told would be 30, and full time; the list ends on the 15th."""
    assert "Ben" not in found.on("2026-01-14", "full_time_education")
    rows = found.rows(
        "facts", "feed", "starts_on", child=found.child_of["Ben"], fact="weekly_hours"
    )
    assert sorted((each["feed"], str(each["starts_on"])) for each in rows) == [
        ("placements", "2026-01-12"), ("weekly_hours", "2026-01-15"),
    ]  # fmt: skip
