"""The rows of the casework feed that a case tells, read back by the feed itself."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onroll.record.casework.events import Kind
from onroll.record.casework.to_feed import COLUMNS, Row, rows
from onroll.record.feeds import Reading, feed, read
from tests.record.casework.random_streams import stories
from tests.record.casework.story import Story, opened

HEADING = {column.name: column.title for column in feed("casework").columns}


def told(story: Story) -> list[tuple[str, str, str, str]]:
    return [
        (each["decision_ref"], each["decision"], str(each["holds_from"]), each["decided_by"])
        for each in rows("7", "EC-1", story.events)
    ]


def read_back(path: Path, found: list[Row]) -> Reading:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writerow({name: HEADING[name] for name in COLUMNS})
        writer.writerows(found)
    return read(path, "casework")


@pytest.fixture
def reading(tmp_path: Path) -> Callable[[list[Row]], Reading]:
    return lambda found: read_back(tmp_path / "casework_2030-01-01.csv", found)


def test_a_case_opens_with_a_referral_and_a_second_telling_is_a_referral_only():
    story = opened()
    story("2026-09-09", Kind.RECEIVED, "priya", source="parent", issue="whereabouts")
    assert told(story) == [
        ("EC-1-1", "Case opened", "2026-09-07", "alex"),
        ("EC-1-1b", "Referral received", "2026-09-07", "alex"),
        ("EC-1-2", "Referral triaged", "2026-09-07", "sam"),
        ("EC-1-4", "Referral received", "2026-09-09", "priya"),
    ]


def test_a_row_leaves_who_the_child_is_to_whoever_knows():
    row = rows("7", "EC-1", opened().events)[0]
    who = {"upn", "forename", "surname", "date_of_birth"}
    assert set(row) == set(COLUMNS) == set(HEADING) - who
    assert row["person_id"] == "7"


def test_a_case_that_is_sent_to_another_service_is_closed_and_one_that_asks_more_is_undecided():
    story = Story()
    story("2026-09-07", Kind.RECEIVED, source="school", issue="whereabouts")
    story("2026-09-08", Kind.TRIAGED, "sam", route="ask_more")
    assert len(told(story)) == 2
    story("2026-09-09", Kind.TRIAGED, "sam", route="redirect", to="SENA")
    assert told(story)[2:] == [
        ("EC-1-3", "Referral triaged", "2026-09-09", "sam"),
        ("EC-1-3b", "Case closed", "2026-09-09", "sam"),
    ]


@pytest.mark.parametrize(
    ("kind", "named", "decisions"),
    [
        (Kind.VISITED, {"seen": "alone"}, ["Child seen"]),
        (Kind.VISITED, {"seen": "with_others"}, ["Child seen"]),
        (Kind.VISITED, {"seen": "refused"}, ["Contact refused"]),
        (Kind.VISITED, {"seen": "no"}, []),
        (Kind.VISITED, {"seen": "empty"}, []),
        (Kind.CONTACTED, {"reached": "refused"}, ["Contact refused"]),
        (Kind.CONTACTED, {"reached": "threat"}, ["Contact refused"]),
        (Kind.CONTACTED, {"reached": "yes"}, []),
        (Kind.REVIEWED, {"words": "x"}, ["Case reviewed"]),
        (Kind.STEPPED, {"step": "Order served"}, ["Order served"]),
        (Kind.NOTED, {"words": "x"}, []),
    ],
)
def test_what_each_event_tells(kind, named, decisions):
    story = opened()
    story("2026-09-09", kind, **named)
    assert [each[1] for each in told(story)[3:]] == decisions


def test_both_systems_searched_is_told_once_on_the_day_of_the_second_answer():
    story = opened()
    story.asked("2026-09-08", "pupil_system", "nil")
    number = story.asked("2026-09-08", "social_care", "refused")
    assert "Databases searched" not in [each[1] for each in told(story)]
    story("2026-09-10", Kind.REPLIED, "priya", asked=number, result="nil")
    story("2026-09-11", Kind.REPLIED, "priya", asked=number, result="found")
    assert told(story)[3:] == [("EC-1-8", "Databases searched", "2026-09-10", "priya")]


def test_a_visit_after_the_letter_of_warning_is_the_follow_up_visit():
    story = opened()
    story("2026-09-08", Kind.VISITED, seen="refused")
    story("2026-09-09", Kind.ESCALATED, step="warning_letter")
    story("2026-09-10", Kind.VISITED, seen="alone")
    assert [each[1] for each in told(story)[3:]] == [
        "Contact refused",
        "Child seen",
        "Follow-up visit",
    ]


def test_a_word_tells_no_address_and_a_move_says_what_confirmed_it():
    story = opened()
    number = story("2026-09-08", Kind.WHEREABOUTS_TOLD, where="Seaton", place="elsewhere")
    story("2026-09-09", Kind.WHEREABOUTS_VERIFIED, told=number, how="health_trace", in_area=False)
    assert len(told(story)) == 3
    story("2026-09-10", Kind.WHEREABOUTS_VERIFIED, told=number, how="authority", in_area=False)
    story(
        "2026-09-11", Kind.WHEREABOUTS_VERIFIED, told=number, how="police", in_area=True,
        address="1 High St", postcode="XE1 2AB",
    )  # fmt: skip
    away, here = rows("7", "EC-1", story.events)[3:]
    assert (away["decision"], away["reason"]) == ("Moved away", "The other authority confirmed it")
    assert (here["decision"], here["address"], here["postcode"]) == (
        "Address verified", "1 High St", "XE1 2AB",
    )  # fmt: skip


def test_exhausted_is_decided_by_who_asked_last_and_signed_by_another():
    story = opened()
    story("2026-09-08", Kind.EXHAUSTED_SIGNED, "sam", why="x")
    assert len(told(story)) == 3, "nobody but who signs has asked anything"
    story.asked("2026-09-09", "embassy", "nil", by="priya")
    story.asked("2026-09-09", "police", "nil", by="sam")
    story("2026-09-10", Kind.EXHAUSTED_SIGNED, "sam", why="x")
    row = rows("7", "EC-1", story.events)[-1]
    assert (row["decision"], row["decided_by"], row["signed_by"]) == (
        "Enquiries exhausted", "priya", "sam",
    )  # fmt: skip


def test_closed_is_decided_by_who_asked_and_signed_by_who_closed():
    story = opened()
    story("2026-09-10", Kind.CLOSE_ASKED, "alex", outcome="duplicate")
    story("2026-09-11", Kind.CLOSED, "sam", outcome="duplicate")
    row = rows("7", "EC-1", story.events)[-1]
    assert (row["decision"], row["holds_from"]) == ("Case closed", date(2026, 9, 11))
    assert (row["decided_by"], row["signed_by"]) == ("alex", "sam")
    assert row["reason"] == row["outcome"] == "The same work as another record's"


def test_a_case_tells_what_it_was_about_who_was_linked_and_how_it_ended(reading):
    story = opened()
    story("2026-09-08", Kind.RECEIVED, source="parent", issue="moved_in")
    linked = story("2026-09-09", Kind.SIBLING_LINKED, record="pupil_system:P-9/a", words="Mum")
    story("2026-09-10", Kind.TAKEN_BACK, "sam", number=linked, why="it was a cousin")
    story("2026-09-11", Kind.CLOSE_ASKED, "alex", outcome="located_here")
    story("2026-09-14", Kind.CLOSED, "sam", outcome="located_here")
    found = rows("7", "EC-1", story.events)
    kept = [(row["decision"], row["issue"], row["sibling"], row["outcome"], row["taken_back_by"])
            for row in found if row["issue"] or row["sibling"] or row["outcome"]]  # fmt: skip
    assert kept == [
        ("Case opened", "Whereabouts not known", None, None, None),
        ("Brother or sister linked", None, "pupil_system:P-9/a", None, "sam"),
        ("Case closed", None, None, "Found, in this authority", None),
    ]
    assert reading(found).problems == []


@pytest.mark.parametrize(
    ("route", "ended"), [("redirect", "Sent to another service"), ("not_ours", "Not ours")]
)
def test_a_case_that_triage_sends_away_ends_so(route, ended, reading):
    story = Story()
    story("2026-09-07", Kind.RECEIVED, source="school", issue="whereabouts")
    story("2026-09-09", Kind.TRIAGED, "sam", route=route, to="SENA")
    found = rows("7", "EC-1", story.events)
    assert [row["outcome"] for row in found if row["decision"] == "Case closed"] == [ended]
    assert reading(found).problems == []


def test_what_was_taken_back_stays_with_who_took_it_back_and_when():
    story = opened()
    number = story("2026-09-08", Kind.VISITED, seen="alone", where="home")
    story("2026-09-10", Kind.TAKEN_BACK, "sam", number=number, why="it was the sister")
    row = rows("7", "EC-1", story.events)[-1]
    assert (row["decision"], row["taken_back_on"], row["taken_back_by"]) == (
        "Child seen", date(2026, 9, 10), "sam",
    )  # fmt: skip


def test_what_rests_on_what_was_taken_back_goes_with_it_and_is_told_anew():
    """The search was complete by the first answer; without it, by the later one."""
    story = opened()
    story.asked("2026-09-08", "pupil_system", "nil")
    first = story.asked("2026-09-08", "social_care", "nil") + 1
    story.asked("2026-09-14", "social_care", "nil", by="priya")
    story("2026-09-15", Kind.TAKEN_BACK, "sam", number=first, why="another child")
    found = [
        (each["decision_ref"], str(each["holds_from"]), str(each["taken_back_on"]))
        for each in rows("7", "EC-1", story.events)
        if each["decision"] == "Databases searched"
    ]
    assert found == [
        ("EC-1-7", "2026-09-08", "2026-09-15"),
        ("EC-1-9", "2026-09-14", "None"),
    ]


def test_a_row_that_says_another_day_now_is_told_anew_under_a_reference_of_its_own():
    """Told of the 10th by an answer that was taken back, it is of the 9th without it."""
    story = opened()
    first = story.asked("2026-09-10", "pupil_system", "nil") + 1
    story.asked("2026-09-08", "pupil_system", "nil")
    story.asked("2026-09-09", "social_care", "nil")
    story("2026-09-15", Kind.TAKEN_BACK, "sam", number=first, why="another child")
    found = [
        (each["decision_ref"], str(each["holds_from"]), str(each["taken_back_on"]))
        for each in rows("7", "EC-1", story.events)
        if each["decision"] == "Databases searched"
    ]
    assert found == [
        ("EC-1-9", "2026-09-10", "2026-09-15"),
        ("EC-1-9-10", "2026-09-09", "None"),
    ]


@given(st.lists(stories(), min_size=5, max_size=5))
@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_of_any_stream_of_events_the_feed_accepts_every_row(reading, cases):
    found = [row for at, story in enumerate(cases) for row in rows("7", f"EC-{at}", story.events)]
    came = reading(found)
    assert (came.rows_in, came.held_back_rows) == (len(found), 0), came.problems


@given(stories())
@settings(max_examples=40, deadline=None)
def test_a_row_once_told_is_told_for_ever_the_same_or_taken_back(story):
    """However the stream goes on, no row goes or changes but to say that it was taken back."""
    for at in range(1, len(story.events)):
        before = {row["decision_ref"]: row for row in rows("7", "EC-1", story.events[:at])}
        after = {row["decision_ref"]: row for row in rows("7", "EC-1", story.events[: at + 1])}
        assert before.keys() <= after.keys()
        for ref, row in before.items():
            assert row["taken_back_on"] is None or row == after[ref]
            kept = {name: after[ref][name] for name in row if not name.startswith("taken_back")}
            assert kept == {name: row[name] for name in kept}


def test_a_file_that_says_the_same_person_decided_and_signed_would_be_held_back(reading):
    """The proof above can fail: a planted fault is caught."""
    story = opened()
    story.asked("2026-09-09", "embassy", "nil", by="priya")
    story("2026-09-10", Kind.EXHAUSTED_SIGNED, "sam", why="x")
    found = rows("7", "EC-1", story.events)
    assert reading(found).held_back_rows == 0
    found[-1]["decided_by"] = "sam"
    assert reading(found).held_back_rows == 1
