"""Monthly returns reach the record: a pupil's hours until the school's next word, and no longer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from onroll.record.feeds import FileRefused
from onroll.record.feeds.catalogue import monthly_returns
from onroll.record.forms.answers import Answers
from onroll.record.forms.monthly_return import ENDED, MISSING_OUT, How
from onroll.record.forms.monthly_sent import Returned, hand_over, row
from onroll.record.home import Home
from tests.record.whole_record import whole_record
from tests.scenarios.sources import Found, Sources, new_authority

AT = datetime(2026, 1, 30, 9, 30, tzinfo=UTC)
HILLTOP = "100001"
AMIRA = {
    "forename": "Amira", "surname": "Adebayo", "date_of_birth": "2012-05-14", "sex": "F",
    "upn": "E801400018001",
}  # fmt: skip
BEN = {
    "forename": "Ben", "surname": "Brook", "date_of_birth": "2012-02-02", "sex": "M",
    "upn": "U801400018002",
}  # fmt: skip
PART_TIME = {
    "reason": "SB", "hours_offered": "12.5", "hours_attended": "10", "starts_on": "2026-01-12",
    "plan": "A mentor", "review_on": "2026-02-02", "ends_on": "2026-02-20", "provider": "",
}  # fmt: skip
AT_HOME = PART_TIME | {"reason": "MN", "hours_offered": "8", "plan": "", "ends_on": ""}


def january(
    how: How = How.NEW, answers: dict[str, str] | None = None, who: dict[str, str] | None = None
) -> Returned:
    who = who or AMIRA
    return Returned(
        ref=f"SF-{who['forename']}", urn=HILLTOP, month=date(2026, 1, 1), by="sam@hilltop.example",
        at=AT, replaced_on=None, child=f"EC-{who['forename'].upper()}", who=Answers(who), how=how,
        answers=Answers(PART_TIME if answers is None else answers),
    )  # fmt: skip


def february(how: How, answers: dict[str, str], who: dict[str, str] | None = None) -> Returned:
    told = january(how, answers, who)
    return replace(
        told, ref=told.ref + "-2", month=date(2026, 2, 1), at=AT + timedelta(days=28)
    )  # fmt: skip


def ended(on: str = "", how: str = "full_time") -> dict[str, str]:
    return {"ended_on": on, "ended_how": how}


def spells(home: Path, *told: Returned) -> set[tuple[str, str, str, float | None]]:
    """The facts that returns tell, once they are landed: fact, from, to, and hours."""
    load = hand_over(Home(home), told, at=AT + timedelta(days=30), by="onroll")
    assert (load.accepted, load.held_back) == (len(told), 0)
    return {
        (each["fact"], str(each["starts_on"]), str(each["ends_before"] or ""), each["value"])
        for each in whole_record(Home(home)).said
    }


TIMETABLE = {"part_time_timetable", "personalised_plan", "behaviour_plan", "weekly_hours"}


def until(found: set[tuple[str, str, str, float | None]], fact: str) -> list[tuple[str, str]]:
    return sorted((start, end) for name, start, end, _ in found if name == fact)


def test_a_part_time_timetable_is_told_with_its_hours_until_its_last_day(tmp_path: Path) -> None:
    """The last day is 20 February, so that the child is full time again on the 21st."""
    found = spells(tmp_path, january())
    assert found == {
        ("part_time_timetable_told", "2026-01-30", "2026-01-31", None),
        ("part_time_timetable", "2026-01-12", "2026-02-21", None),
        ("personalised_plan", "2026-01-12", "2026-02-21", None),
        ("behaviour_plan", "2026-01-12", "2026-02-21", None),
        ("weekly_hours", "2026-01-12", "2026-02-21", 12.5),
    }


def test_of_any_other_reason_the_hours_alone_are_a_fact(tmp_path: Path) -> None:
    """An illness rests on what a doctor says, and not on what a school calls the reason."""
    assert spells(tmp_path, january(answers=AT_HOME)) == {("weekly_hours", "2026-01-12", "", 8.0)}


def test_silence_ends_nothing_and_the_next_word_does(tmp_path: Path) -> None:
    assert until(spells(tmp_path, january(answers=AT_HOME)), "weekly_hours") == [("2026-01-12", "")]
    over = february(How.ENDED, ended("2026-02-09"))
    found = spells(tmp_path, january(answers=AT_HOME), over)
    assert until(found, "weekly_hours") == [("2026-01-12", "2026-02-09")]


def test_a_pupil_who_is_still_the_same_has_one_timetable_and_not_two(tmp_path: Path) -> None:
    found = spells(tmp_path, january(), february(How.SAME, PART_TIME))
    assert until(found, "weekly_hours") == [("2026-01-12", "2026-02-21")]
    assert len(until(found, "part_time_timetable_told")) == 2


def test_other_hours_begin_on_the_day_from_which_they_are_told(tmp_path: Path) -> None:
    more = february(How.CHANGED, AT_HOME | {"hours_offered": "15", "starts_on": "2026-02-09"})
    found = spells(tmp_path, january(answers=AT_HOME), more)
    assert until(found, "weekly_hours") == [("2026-01-12", "2026-02-09"), ("2026-02-09", "")]


def test_a_pupil_who_was_returned_by_mistake_was_never_one(tmp_path: Path) -> None:
    wrong = february(How.ENDED, ended("2026-02-09", "mistake"))
    assert until(spells(tmp_path, january(), wrong), "weekly_hours") == []


def test_a_return_that_was_sent_again_stands_in_the_place_of_the_first(tmp_path: Path) -> None:
    first = replace(january(), replaced_on=date(2026, 1, 31))
    again = replace(
        january(answers=PART_TIME | {"hours_offered": "15"}), ref="SF-AGAIN", at=AT + timedelta(1)
    )
    found = spells(tmp_path, first, again)
    assert {hours for fact, *_, hours in found if fact == "weekly_hours"} == {15.0}
    gone = replace(first, ref="SF-NOBODY")
    alone = spells(tmp_path / "other", gone)
    assert alone == set(), "then nobody was to report: the return of nobody has no row"


def test_two_pupils_do_not_end_each_other(tmp_path: Path) -> None:
    found = spells(tmp_path, january(), january(who=BEN))
    assert len([each for each in found if each[0] == "weekly_hours"]) == 1, "alike, of two children"
    assert len(whole_record(Home(tmp_path)).source_record) == 2


def test_returns_without_a_pupil_are_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        hand_over(Home(tmp_path), [], at=AT, by="onroll")


def test_every_answer_of_a_return_has_a_column_but_for_longer_words() -> None:
    questions = {each.key for page in (MISSING_OUT, ENDED) for each in page.questions}
    columns = {column.name for column in monthly_returns.FEED.columns}
    assert questions - columns == {"reason_words", "hours_offered"}
    told = row(january(answers=PART_TIME | {"plan": "A mentor\non Mondays"}))
    assert (told["hours"], told["plan"], told["child_ref"]) == ("12.5", "Y", "EC-AMIRA")
    assert set(told) == columns


PUPILS = """
    Pupil ID | UPN           | Forename | Surname | Date of Birth | URN    | Entry Date
    ---------+---------------+----------+---------+---------------+--------+-----------
    P1       | E801400018001 | Amira    | Adebayo | 14/05/2012    | 100001 | 01/09/2023
    P2       | U801400018002 | Ben      | Brook   | 02/02/2012    | 100001 | 01/09/2023
"""
LISTED = """
    Pupil ID | UPN           | URN    | Start      | End        | Hours a Week | Reason | Personalised Plan | Review Due
    ---------+---------------+--------+------------+------------+--------------+--------+-------------------+-----------
    P2       | U801400018002 | 100001 | 12/01/2026 | 26/01/2026 | 15           | SB     | N                 | 19/01/2026
"""  # noqa: E501


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    sources = Sources(new_authority(tmp_path_factory.mktemp("authority")))
    sources.send_pupils("2026-01-05", PUPILS)
    sources.send("2026-01-13", "part_time_timetables_2026-01-13.csv", LISTED)
    hand_over(sources.home, [january(), january(who=BEN)], at=AT, by="onroll")
    return sources.worked_out("2026-01-30")


def test_a_pupil_whom_the_return_alone_tells_of_is_not_taught_full_time(found: Found) -> None:
    """12.5 hours a week from 12 January to 20 February."""
    assert sorted(found.child_of) == ["Amira", "Ben"], "of the children on the roll, no others"
    assert "Amira" in found.on("2026-01-11", "full_time_education")
    assert "Amira" not in found.on("2026-01-12", "full_time_education")


def test_hours_of_a_list_and_of_a_return_are_not_added(found: Found) -> None:
    """15 hours in the list and 12.5 in the return would be 27.5, and full time for a Year 9."""
    assert "Ben" not in found.on("2026-01-25", "full_time_education")
    assert "Ben" not in found.on("2026-01-26", "full_time_education"), "the return goes on"
    rows = found.rows(
        "facts", "feed", "starts_on", child=found.child_of["Ben"], fact="weekly_hours"
    )
    assert sorted((each["feed"], str(each["starts_on"])) for each in rows) == [
        ("monthly_returns", "2026-01-26"), ("part_time_timetables", "2026-01-12"),
    ]  # fmt: skip
