"""Both cases of the papers, replayed: what was known when, and what would have been asked by then.

Leicestershire scrutiny report (2014), appendix C. The days are made up where the paper has months.
The letters are those of the workflow page, section 9.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

import pytest

from onroll.record.casework.askings import askings
from onroll.record.casework.closing import may_sign, what_closing_needs
from onroll.record.casework.escalation import letter_clock, standing_triggers
from onroll.record.casework.events import Event, Kind
from onroll.record.casework.exhausted import what_is_left
from onroll.record.casework.required import due
from onroll.record.casework.to_feed import rows
from onroll.record.casework.whereabouts import whereabouts
from onroll.record.reason_for_missing import OVER, duration_band
from onroll.record.school_days import SchoolCalendar, open_days
from tests.record.casework.story import Story

SPRING_2014: Final = SchoolCalendar(
    open_days([(date(2014, 1, 6), date(2014, 2, 14)), (date(2014, 2, 24), date(2014, 4, 11))])
)


def first_case(until: str = "2014-12-31") -> Story:
    """The first case as it was lived, to a day."""
    story = Story()

    def told(on: str, *args: object, **named: object) -> int:
        return story(on, *args, **named) if on <= until else 0  # type: ignore[arg-type]

    def asked(on: str, key: str, result: str, **named: object) -> None:
        if on <= until:
            story.asked(on, key, result, **named)

    told("2011-09-12", Kind.RECEIVED, source="partnership", issue="home_education")
    told("2011-09-13", Kind.TRIAGED, "sam", route="accept", risk="none")
    told("2011-09-13", Kind.ALLOCATED, "sam", team=1, officer=2)
    asked("2011-09-14", "social_care", "found")
    asked("2011-10-10", "admissions", "found", words="applied, the place was not taken up")
    asked("2013-03-04", "patient_records", "found")
    told(
        "2013-03-04", Kind.WHEREABOUTS_TOLD,
        where="a site in Devon", place="elsewhere", by_whom="Mum",
    )  # fmt: skip
    asked("2013-03-05", "other_authorities", "nil", of_whom="Devon")
    asked("2014-01-13", "map_check", "nil")
    asked("2014-01-14", "named_nurse", "found")
    told(
        "2014-01-14", Kind.WHEREABOUTS_TOLD,
        where="Seaton", place="elsewhere", by_whom="the named nurse",
    )  # fmt: skip
    asked("2014-01-15", "social_care", "found", words="Mum's details")
    asked("2014-01-16", "named_nurse", "found", words="Mum's GP")
    asked("2014-01-17", "gp_registration", "found", words="Mum still attends")
    asked("2014-01-20", "parent_or_carer", "found", words="Mum rang and threatened the NHS")
    told("2014-01-20", Kind.SAFETY_FLAGGED, words="Mum made threats on the telephone")
    told("2014-01-20", Kind.WHEREABOUTS_TOLD, where="at home", place="area", by_whom="Mum")
    told("2014-01-22", Kind.VISITED, seen="refused", where="home")
    asked("2014-01-23", "police", "refused")
    asked("2014-01-24", "social_care", "found", words="First Response agreed the letter")
    told("2014-01-24", Kind.ESCALATED, step="warning_letter", to_whom="First Response")
    told("2014-01-30", Kind.VISITED, "priya", seen="with_others", where="home")
    told(
        "2014-02-03", Kind.CLOSE_ASKED,
        outcome="home_education_suitable", evidence="the visit of 30 January",
    )  # fmt: skip
    told("2014-02-04", Kind.CLOSED, "sam", outcome="home_education_suitable")
    return story


def asked_by(story: Story, opened_on: date, day: date) -> set[str]:
    """What the case has asked for by a day: what is `due` then, and no later than it."""
    return {each.enquiry for each in due(story.case, opened_on, day) if each.by_when <= day}


class TestTheFirstCase:
    def test_a_2011_to_2014_is_one_case(self):
        story = first_case()
        for year in ("2011-12-31", "2012-12-31", "2013-12-31"):
            assert story.on(year).is_open
        told = [row["decision"] for row in rows("7", "EC-1", story.events)]
        assert (told.count("Case opened"), told.count("Case closed")) == (1, 1)

    def test_b_no_address_that_was_told_made_whereabouts_known_before_the_child_was_seen(self):
        story = first_case()
        for event in story.events:
            known = whereabouts(story.on(event.on.isoformat()), event.on).known
            assert known is (event.on >= date(2014, 1, 30)), event
        assert len(story.case.whereabouts) == 3

    def test_c_fourteen_enquiries_in_order_with_their_results(self):
        assert [(each.enquiry, each.result) for each in askings(first_case().case)] == [
            ("social_care", "found"),
            ("admissions", "found"),
            ("patient_records", "found"),
            ("other_authorities", "nil"),
            ("map_check", "nil"),
            ("named_nurse", "found"),
            ("social_care", "found"),
            ("named_nurse", "found"),
            ("gp_registration", "found"),
            ("parent_or_carer", "found"),
            ("home_visit", "refused"),
            ("police", "refused"),
            ("social_care", "found"),
            ("home_visit", "found"),
        ]

    def test_d_the_police_refusing_is_kept_and_does_not_close_the_step(self):
        day = date(2014, 1, 24)
        left = what_is_left(first_case("2014-01-24").case, day)
        assert any(each.startswith("Ask the police") for each in left)
        steps = {
            each.step: each.since for each in standing_triggers(first_case("2014-01-24").case, day)
        }
        assert steps["warning_letter"] == date(2014, 1, 23)

    def test_e_the_letter_of_warning_starts_a_clock(self):
        clock = letter_clock(first_case("2014-01-24").case, date(2014, 1, 24), SPRING_2014)
        assert clock is not None
        assert (clock.visit_by, clock.met_on) == (date(2014, 1, 31), None)
        clock = letter_clock(first_case().case, date(2014, 2, 4), SPRING_2014)
        assert clock is not None
        assert clock.met_on == date(2014, 1, 30)

    def test_f_home_education_is_suitable_only_after_the_child_was_seen(self):
        for until, needed in (("2014-01-29", ["seen_on"]), ("2014-01-30", [])):
            story, day = first_case(until), date.fromisoformat(until)
            told = {"outcome": "home_education_suitable", "evidence": "work that Mum sent"}
            asked = Event(99, Kind.CLOSE_ASKED, day, datetime(2014, 2, 1, 9), "alex", told)  # noqa: DTZ001
            found = what_closing_needs(story.case, asked, day, clocks_left=(), siblings_left=())
            assert [each.field for each in found] == needed
        assert may_sign(first_case("2014-02-03").case, "alex") is not None
        assert may_sign(first_case("2014-02-03").case, "sam") is None

    def test_g_it_lasted_more_than_52_weeks(self):
        case = first_case().case
        for day in (date(2014, 2, 4), date(2026, 11, 23)):  # what is over grows no longer
            assert case.days_open(day) == 876
        assert duration_band(case.days_open(date(2014, 2, 4))) == OVER
        still = first_case("2011-10-10").case
        assert [still.days_open(date(2012, 9, day)) for day in (9, 10)] == [363, 364]
        assert [duration_band(days) for days in (363, 364)] == ["26 to 52 weeks", OVER]

    def test_h_the_threat_is_a_flag_for_whoever_visits_next(self):
        assert first_case("2014-01-19").case.safety == {}
        assert len(first_case("2014-01-22").case.safety) == 1

    @pytest.mark.parametrize(
        "key", ["patient_records", "other_authorities", "named_nurse", "gp_registration",
                "parent_or_carer", "home_visit", "housing_and_council_tax", "school_to_school",
                "adult_systems"],
    )  # fmt: skip
    def test_what_took_until_2013_or_2014_is_asked_for_by_week_four(self, key):
        story = first_case("2011-10-10")
        assert key in asked_by(story, date(2011, 9, 12), date(2011, 10, 10))

    def test_the_map_is_looked_at_within_days_of_the_telling_and_not_a_year_later(self):
        story = first_case("2013-03-05")
        assert "map_check" in asked_by(story, date(2011, 9, 12), date(2013, 3, 7))

    def test_the_police_are_asked_for_and_the_letter_called_for_within_a_week_of_the_refusal(self):
        story = first_case("2014-01-22")
        assert "police" in asked_by(story, date(2011, 9, 12), date(2014, 1, 29))

    def test_standing_still_would_have_been_told_after_four_weeks_and_not_17_months(self):
        story, day = first_case("2011-10-10"), date(2011, 11, 7)
        steps = {each.step: each.since for each in standing_triggers(story.case, day)}
        assert steps == {"accountable_person": day}


def second_case(until: str = "2014-12-31", sibling: str = "EC-2") -> Story:
    """The second case as it was lived, of one of the children, to a day."""
    story = Story()
    canada = 0

    def told(on: str, *args: object, **named: object) -> int:
        return story(on, *args, **named) if on <= until else 0  # type: ignore[arg-type]

    def asked(on: str, key: str, result: str, **named: object) -> None:
        if on <= until:
            story.asked(on, key, result, **named)

    told("2012-10-01", Kind.RECEIVED, source="school", issue="whereabouts")
    told("2012-10-02", Kind.TRIAGED, "sam", route="accept", risk="none")
    told("2012-10-02", Kind.ALLOCATED, "sam", team=1, officer=2)
    told("2012-10-03", Kind.VISITED, seen="empty", where="home")
    told("2012-10-03", Kind.WHEREABOUTS_TOLD, where="Burton upon Trent", place="elsewhere")
    canada = told("2012-10-03", Kind.WHEREABOUTS_TOLD, where="Canada", place="abroad")
    asked("2012-10-08", "other_authorities", "nil", of_whom="Staffordshire")
    asked("2012-10-08", "other_authorities", "nil", of_whom="Stoke-on-Trent")
    asked("2013-05-13", "other_authorities", "nil", of_whom="Darlington")
    asked("2014-01-13", "social_care", "found", words="Mum has been unwell")
    asked("2014-01-20", "adult_systems", "nil")
    asked("2014-01-27", "patient_records", "found")
    told("2014-01-27", Kind.WHEREABOUTS_TOLD, where="Durham or Darlington", place="elsewhere")
    asked("2014-02-03", "social_media", "found")
    told("2014-02-03", Kind.WHEREABOUTS_TOLD, where="Canada", place="abroad", by_whom="Facebook")
    asked("2014-02-10", "embassy", "found", of_whom="the Canadian Embassy")
    asked("2014-02-17", "school_admissions_abroad", "nil", of_whom="the Canadian database")
    asked("2014-03-03", "school_admissions_abroad", "found", of_whom="Beaumont, Alberta")
    told("2014-03-03", Kind.WHEREABOUTS_VERIFIED, told=canada, how="abroad", in_area=False)
    told("2014-03-04", Kind.SIBLING_ANSWERED, record=sibling, words="at school in Beaumont too")
    told("2014-03-10", Kind.CLOSE_ASKED, **LOCATED)
    told("2014-03-11", Kind.CLOSED, "sam", outcome="located_abroad")
    return story


LOCATED: Final = {
    "outcome": "located_abroad",
    "seen_on": "2014-03-03",
    "seen_by": "the school in Beaumont",
    "evidence": "what school admissions there wrote",
    "destination": "Beaumont, Alberta",
    "destination_on": "2013-09-03",
    "authority_told": "school admissions, Alberta",
}


class TestTheSecondCase:
    def test_a_each_child_has_an_outcome_and_no_sibling_goes_unanswered(self):
        first, second = second_case(sibling="EC-2"), second_case(sibling="EC-1")
        assert [first.case.outcome, second.case.outcome] == ["located_abroad"] * 2
        day = date(2014, 3, 10)
        asked = Event(99, Kind.CLOSE_ASKED, day, datetime(2014, 3, 10, 9), "alex", LOCATED)  # noqa: DTZ001
        for until, needed in (("2014-03-03", ["siblings.EC-2"]), ("2014-03-04", [])):
            case = second_case(until).case
            left = {"EC-2"} - {each.text("record") for each in case.siblings_answered}
            found = what_closing_needs(case, asked, day, clocks_left=(), siblings_left=[*left])
            assert [each.field for each in found] == needed

    def test_b_two_places_are_looked_into_side_by_side(self):
        story = second_case("2012-10-03")
        about = {
            story.case.whereabouts[each.about].told.text("where"): each.enquiry
            for each in due(story.case, date(2012, 10, 1), date(2012, 10, 3))
            if each.about is not None and each.enquiry != "map_check"
        }
        assert about == {
            "Burton upon Trent": "other_authorities",
            "Canada": "school_admissions_abroad",
        }

    def test_c_nil_returns_are_kept(self):
        made = askings(second_case().case)
        nil = [(each.enquiry, each.of_whom) for each in made if each.result == "nil"]
        assert nil == [
            ("home_visit", ""),
            ("other_authorities", "Staffordshire"),
            ("other_authorities", "Stoke-on-Trent"),
            ("other_authorities", "Darlington"),
            ("adult_systems", ""),
            ("school_admissions_abroad", "the Canadian database"),
        ]

    def test_d_the_health_trace_is_superseded_and_not_deleted(self):
        story = second_case("2014-02-03")
        standing = whereabouts(story.case, date(2014, 2, 3))
        assert not standing.known
        assert standing.told is not None
        assert standing.told.text("where") == "Canada"
        held = [each.told.text("where") for each in second_case().case.whereabouts.values()]
        assert held == ["Burton upon Trent", "Canada", "Durham or Darlington", "Canada"]

    def test_e_found_abroad_and_confirmed_is_off_the_list_for_good(self):
        story = second_case()
        assert not whereabouts(story.on("2014-03-02"), date(2014, 3, 2)).known
        assert whereabouts(story.case, date(2014, 3, 3)).known
        assert whereabouts(story.case, date(2016, 3, 3)).known
        told = [(row["decision"], row["reason"]) for row in rows("7", "EC-1", story.events)]
        assert ("Moved away", "An authority or school abroad confirmed it") in told

    def test_f_it_stays_open_across_the_years(self):
        story, day = second_case(), date(2012, 10, 1)
        while day < date(2014, 3, 11):
            assert story.on(day.isoformat()).is_open
            day += timedelta(days=50)
        assert not story.case.is_open

    def test_g_who_was_asked_abroad_is_kept(self):
        abroad = [each for each in askings(second_case().case) if "Canadian" in each.of_whom]
        assert [each.enquiry for each in abroad] == ["embassy", "school_admissions_abroad"]

    @pytest.mark.parametrize(
        "key", ["social_care", "adult_systems", "patient_records", "social_media", "embassy",
                "school_admissions_abroad", "border_force", "named_nurse", "gp_registration",
                "housing_and_council_tax", "school_to_school"],
    )  # fmt: skip
    def test_what_took_until_2014_is_asked_for_by_week_four(self, key):
        story = second_case("2012-10-08")
        assert key in asked_by(story, date(2012, 10, 1), date(2012, 10, 29))
