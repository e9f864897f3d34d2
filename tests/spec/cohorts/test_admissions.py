"""Waiting for a school place, from application to the first day at school."""

import pytest

from onroll.record.definitions import definition
from onroll.record.definitions.cohorts.accepted_not_started import accepted_not_started
from onroll.record.definitions.cohorts.awaiting_school_place import awaiting_school_place
from onroll.record.definitions.cohorts.missing_education import missing_education
from onroll.record.definitions.cohorts.offered_not_accepted import offered_not_accepted


def test_waiting_lasts_from_the_application_to_the_offer(spec):
    """Examples C1 and C2: Amira, with no roll, and Ben, on his old one, both wait from 8 January.

    Cara's application was decided on the 15th; Dev was offered a place by another.
    """
    spec(
        awaiting_school_place,
        facts="""
            child | fact                         | starts_on  | ends_before
            ------+------------------------------+------------+------------
            Amira | application_awaiting_outcome | 2026-01-08 |
            Ben   | application_awaiting_outcome | 2026-01-08 |
            Ben   | on_roll                      | 2020-09-01 |
            Cara  | application_awaiting_outcome | 2026-01-08 | 2026-01-15
            Dev   | application_awaiting_outcome | 2026-01-08 |
            Dev   | offer_not_started            | 2026-01-12 |
        """,
        always="compulsory_school_age, address_in_area",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-08 |
            Ben   | 2026-01-08 |
            Cara  | 2026-01-08 | 2026-01-15
            Dev   | 2026-01-08 | 2026-01-12
        """,
    )


def test_of_two_who_wait_only_the_one_without_a_roll_is_missing_education(spec):
    """C1 moved in on 5 January and is missing education from then; C2 is not."""
    spec(
        missing_education,
        facts="""
            child | fact                         | starts_on  | ends_before
            ------+------------------------------+------------+------------
            C1    | address_in_area              | 2026-01-05 |
            C1    | application_awaiting_outcome | 2026-01-08 |
            C2    | address_in_area              | 2026-01-05 |
            C2    | application_awaiting_outcome | 2026-01-08 |
            C2    | on_roll                      | 2020-09-01 |
        """,
        always="compulsory_school_age",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            C1    | 2026-01-05 |
        """,
    )


def test_an_offer_waits_for_its_answer_or_for_admission_anywhere(spec):
    """Offered on 15 January. Ben answers on the 20th; Cara is admitted elsewhere that day."""
    spec(
        offered_not_accepted,
        facts="""
            child | fact               | starts_on  | ends_before
            ------+--------------------+------------+------------
            Amira | offer_not_accepted | 2026-01-15 |
            Ben   | offer_not_accepted | 2026-01-15 | 2026-01-20
            Cara  | offer_not_accepted | 2026-01-15 |
            Cara  | admitted           | 2026-01-20 | 2026-01-21
            Dev   | admitted           | 2026-01-20 | 2026-01-21
        """,
        always="compulsory_school_age, address_in_area",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-15 |
            Ben   | 2026-01-15 | 2026-01-20
            Cara  | 2026-01-15 | 2026-01-20
        """,
    )


def test_a_place_accepted_waits_for_the_first_day_at_school(spec):
    """Ben starts on 2 February; Cara moved away before she did."""
    spec(
        accepted_not_started,
        facts="""
            child | fact                 | starts_on  | ends_before
            ------+----------------------+------------+------------
            Amira | accepted_not_started | 2026-01-20 |
            Ben   | accepted_not_started | 2026-01-20 | 2026-02-02
            Cara  | accepted_not_started | 2026-01-20 |
            Cara  | moved_away           | 2026-01-26 |
            Dev   | accepted_not_started | 2026-01-20 |
            Dev   | admitted             | 2026-01-28 | 2026-01-29
        """,
        always="compulsory_school_age, address_in_area",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-20 |
            Ben   | 2026-01-20 | 2026-02-02
            Cara  | 2026-01-20 | 2026-01-26
            Dev   | 2026-01-20 | 2026-01-28
        """,
    )


@pytest.mark.parametrize(
    ("key", "fact"),
    [
        ("admission_refused", "application_refused"),
        ("first_admission_refused", "refused_first_admission"),
        ("mid_term_admission_refused", "refused_mid_term"),
        ("transfer_refused", "refused_transfer"),
    ],
)
def test_a_refusal_lasts_until_a_place_is_offered_or_taken_up(key, fact, spec):
    """Refused on 2 March. Ben is offered a place on the 16th, and Cara one the same day as refused.

    Dev is admitted on the 23rd; Esi's family declined an offer, which is no refusal.
    """
    spec(
        definition(key),
        facts=f"""
            child | fact              | starts_on  | ends_before
            ------+-------------------+------------+------------
            Amira | {fact}            | 2026-03-02 | 2026-03-03
            Ben   | {fact}            | 2026-03-02 | 2026-03-03
            Ben   | offer_not_started | 2026-03-16 | 2026-04-13
            Cara  | {fact}            | 2026-03-02 | 2026-03-03
            Cara  | offer_not_started | 2026-03-02 | 2026-04-13
            Dev   | {fact}            | 2026-03-02 | 2026-03-03
            Dev   | admitted          | 2026-03-23 | 2026-03-24
            Esi   | offer_declined    | 2026-03-02 | 2026-03-03
        """,
        always="compulsory_school_age, address_in_area",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-03-02 |
            Ben   | 2026-03-02 | 2026-03-16
            Dev   | 2026-03-02 | 2026-03-23
        """,
    )
