"""Each condition of a contradiction alone decides: what answers the question takes it away."""

from __future__ import annotations

from datetime import date

import pytest

from onroll.record.contradictions import contradiction_named
from onroll.record.definitions.catalogue.contradictions import CONTRADICTIONS
from onroll.record.one_child import FactRow, OneChild
from onroll.record.timeline import Child

EVENT, DAY_AFTER, ANSWERED = date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 10)
ASKED = date(2026, 3, 2)
OF_AGE = "compulsory_school_age"


def lasting(fact: str, since: date = EVENT) -> FactRow:
    return FactRow(fact, since, None, setting="100001", value=25)


def event(fact: str) -> FactRow:
    return FactRow(fact, EVENT, DAY_AFTER, setting="100001")


# contradiction, what makes it so, and the facts of which each alone takes it away from 10 January
TAKEN_AWAY = [
    ("code_e_without_exclusion", [lasting("code_e_in_use")], "suspension"),
    ("suspended_with_another_absence_code",
     [lasting("suspension"), lasting("code_i_in_use")], "code_e_in_use"),
    ("reinstated_and_on_no_roll", [lasting(OF_AGE), event("reinstated")],
     "on_roll removed_from_roll home_educated moved_away"),
    ("part_time_timetable_and_full_attendance",
     [lasting("part_time_timetable"), lasting("marked_present")], "code_c2_in_use"),
    ("off_site_code_without_placement", [lasting("code_b_or_k_in_use")],
     "alternative_provision arranged_education_suitable in_hospital"),
    ("marked_present_and_not_on_that_roll", [lasting("marked_present")],
     "on_roll alternative_provision"),
    ("removed_after_absence_and_marked_ill",
     [event("removed_after_absence"), event("code_i_in_use")], "on_roll moved_away"),
    ("removed_to_another_school_without_roll",
     [lasting(OF_AGE), event("removed_to_another_school")], "on_roll home_educated moved_away"),
    ("removed_for_home_education_and_not_registered",
     [lasting(OF_AGE), event("removed_for_home_education")], "home_educated on_roll moved_away"),
    ("off_roll_without_destination", [lasting(OF_AGE), event("removed_without_destination")],
     "on_roll home_educated alternative_provision moved_away"),
    ("reported_home_educated_and_not_registered",
     [lasting(OF_AGE), lasting("reported_home_educated")], "home_educated"),
    ("looked_after_without_school", [lasting(OF_AGE), lasting("looked_after")],
     "on_roll alternative_provision in_hospital in_custody"),
    ("care_placement_moved_and_school_not",
     [lasting("on_roll"), event("care_placement_changed"), lasting("not_attending")],
     "admitted removed_from_roll"),
    ("plan_names_no_place_and_on_no_roll", [lasting(OF_AGE), lasting("ehc_plan_without_place")],
     "on_roll alternative_provision"),
    ("accepted_offer_and_on_no_roll", [lasting(OF_AGE), event("due_to_start")],
     "on_roll home_educated offer_declined moved_away"),
    ("notice_served_and_education_suitable",
     [event("section_437_notice"), lasting("education_found_suitable")],
     "school_attendance_order education_found_unsuitable on_roll"),
    ("attendance_order_and_not_on_that_roll",
     [lasting(OF_AGE), lasting("school_attendance_order")], "on_roll"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "rows", "answer"),
    [
        pytest.param(key, rows, answer, id=f"{key}-{answer}")
        for key, rows, answers in TAKEN_AWAY
        for answer in answers.split()
    ],
)
def test_what_answers_the_question_takes_it_away(
    key: str, rows: list[FactRow], answer: str
) -> None:
    expression = contradiction_named(key).expression
    assert OneChild(rows).holds(expression, ASKED)
    assert not OneChild([*rows, lasting(answer, ANSWERED)]).holds(expression, ASKED)


# contradiction and all that it needs: without any one of these facts nothing is asked
NEEDED = [
    *((key, rows) for key, rows, _ in TAKEN_AWAY),
    ("suspended_with_another_absence_code",
     [lasting("suspension"), lasting("code_g_n_or_o_in_use")]),
    ("suspended_with_another_absence_code", [lasting("suspension"), lasting("code_c2_in_use")]),
    ("home_education_suitable_and_listed_missing",
     [lasting("home_educated"), lasting("education_found_suitable"),
      lasting("recorded_missing_education")]),
    ("placed_full_time_and_marked_present_elsewhere",
     [FactRow("alternative_provision", EVENT, None, setting="100009"), lasting("weekly_hours"),
      lasting("marked_present")]),
]  # fmt: skip


@pytest.mark.parametrize(("key", "rows"), NEEDED)
def test_without_any_one_of_its_facts_nothing_is_asked(key: str, rows: list[FactRow]) -> None:
    expression = contradiction_named(key).expression
    assert OneChild(rows).holds(expression, ASKED)
    for left_out in rows:
        rest = [row for row in rows if row is not left_out]
        assert not OneChild(rest).holds(expression, ASKED), left_out.fact


@pytest.mark.parametrize("code", ["code_b_or_k_in_use", "code_d_in_use"])
def test_a_code_for_another_place_explains_a_full_time_placement(code: str) -> None:
    key, rows = NEEDED[-1]
    expression = contradiction_named(key).expression
    assert not OneChild([*rows, lasting(code)]).holds(expression, ASKED)


def test_a_second_roll_by_agreement_is_no_old_roll() -> None:
    expression = contradiction_named("admitted_and_still_on_old_roll").expression
    twice = [
        FactRow("on_roll", date(2025, 9, 1), None, setting="100002"),
        lasting("on_roll"),
        event("admitted"),
    ]
    assert OneChild(twice).holds(expression, date(2026, 1, 20))
    by_agreement = [*twice, lasting("subsidiary_roll")]
    assert not OneChild(by_agreement).holds(expression, date(2026, 1, 20))


def test_a_week_without_code_c2_does_not_start_the_count_again_and_eight_days_do() -> None:
    expression = contradiction_named("part_time_code_beyond_limit").expression
    for gap, asked in ((27, True), (28, False)):
        runs = [
            FactRow("code_c2_in_use", date(2025, 9, 8), date(2025, 9, 20)),
            FactRow("code_c2_in_use", date(2025, 9, gap), date(2025, 10, 22)),
        ]
        assert OneChild(runs).holds(expression, date(2025, 10, 21)) is asked


OF_THE_DEAD = {"removed_as_died_and_on_roll", "death_recorded_and_seen_since"}


def test_two_questions_alone_are_about_a_death() -> None:
    assert {each.key for each in CONTRADICTIONS if each.of_the_dead} == OF_THE_DEAD


@pytest.mark.parametrize(("key", "rows"), NEEDED)
def test_nothing_else_is_asked_about_a_child_who_has_died(key: str, rows: list[FactRow]) -> None:
    """No school is asked after a child's roll, marks or hours from the day of the death on."""
    expression = contradiction_named(key).expression
    child = OneChild([*rows, lasting("died", ASKED)])
    assert OneChild(rows).holds(expression, ASKED)
    assert child.holds(expression, date(2026, 3, 1))
    assert not child.holds(expression, ASKED)


@pytest.mark.parametrize(
    "each", [c for c in CONTRADICTIONS if not c.of_the_dead], ids=lambda each: each.key
)
def test_every_other_question_ends_with_a_life(each) -> None:
    assert each.tests[-1] == (Child.died, False)
    assert Child.died.words not in each.words
