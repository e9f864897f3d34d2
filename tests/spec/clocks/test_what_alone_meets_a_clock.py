"""Where a rule names several things that meet a clock, each of them does so alone."""

from datetime import date

import pytest

from onroll.record.clock_rows import clock_rows
from onroll.record.definitions import CLOCKS
from onroll.record.one_child import FactRow, OneChild
from tests.record.testcal import TESTCAL

BEGAN, TOLD, DAY_AFTER = date(2025, 11, 10), date(2025, 11, 12), date(2025, 11, 13)
BY_KEY = {clock.key: clock for clock in CLOCKS}

# clock, what starts it on 10 November and goes on, and what meets it if told on the 12th alone
ROWS = """
absence_home_visit | absent_without_reason | home_visited, child_seen
absence_of_a_protected_child | unexplained_absence | absence_followed_up, child_seen
absence_referred | absent_without_reason | referral_received, case_open, recorded_missing_education
attendance_order_served | education_not_satisfactory | order_served, school_attendance_order
attendance_return | unexplained_absence | attendance_return_made, referral_received
closure_after_enquiries | enquiries_exhausted | case_closed
fair_access_place | fair_access | offer_not_started, admitted
ground_h_enquiries | not_returned_from_leave | joint_enquiries_made, child_seen
ground_i_enquiries | absent_without_reason | joint_enquiries_made, child_seen
looked_after_first_school_day | suspension | weekly_hours
lost_pupil_file | enquiries_begun | lost_pupil, child_seen, admitted
medical_provision | long_illness_expected | arranged_education_suitable, as_much_as_health_allows
medical_provision | long_illness_expected | weekly_hours
non_arrival_enquiries | did_not_arrive | enquiries_begun, child_seen, admitted
order_school_choice | notice_of_intention | school_chosen, school_attendance_order
part_time_timetable_notice | code_c2_in_use | part_time_timetable, part_time_timetable_told
plan_review_after_exclusion | permanent_exclusion | plan_reviewed
review_application | governors_decided | review_asked_for
review_hearing | review_asked_for | review_heard
safe_and_well_escalation | follow_up_visit | child_seen, referred_to_social_care, section_47_enquiry
safe_and_well_visit | contact_refused | follow_up_visit, child_seen
section_437_notice_answer | section_437_notice | notice_answered, education_found_suitable
section_437_notice_answer | section_437_notice | school_attendance_order
sickness_return | absent_through_illness | sickness_return_made, long_illness_expected
sickness_return_in_a_year | sickness_days_reached | sickness_return_made
sixth_school_day | permanent_exclusion | weekly_hours
suspension_sixth_school_day | suspension | weekly_hours
"""
EACH = [
    (key.strip(), event.strip(), met.strip())
    for key, event, named in (row.split("|") for row in ROWS.strip().splitlines())
    for met in named.split(",")
]
OWED = [
    FactRow(fact, date(2020, 1, 1), None)
    for fact in ("compulsory_school_age", "key_stage_2", "looked_after", "ehc_plan")
]
"""What makes the duty owed, and starts and meets none of these clocks."""


@pytest.mark.parametrize(("key", "event", "met"), EACH)
def test_it_is_met_on_the_day_that_this_is_told_and_not_without(key, event, met):
    child = [*OWED, FactRow(event, BEGAN, None)]
    hours = 25 if met == "weekly_hours" else None
    assert met_on(key, child) == [None]
    assert met_on(key, [*child, FactRow(met, TOLD, DAY_AFTER, value=hours)]) == [TOLD]


def met_on(key: str, facts: list[FactRow]) -> list[date | None]:
    """The day on which each running of the clock that began with the event is met."""
    rows = clock_rows(BY_KEY[key], OneChild(facts, {"": TESTCAL}))
    return [row.met_on for row in rows if row.starts_on == BEGAN]
