"""Every answer that is said to settle a contradiction does, and every other leaves it as it is."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from onroll.record import feeds
from onroll.record.assemble import assemble
from onroll.record.contradictions import contradiction_named
from onroll.record.definitions.catalogue.contradictions import CONTRADICTIONS
from onroll.record.definitions.contradiction import Contradiction
from onroll.record.gather import PERSON, SAID
from onroll.record.one_child import FactRow, OneChild
from onroll.record.questions.answers import ANSWERS, Answer, UnknownAnswer, answer_named
from onroll.record.questions.states import Kind, State, after_run, state_on
from onroll.record.questions.to_feed import Given, row

DAY = date(2026, 1, 14)
ONE, OTHER = "100001", "100003"
LONG, ONCE, LATE = "2025-11-03", "2025-12-01", "2026-01-05"
SAYS: dict[str, list[tuple[str, str, str, bool]]] = {
    "suspended_with_another_absence_code": [
        ("suspension", LATE, ONE, False), ("code_i_in_use", LATE, ONE, False),
    ],
    "suspended_and_marked_present": [
        ("suspension", LATE, ONE, False), ("marked_present", LATE, ONE, False),
    ],
    "reinstated_and_on_no_roll": [("reinstated", ONCE, ONE, True)],
    "part_time_timetable_and_full_attendance": [
        ("part_time_timetable", LONG, ONE, False), ("marked_present", LONG, ONE, False),
    ],
    "removed_after_absence_and_marked_ill": [
        ("removed_after_absence", ONCE, ONE, True), ("code_i_in_use", "2025-11-24", ONE, True),
    ],
    "marked_present_and_not_on_that_roll": [("marked_present", LONG, ONE, False)],
    "home_educated_and_on_roll": [
        ("home_educated", LONG, "", False), ("on_roll", LONG, ONE, False),
    ],
    "home_education_suitable_and_listed_missing": [
        ("home_educated", LONG, "", False), ("education_found_suitable", LONG, "", False),
        ("recorded_missing_education", LONG, "", False),
    ],
    "on_roll_and_listed_missing": [
        ("on_roll", LONG, ONE, False), ("recorded_missing_education", LONG, "", False),
    ],
    "admitted_and_still_on_old_roll": [
        ("on_roll", LONG, ONE, False), ("on_roll", "2025-12-22", OTHER, False),
        ("admitted", "2025-12-22", OTHER, True),
    ],
    "two_main_rolls": [("on_roll", LONG, ONE, False), ("on_roll", LONG, OTHER, False)],
    "removed_to_another_school_without_roll": [("removed_to_another_school", ONCE, ONE, True)],
    "removed_for_home_education_and_not_registered": [
        ("removed_for_home_education", ONCE, ONE, True),
    ],
    "off_roll_without_destination": [("removed_without_destination", ONCE, ONE, True)],
    "removed_and_still_on_that_roll": [
        ("removed_from_roll", ONCE, ONE, True), ("on_roll", LONG, ONE, False),
    ],
    "not_in_education_and_on_roll": [
        ("not_in_education_employment_or_training", LONG, "", False), ("on_roll", LONG, ONE, False),
    ],
    "reported_without_school_and_on_roll": [
        ("reported_without_school", LONG, "", False), ("on_roll", LONG, ONE, False),
    ],
    "reported_home_educated_and_not_registered": [("reported_home_educated", LONG, "", False)],
    "plan_names_no_place_and_on_no_roll": [("ehc_plan_without_place", LONG, "", False)],
    "plan_names_no_place_and_on_roll": [
        ("ehc_plan_without_place", LONG, "", False), ("on_roll", LONG, ONE, False),
    ],
    "accepted_offer_and_on_no_roll": [("due_to_start", ONCE, ONE, True)],
    "offer_not_started_and_on_that_roll": [
        ("offer_not_started", LONG, ONE, False), ("on_roll", LONG, ONE, False),
    ],
    "moved_away_and_home_educated": [
        ("moved_away", LONG, "", False), ("home_educated", LONG, "", False),
    ],
    "moved_away_and_listed_missing": [
        ("moved_away", LONG, "", False), ("recorded_missing_education", LONG, "", False),
    ],
    "attendance_order_and_not_on_that_roll": [("school_attendance_order", LONG, ONE, False)],
    "lost_pupil_and_on_roll": [("lost_pupil", LONG, "", False), ("on_roll", LONG, ONE, False)],
    "no_date_of_birth": [("on_roll", LONG, ONE, False)],
}  # fmt: skip
"""Of each contradiction that an answer may settle, what contradicts: a fact, since when, of which
school, and whether it is of that day alone."""
PAIRS = [
    (rule, answer)
    for rule in CONTRADICTIONS
    if rule.key in SAYS
    for answer in rule.answers
    if answer.tells
]
"""Each of them with each of its answers that says something of the record; the others cannot."""


@cache
def child_of(rule: Contradiction, given: Given | None) -> OneChild:
    """The child of whom that is told, with what was answered or without."""
    db = duckdb.connect()
    unknown = ", ".join(f"null::varchar as {c}" for c in PERSON if c != "date_of_birth")
    born = "null::date" if rule.key == "no_date_of_birth" else "date '2012-05-14'"
    answered = "date '2012-05-14'" if given and given.born else "null::date"
    db.execute(f"""
        create table source_record as
        select 'pupil_system:P1' as record_id, 'pupil_system' as source, 'P1' as local_id,
               {born} as date_of_birth, 'f' as feed, 'f.csv' as file, 2 as row, {unknown}
        union all by name
        select 'question_answers:QU' as record_id, 'question_answers' as source, 'QU' as local_id,
               {answered} as date_of_birth, 'q' as feed, 'q.csv' as file, 2 as row""")
    db.execute(SAID)
    for fact, since, school, once in SAYS[rule.key]:
        ends = f"date '{since}' + 1" if once else "null"
        db.execute(
            f"insert into said select 'pupil_system:P1', '{fact}', date '{since}', {ends}, null,"
            f" nullif('{school}', ''), 'f', 'f.csv', 3"
        )
    if given:
        columns = feeds.feed("question_answers").columns
        held = row(given)
        typed = ", ".join(
            f"cast(nullif('{held[each.name]}', '') as {each.type.sql}) as {each.name}"
            for each in columns
        )
        db.execute(f"create view rows as select {typed}, 2 as row, 'q.csv' as file")
        db.execute(
            "insert into said by name select 'question_answers:' || local_id as record_id,"
            f" 'question_answers' as feed, * exclude (local_id)"
            f" from ({feeds.feed('question_answers').facts})"
        )
    links: dict[str, Any] = {
        "record_id": ["pupil_system:P1", "question_answers:QU"],
        "person_id": ["EC-1", "EC-1"],
        "reason": ["", ""],
    }
    assemble(db, pa.table(links | {"weight": pa.nulls(2, pa.float64())}), DAY)
    told = db.execute(
        "select fact, starts_on, ends_before, value, setting, feed, file, row from facts"
    )
    return OneChild([FactRow(*held) for held in told.fetchall()])


@pytest.mark.parametrize(
    ("rule", "answer"), PAIRS, ids=[f"{rule.key} {answer.key}" for rule, answer in PAIRS]
)
def test_an_answer_settles_what_it_is_said_to_settle_and_nothing_else(
    rule: Contradiction, answer: Answer
) -> None:
    assert child_of(rule, None).holds(rule.expression, DAY), "it must contradict to begin with"
    of_a_school = bool(rule.asked_of.schools_of) and not answer.of_a_team
    given = Given(
        "QU-1", "QU", rule.key, answer.key, ONE if of_a_school else "", "una@x.example", DAY,
        holds_from="2026-01-12" if answer.day else "", ground="a" if answer.ground else "",
        born="2012-05-14" if answer.born else "",
    )  # fmt: skip
    assert child_of(rule, given).holds(rule.expression, DAY) is not rule.settled_by(answer)


@pytest.mark.parametrize("rule", CONTRADICTIONS, ids=lambda rule: rule.key)
def test_a_contradiction_has_an_answer_that_settles_it_or_says_why_none_does(
    rule: Contradiction,
) -> None:
    settles = [answer for answer in rule.answers if rule.settled_by(answer)]
    assert bool(settles) is not bool(rule.only_in_the_source)
    assert bool(settles) is (rule.key in SAYS)
    assert len({answer.key for answer in rule.answers}) == len(rule.answers)
    assert not rule.answers or "not_known" in {answer.key for answer in rule.answers}


def test_no_answer_tells_that_a_child_died() -> None:
    told = {fact for answer in ANSWERS for fact in answer.tells}
    assert not {fact for fact in told if "die" in fact or "death" in fact}
    grounds = [q for a in ANSWERS for q in a.page.questions if q.key == "ground"]
    assert grounds
    assert all("k" not in question.options for question in grounds)
    for key in ("death_recorded_and_seen_since", "removed_as_died_and_on_roll"):
        assert contradiction_named(key).answers == ()


def test_an_unknown_answer_is_refused() -> None:
    with pytest.raises(UnknownAnswer, match="nothing_like_it"):
        answer_named("nothing_like_it")


def test_a_question_is_overdue_from_the_day_after_it_is_due() -> None:
    assert state_on(None, DAY, DAY) == State.WAITING
    assert state_on(Kind.TAKEN_BACK, date(2026, 1, 13), DAY) == State.OVERDUE
    assert state_on(Kind.ANSWERED, date(2026, 1, 13), DAY) == State.ANSWERED


@pytest.mark.parametrize(
    ("happened", "contradicts", "knew", "settles", "then"),
    [
        ([], False, False, False, Kind.AGREED),
        ([], True, False, False, None),
        ([Kind.SEEN, Kind.ANSWERED], False, True, True, Kind.AGREED),
        ([Kind.ANSWERED], True, False, True, None),  # the run does not know it yet
        ([Kind.ANSWERED], True, True, False, None),  # nor does it settle anything
        ([Kind.ANSWERED], True, True, True, Kind.AGAIN),
        ([Kind.ANSWERED, Kind.AGREED], True, True, True, Kind.AGAIN),
        ([Kind.ANSWERED, Kind.AGREED], False, True, True, None),
        ([Kind.ANSWERED, Kind.AGREED, Kind.AGAIN], True, True, True, None),
        ([Kind.ANSWERED, Kind.AGREED, Kind.TAKEN_BACK], True, True, True, None),
        ([Kind.AGREED], True, False, False, None),
        ([Kind.WITHDRAWN], False, False, False, None),
    ],
)
def test_what_a_run_makes_of_a_question(
    happened: list[Kind], contradicts: bool, knew: bool, settles: bool, then: Kind | None
) -> None:
    found = after_run(happened, contradicts=contradicts, knew_the_answer=knew, settles=settles)
    assert found == then
