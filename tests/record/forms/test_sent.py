"""What was told by form reaches the record: once, as it was told, and not once it is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from onroll.record.feeds import FileRefused
from onroll.record.feeds.catalogue import school_forms
from onroll.record.feeds.loads import loads
from onroll.record.forms.answering import Typed
from onroll.record.forms.catalogue import FORMS
from onroll.record.forms.sent import Sent, hand_over, row, rows
from onroll.record.home import Home
from tests.record.forms.full_answers import ANSWERS, TODAY, UPN, answers
from tests.record.whole_record import Row, WholeRecord, whole_record

AT = datetime(2026, 1, 14, 9, 30, tzinfo=UTC)
SAM = "sam@hilltop.example"
PRIYA = "priya@exampleshire.example"
HILLTOP = "100001"

Told = tuple[str, str, str | None]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def a_form(key: str, ref: str = "SF-23456789", *, urn: str = HILLTOP, **otherwise: Typed) -> Sent:
    told = answers(key, TODAY, **otherwise)
    return Sent(ref, key, told, urn, SAM, AT, token=ref)


def told(home: Home, *sent: Sent, at: datetime = AT) -> list[Told]:
    """The facts that forms tell, once they are landed: fact, from, and to."""
    load = hand_over(home, sent, at=at, by=PRIYA)
    assert (load.accepted, load.held_back) == (load.rows_in, 0)
    return [shown(each) for each in whole_record(home).said]


def shown(said: Row) -> Told:
    return said["fact"], str(said["starts_on"]), str(said["ends_before"] or "") or None


def on(fact: str, day: str) -> Told:
    return fact, day, str(date.fromisoformat(day) + timedelta(1))


SENT_ON = "2026-01-14"
FACTS: dict[str, list[Told]] = {
    "removal_from_roll": [
        ("address_in_area", SENT_ON, None),
        on("deletion_ground_met", SENT_ON),
        on("deletion_return_made", SENT_ON),
        on("moved_home", SENT_ON),
        on("removed_from_roll", SENT_ON),
        on("removed_to_another_school", SENT_ON),
    ],
    "new_pupil": [
        ("address_in_area", "2026-01-12", None),
        on("admitted", "2026-01-12"),
        on("new_pupil_entered", "2026-01-12"),
        on("new_pupil_return_made", SENT_ON),
        on("on_roll", "2026-01-12"),
    ],
    "missing_referral": [
        on("absence_followed_up", "2026-01-08"),
        ("address_in_area", SENT_ON, None),
        on("enquiries_begun", "2026-01-08"),
        on("home_visited", "2026-01-12"),
        on("referral_received", SENT_ON),
    ],
    "attendance_return": [on("attendance_return_made", SENT_ON)],
    "sickness_return": [
        ("long_illness_expected", SENT_ON, "2026-02-13"),
        on("sickness_return_made", SENT_ON),
    ],
    "part_time_timetable": [
        ("part_time_timetable", "2026-01-12", "2026-02-09"),
        on("part_time_timetable_told", SENT_ON),
        ("personalised_plan", "2026-01-12", "2026-02-09"),
        ("weekly_hours", "2026-01-12", "2026-02-09"),
    ],
    "part_time_review": [
        ("part_time_timetable", "2026-01-13", "2026-02-09"),
        on("part_time_timetable_reviewed", "2026-01-13"),
        on("part_time_timetable_told", SENT_ON),
        ("weekly_hours", "2026-01-13", "2026-02-09"),
    ],
    "exclusion_notice": [
        on("authority_told_of_exclusion", SENT_ON),
        on("exclusion_decided", "2026-01-13"),
        # three sessions are two days, without a calendar days of the week count
        ("suspension", "2026-01-14", "2026-01-16"),
    ],
    "intention_to_home_educate": [
        ("home_education_intended", SENT_ON, "2026-02-13"),
        on("home_education_notice", "2026-01-08"),
        ("home_education_notified", "2026-01-08", "2026-02-13"),
    ],
    "home_education_referral": [
        ("home_education_intended", SENT_ON, "2026-02-13"),
        on("home_education_notice", "2026-01-08"),
        ("home_education_notified", "2026-01-08", "2026-02-13"),
        on("implications_discussed", "2026-01-12"),
        on("school_raised_concern", SENT_ON),
    ],
    "managed_move": [on("new_school_confirmed", "2026-01-12")],
    "placement_progress": [("alternative_provision", "2026-01-05", "2026-01-10")],
    "partner_referral": [
        ("address_in_area", SENT_ON, None),
        on("referral_received", SENT_ON),
    ],
}


@pytest.fixture(scope="module")
def landed(tmp_path_factory: pytest.TempPathFactory) -> WholeRecord:
    """A form of each kind, each about a child of its own."""
    home = Home(tmp_path_factory.mktemp("home"))
    hand_over(home, of_each_kind(), at=AT, by=PRIYA)
    return whole_record(home)


def of_each_kind() -> list[Sent]:
    return [a_form(key, f"SF-{key}", upn="", surname=key) for key in FACTS]


@pytest.mark.parametrize("key", FACTS)
def test_a_form_that_is_sent_tells_these_facts_of_the_child(landed: WholeRecord, key: str) -> None:
    record = f"school_forms:SF-{key}"
    facts = [shown(each) for each in landed.said if each["record_id"] == record]
    assert sorted(facts) == sorted(FACTS[key])
    (child,) = [each for each in landed.source_record if each["record_id"] == record]
    assert (child["forename"], child["surname"]) == ("Amira", key)
    assert (child["date_of_birth"], child["sex"]) == (date(2013, 3, 27), "F")


def test_a_child_is_known_by_the_upn_that_is_told(home: Home) -> None:
    assert told(home, a_form("managed_move"))
    (child,) = whole_record(home).source_record
    assert (child["record_id"], child["upn"]) == ("school_forms:SF-23456789", UPN)


def test_a_form_that_was_taken_back_tells_nothing_and_nobody(home: Home) -> None:
    hand_over(home, of_each_kind(), at=AT, by=PRIYA)
    back = [replace(each, taken_back=date(2026, 1, 15)) for each in of_each_kind()]
    assert told(home, *back, at=AT + timedelta(days=1)) == []
    assert whole_record(home).source_record == []


def test_every_form_has_facts_here_and_is_one_that_the_feed_knows() -> None:
    assert set(FACTS) == {form.key for form in FORMS} == set(school_forms.FORMS)


def test_a_form_sent_twice_tells_once(home: Home) -> None:
    once = a_form("new_pupil")
    again = replace(once, ref="SF-98765432", at=AT + timedelta(minutes=1))
    assert [each["form_ref"] for each in rows([again, once])] == ["SF-23456789"]
    assert told(home, once, again) == told(home, once)
    assert len(list(loads(home))) == 1


def test_every_file_holds_every_form_and_with_none_there_is_nothing_to_land(home: Home) -> None:
    with pytest.raises(FileRefused):
        hand_over(home, [], at=AT, by=PRIYA)
    first, second = a_form("managed_move"), a_form("attendance_return", "SF-AAAAAAAA")
    assert hand_over(home, [first], at=AT, by=PRIYA).accepted == 1
    assert hand_over(home, [first, second], at=AT + timedelta(days=1), by=PRIYA).accepted == 2


def test_what_is_not_known_is_nothing_and_an_address_is_on_one_line() -> None:
    sent = a_form("attendance_return", forename="Not known", address="1 High Street\nExam")
    assert (row(sent)["forename"], row(sent)["address"]) == ("", "1 High Street, Exam")
    assert row(a_form("attendance_return", address="not known"))["address"] == ""


def test_an_answer_to_what_is_not_asked_any_more_is_not_told() -> None:
    """A parent's letter of a removal that turned out to be on another ground."""
    sent = a_form("removal_from_roll")
    letter = sent.answers.with_answers({"written_on": "2026-01-08", "sender_name": "Sam"})
    assert row(replace(sent, answers=letter)) == row(sent)


def test_a_home_that_must_be_kept_secret_is_not_in_the_feed() -> None:
    stale = a_form("partner_referral")
    secret = stale.answers.with_answers({"secret_home": "yes"})
    told = row(replace(stale, answers=secret))
    assert (told["address"], told["postcode"]) == ("", "")


ENDS_A_SEARCH: list[tuple[str, dict[str, Typed], set[str]]] = [
    ("new_pupil", {}, {"admitted", "on_roll"}),
    ("exclusion_notice", {"reinstated": "yes", "reinstated_on": SENT_ON}, {"reinstated"}),
    (
        "removal_from_roll",
        {"ground": "k", "has_died": "yes"},
        {"death_recorded", "removed_as_died", "removed_officially"},
    ),
    ("placement_progress", {}, {"alternative_provision"}),
]


def test_whoever_did_not_sign_in_ends_no_search(home: Home) -> None:
    """An entry, a reinstatement and a death are believed of a school; the return itself is told."""
    sent = [
        a_form(key, f"SF-{key}-{urn}", urn=urn, upn="", surname=f"{key} {urn}", **otherwise)
        for key, otherwise, _ in ENDS_A_SEARCH
        for urn in (HILLTOP, "")
    ]
    hand_over(home, sent, at=AT, by=PRIYA)
    said = whole_record(home).said
    for key, _, left_out in ENDS_A_SEARCH:
        school, nobody = (
            {each["fact"] for each in said if each["record_id"] == f"school_forms:SF-{key}-{urn}"}
            for urn in (HILLTOP, "")
        )
        assert school - nobody == left_out
        assert nobody < school


def test_a_death_is_told_where_the_school_was_asked_whether_it_is_so(home: Home) -> None:
    """A death that was typed and then taken for another ground is not told: nobody asks it then."""
    died = a_form("removal_from_roll", ground="k", has_died="yes")
    assert on("death_recorded", SENT_ON) in told(home, died)
    slip = replace(died, answers=died.answers.with_answers({"ground": "j"}))
    facts = {fact for fact, *_ in told(home, slip, at=AT + timedelta(days=1))}
    assert facts & {"death_recorded", "removed_as_died"} == set()


def test_the_next_word_on_a_part_time_timetable_ends_the_one_before(home: Home) -> None:
    """Told on 12 hours from 12 January; on the 13th it is 15 hours; on the 14th it has ended."""
    notice = a_form("part_time_timetable", "SF-22222222")
    review = a_form("part_time_review", "SF-33333333", starts_on="2026-01-12")
    ended = a_form(
        "part_time_review", "SF-44444444", starts_on="2026-01-12", reviewed_on="2026-01-14",
        outcome="ended", ended_on="2026-01-14",
    )  # fmt: skip
    later = [
        replace(each, at=AT + timedelta(minutes=n))
        for n, each in enumerate((notice, review, ended))
    ]
    hours = [each for each in told(home, *later) if each[0] == "weekly_hours"]
    assert sorted(hours) == [
        ("weekly_hours", "2026-01-12", "2026-01-13"),
        ("weekly_hours", "2026-01-13", "2026-01-14"),
    ]


def test_a_timetable_told_again_with_other_hours_is_one_timetable(home: Home) -> None:
    """Hours are summed: told twice, half a week would be a whole one."""
    first = a_form("part_time_timetable", "SF-22222222")
    again = a_form("part_time_timetable", "SF-33333333", hours="15")
    hours = [
        each
        for each in told(home, first, replace(again, at=AT + timedelta(minutes=1)))
        if each[0] == "weekly_hours"
    ]
    assert hours == [("weekly_hours", "2026-01-12", "2026-02-09")]
    (said,) = [each for each in whole_record(home).said if each["fact"] == "weekly_hours"]
    assert said["value"] == 15


def test_an_illness_lasts_until_the_schools_next_word_about_it(home: Home) -> None:
    """No day back was given on the 14th; on the 19th the child is expected back on the 26th."""
    first = a_form("sickness_return", "SF-22222222", expected_back_on="")
    told_alone = [each for each in told(home, first) if each[0] == "long_illness_expected"]
    assert told_alone == [("long_illness_expected", SENT_ON, None)]
    later = a_form("sickness_return", "SF-33333333", expected_back_on="2026-01-26")
    day = AT + timedelta(days=5)
    both = told(home, first, replace(later, at=day), at=day)
    assert [each for each in both if each[0] == "long_illness_expected"] == [
        ("long_illness_expected", SENT_ON, "2026-01-19"),
        ("long_illness_expected", "2026-01-19", "2026-01-26"),
    ]


def test_another_schools_timetable_does_not_end_a_schools_own(home: Home) -> None:
    own = a_form("part_time_timetable", "SF-22222222")
    other = a_form("part_time_timetable", "SF-33333333", urn="100002", starts_on="2026-01-13")
    assert len([each for each in told(home, own, other) if each[0] == "part_time_timetable"]) == 2


def test_what_is_only_said_of_home_education_is_no_notice(home: Home) -> None:
    """A parent who only speaks of it has given no notice: the intention is told, and no letter."""
    said = a_form("intention_to_home_educate", in_writing="no", written_on="")
    assert told(home, said) == [("home_education_intended", SENT_ON, "2026-02-13")]


def test_a_letter_sent_with_a_removal_is_the_parents_notice(home: Home) -> None:
    removal = a_form(
        "removal_from_roll", ground="f", in_writing="yes", written_on="2026-01-08",
        special_school="no", whose_choice="family", destination="home_education",
        next_postcode="",
    )  # fmt: skip
    facts = told(home, removal)
    assert on("home_education_notice", "2026-01-08") in facts
    assert ("home_education_notified", "2026-01-08", SENT_ON) in facts
    assert on("removed_for_home_education", SENT_ON) in facts


def test_a_permanent_exclusion_is_of_the_first_day_the_child_may_not_attend(home: Home) -> None:
    facts = told(home, a_form("exclusion_notice", category="permanent"))
    assert on("permanent_exclusion", "2026-01-14") in facts
    assert "suspension" not in {fact for fact, *_ in facts}


def test_every_answer_that_the_feed_has_a_column_for_is_told() -> None:
    """A question that is renamed would be told no more: each form's own columns are filled."""
    filled = {
        name
        for key in ANSWERS
        for name, text in row(a_form(key)).items()
        if text
    }  # fmt: skip
    unfilled = {column.name for column in school_forms.FEED.columns} - filled
    assert unfilled == {
        "taken_back_on", "has_died", "next_address", "moves_on", "ended_on", "reinstated_on"
    }  # fmt: skip
    questions = {each.key for form in FORMS for page in form.pages for each in page.questions}
    assert unfilled - questions == {"taken_back_on"}
