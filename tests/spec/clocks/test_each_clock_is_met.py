"""Each clock of one event: when it is due, that it is met on its last day, and what meets it.

Every row is drawn from its rule. One child is met on the due day, one a day late, one never.
"""

from datetime import date, timedelta

import pytest

from onroll.record.definitions import CLOCKS

BY_KEY = {clock.key: clock for clock in CLOCKS}

# clock, what starts it, on which day, when that is due, what meets it
ROWS = """
referral_triage | referral_received | 2025-10-17 | 2025-10-21 | referral_triaged
referral_triage | referral_received | 2025-12-24 | 2025-12-30 | referral_triaged
first_database_search | referral_received | 2025-10-17 | 2025-10-24 | databases_searched
roll_removal_answer | roll_removal_asked | 2025-12-15 | 2025-12-31 | roll_removal_answered
roll_removal_answer | roll_removal_asked | 2026-04-20 | 2026-05-05 | roll_removal_answered
authority_enquiry_answer | authority_enquired | 2025-10-17 | 2025-10-24 | authority_answered
safe_and_well_visit | contact_refused | 2025-11-03 | 2025-11-10 | follow_up_visit
safe_and_well_visit | contact_refused | 2025-11-03 | 2025-11-10 | child_seen
safe_and_well_escalation | follow_up_visit | 2025-11-10 | 2025-11-17 | section_47_enquiry
safe_and_well_escalation | follow_up_visit | 2025-11-10 | 2025-11-17 | referred_to_social_care
home_education_checks | home_education_notice | 2025-11-03 | 2025-11-24 | home_education_checked
home_education_visit_offer | home_educated | 2025-11-06 | 2025-11-20 | visit_offered
home_education_evidence | evidence_requested | 2025-11-10 | 2025-12-22 | evidence_received
section_437_notice_answer | section_437_notice | 2025-11-03 | 2025-11-17 | notice_answered
order_school_choice | notice_of_intention | 2025-11-03 | 2025-11-17 | school_chosen
named_school_told | order_served | 2025-11-03 | 2025-11-03 | named_school_told
concern_scrutiny | school_raised_concern | 2025-11-06 | 2025-11-20 | concern_scrutinised
attendance_order_served | education_not_satisfactory | 2025-11-03 | | order_served
revocation_decision | revocation_asked | 2025-11-03 | | revocation_decided
broken_order_decision | order_broken | 2025-11-03 | | prosecution_considered
closure_after_enquiries | enquiries_exhausted | 2025-11-03 | | case_closed
medical_provision | long_illness_expected | 2025-09-08 | 2025-09-15 | arranged_education_suitable
medical_provision | long_illness_expected | 2025-09-08 | 2025-09-15 | as_much_as_health_allows
fair_access_place | fair_access | 2025-11-06 | 2025-12-04 | offer_not_started
september_guarantee_due | guarantee_owed | 2024-10-01 | 2025-09-30 | september_guarantee_offer
absence_referred | absent_without_reason | 2025-10-13 | 2025-10-24 | referral_received
absence_referred | absent_without_reason | 2025-10-13 | 2025-10-24 | case_open
"""


@pytest.mark.parametrize(
    "row", ROWS.strip().splitlines(), ids=lambda row: row.split("|")[0].strip()
)
def test_it_is_due_on_its_day_and_met_by_what_meets_it(clock_spec, row):
    key, event, starts_on, due_on, met = (cell.strip() for cell in row.split("|"))
    last = due_on or starts_on
    late = (date.fromisoformat(last) + timedelta(1)).isoformat()
    later = (date.fromisoformat(last) + timedelta(2)).isoformat()
    clock_spec(
        BY_KEY[key],
        facts=f"""
            child | fact    | starts_on   | ends_before
            ------+---------+-------------+------------
            Ann   | {event} | {starts_on} |
            Ann   | {met}   | {last}      | {late}
            Bob   | {event} | {starts_on} |
            Bob   | {met}   | {late}      | {later}
            Cat   | {event} | {starts_on} |
        """,
        always="compulsory_school_age",
        expect=f"""
            child | starts_on   | due_on   | met_on
            ------+-------------+----------+-------
            Ann   | {starts_on} | {due_on} | {last}
            Bob   | {starts_on} | {due_on} | {late}
            Cat   | {starts_on} | {due_on} |
        """,
    )


def test_an_application_of_6_november_is_decided_by_the_20th_and_the_27th(clock_spec):
    """Aim of ten school days, limit of fifteen: its own end, the decision, meets both."""
    for key, due_on in (
        ("application_outcome_aim", "2025-11-20"),
        ("application_outcome", "2025-11-27"),
    ):
        clock_spec(
            BY_KEY[key],
            facts="""
                child | fact                | starts_on  | ends_before | setting
                ------+---------------------+------------+-------------+--------
                Deb   | in_year_application | 2025-11-06 | 2025-11-27  | 100001
                Des   | in_year_application | 2025-11-06 |             | 100002
            """,
            expect=f"""
                child | starts_on  | due_on   | met_on
                ------+------------+----------+-----------
                Deb   | 2025-11-06 | {due_on} | 2025-11-27
                Des   | 2025-11-06 | {due_on} |
            """,
        )


def test_a_review_every_twelve_months_and_29_february_falls_on_the_28th(clock_spec):
    """Eve's review of 29 February 2024 is due on 28 February 2025, and only a later one meets it.
    The first is due a year after home education began. Flo's ends; Gus is not home educated."""
    clock_spec(
        BY_KEY["home_education_annual_review"],
        facts="""
            child | fact                     | starts_on  | ends_before
            ------+--------------------------+------------+------------
            Eve   | home_educated            | 2023-09-01 |
            Eve   | education_found_suitable | 2024-02-29 | 2025-03-01
            Eve   | education_found_suitable | 2025-03-01 |
            Flo   | home_educated            | 2023-09-01 | 2025-01-06
            Flo   | home_education_reviewed  | 2024-06-03 | 2024-06-04
            Gus   | home_education_reviewed  | 2024-06-03 | 2024-06-04
        """,
        always="compulsory_school_age",
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Eve   | 2023-09-01 | 2024-09-01 | 2024-02-29
            Eve   | 2024-02-29 | 2025-02-28 | 2025-03-01
            Eve   | 2025-03-01 | 2026-03-01 |
            Flo   | 2023-09-01 | 2024-09-01 | 2024-06-03
            Flo   | 2024-06-03 | 2025-06-03 | 2025-01-06
        """,
    )


def test_the_meeting_comes_before_the_leaving_date_that_was_stated(clock_spec):
    """Told on 3 November that the child leaves on the 21st: by the 20th."""
    clock_spec(
        BY_KEY["implications_meeting"],
        facts="""
            child | fact                    | starts_on  | ends_before
            ------+-------------------------+------------+------------
            Hal   | home_education_intended | 2025-11-03 | 2025-11-21
            Hal   | implications_discussed  | 2025-11-20 | 2025-11-21
            Ira   | home_education_intended | 2025-11-03 | 2025-11-21
            Ira   | implications_discussed  | 2025-11-21 | 2025-11-22
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Hal   | 2025-11-03 | 2025-11-20 | 2025-11-20
            Ira   | 2025-11-03 | 2025-11-20 | 2025-11-21
        """,
    )


def test_open_cases_are_reviewed_sooner_while_nobody_knows_where_the_child_is(clock_spec):
    """Jo is on a roll; nobody knows where Kim is. Twenty school days after 4 December: 16 Jan."""
    facts = """
        child | fact                 | starts_on  | ends_before
        ------+----------------------+------------+------------
        Jo    | case_open            | 2025-11-06 |
        Jo    | on_roll              | 2025-09-01 |
        Jo    | case_reviewed        | 2025-12-04 | 2025-12-05
        Kim   | case_open            | 2025-11-06 |
        Kim   | case_reviewed        | 2025-11-20 | 2025-11-21
    """
    clock_spec(
        BY_KEY["case_review"],
        facts=facts,
        always="compulsory_school_age, address_in_area",
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Jo    | 2025-11-06 | 2025-12-04 | 2025-12-04
            Jo    | 2025-12-04 | 2026-01-16 |
        """,
    )
    clock_spec(
        BY_KEY["case_review_whereabouts_unknown"],
        facts=facts,
        always="compulsory_school_age, address_in_area",
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Kim   | 2025-11-06 | 2025-11-20 | 2025-11-20
            Kim   | 2025-11-20 | 2025-12-04 |
        """,
    )


def test_the_first_day_counts_only_for_a_child_in_care_or_on_a_plan(clock_spec):
    """Absent from Saturday 8 November: Monday is the first school day. Max is neither."""
    clock_spec(
        BY_KEY["absence_of_a_protected_child"],
        facts="""
            child | fact                  | starts_on  | ends_before
            ------+-----------------------+------------+------------
            Lou   | unexplained_absence   | 2025-11-08 | 2025-11-12
            Lou   | child_protection_plan | 2025-01-01 |
            Max   | unexplained_absence   | 2025-11-08 | 2025-11-12
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Lou   | 2025-11-10 | 2025-11-10 | 2025-11-12
        """,
    )


def test_a_home_visit_has_a_day_when_asked_of_one_child(clock_spec):
    clock_spec(
        BY_KEY["absence_home_visit"],
        facts="""
            child | fact                  | starts_on  | ends_before
            ------+-----------------------+------------+------------
            Ned   | absent_without_reason | 2025-10-13 |
            Pat   | absent_without_reason | 2025-10-13 | 2025-10-17
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-------
            Ned   | 2025-10-13 | 2025-10-17 |
        """,
    )


def test_fifteen_days_of_illness_in_a_row_make_it_clear_too(clock_spec):
    """Ill from 8 September, the fifteenth day is the 26th; well on 6 October, after the alert."""
    clock_spec(
        BY_KEY["medical_provision"],
        facts="""
            child | fact                   | starts_on  | ends_before
            ------+------------------------+------------+------------
            Ray   | absent_through_illness | 2025-09-08 | 2025-10-06
            Sid   | absent_through_illness | 2025-09-08 | 2025-09-26
        """,
        always="compulsory_school_age, key_stage_3_or_year_10",
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Ray   | 2025-09-26 | 2025-10-03 | 2025-10-06
        """,
    )


def test_medical_provision_is_reviewed_every_six_weeks_while_it_lasts(clock_spec):
    clock_spec(
        BY_KEY["medical_provision_review"],
        facts="""
            child | fact                        | starts_on  | ends_before
            ------+-----------------------------+------------+------------
            Tam   | medical_evidence            | 2025-09-01 |
            Tam   | arranged_education_suitable | 2025-09-15 | 2026-01-05
            Tam   | provision_reviewed          | 2025-10-27 | 2025-10-28
            Una   | arranged_education_suitable | 2025-09-15 |
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Tam   | 2025-09-15 | 2025-10-27 | 2025-10-27
            Tam   | 2025-10-27 | 2025-12-08 | 2026-01-05
        """,
    )


def test_funding_is_claimed_in_the_term_in_which_teaching_begins(clock_spec):
    """From 15 September: by 31 December. Claimed on the 31st: the next by 31 December again is the
    same day, so the claim of 5 January comes to 30 April."""
    clock_spec(
        BY_KEY["medical_funding_claim"],
        facts="""
            child | fact                        | starts_on  | ends_before
            ------+-----------------------------+------------+------------
            Viv   | medical_evidence            | 2025-09-01 |
            Viv   | arranged_education_suitable | 2025-09-15 |
            Viv   | funding_claimed             | 2026-01-05 | 2026-01-06
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Viv   | 2025-09-15 | 2025-12-31 | 2026-01-05
            Viv   | 2026-01-05 | 2026-04-30 |
        """,
    )


@pytest.mark.parametrize(
    ("key", "event", "met_on"),
    [
        ("medical_roll_kept", "medical_evidence", ""),
        ("activity_review", "not_in_education_employment_or_training", "2025-12-02"),
    ],
)
def test_a_rule_without_a_day_has_none(clock_spec, key, event, met_on):
    """A roll is kept to the illness's last day; an activity's own end is all there is."""
    due_on = "2025-12-01" if key == "medical_roll_kept" else ""
    clock_spec(
        BY_KEY[key],
        facts=f"""
            child | fact    | starts_on  | ends_before
            ------+---------+------------+------------
            Wyn   | {event} | 2025-11-03 | 2025-12-02
        """,
        expect=f"""
            child | starts_on  | due_on   | met_on
            ------+------------+----------+---------
            Wyn   | 2025-11-03 | {due_on} | {met_on}
        """,
    )
