"""Where a child is known to be, who was never on a roll, and who is missing education again."""

from onroll.record.definitions.cohorts.never_known_to_schools import never_known_to_schools
from onroll.record.definitions.cohorts.open_case import open_case
from onroll.record.definitions.cohorts.repeat_case import repeat_case
from onroll.record.definitions.cohorts.repeat_missing_education import repeat_missing_education
from onroll.record.definitions.cohorts.whereabouts_known import whereabouts_known
from onroll.record.definitions.cohorts.whereabouts_not_known import whereabouts_not_known

VERIFIED = """
    child | fact                  | starts_on  | ends_before
    ------+-----------------------+------------+------------
    Amira | compulsory_school_age | 2025-11-14 |
    Amira | address_verified      | 2025-12-01 | 2025-12-02
    Ben   | compulsory_school_age | 2025-11-14 |
    Ben   | on_roll               | 2025-11-14 |
    Ben   | address_verified      | 2025-12-01 | 2025-12-02
"""


def test_whereabouts_are_known_for_thirty_days_after_somebody_verified_them(spec):
    """Verified on 1 December: known to the end of the 31st, and on no other day."""
    spec(
        whereabouts_known,
        facts=VERIFIED,
        always="address_in_area",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-12-01 | 2026-01-01
        """,
    )
    spec(
        whereabouts_not_known,
        facts=VERIFIED,
        always="address_in_area",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-11-14 | 2025-12-01
            Amira | 2026-01-01 |
        """,
    )


def test_an_address_that_was_only_given_is_not_known(spec):
    """The first case study: a likely site, in the county, that nobody had verified."""
    spec(
        whereabouts_known,
        facts="""
            child | fact            | starts_on  | ends_before
            ------+-----------------+------------+------------
            Amira | address_in_area | 2025-11-14 |
        """,
        always="compulsory_school_age",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
        """,
    )


def test_a_child_no_school_ever_knew_has_neither_a_roll_nor_a_number(spec):
    """Ben was once on a roll, Cara holds a pupil number, and Esi has been on one since January.

    Dev is home educated here, and no school ever knew him either. Femi is taught by arrangement of
    the authority, so she is neither.
    """
    spec(
        never_known_to_schools,
        facts="""
            child | fact            | starts_on  | ends_before
            ------+-----------------+------------+------------
            Amira | address_in_area | 2025-11-03 |
            Ben   | address_in_area | 2025-11-03 |
            Ben   | on_roll         | 2021-09-01 | 2022-02-01
            Cara  | address_in_area | 2025-11-03 |
            Cara  | upn_held        | 2015-02-10 |
            Dev   | address_in_area | 2025-11-03 |
            Dev   | home_educated   | 2026-02-02 |
            Esi   | address_in_area | 2025-11-03 |
            Esi   | on_roll         | 2026-01-12 | 2026-03-02
            Femi  | address_in_area             | 2025-11-03 |
            Femi  | arranged_education_suitable | 2025-11-03 |
            Femi  | as_much_as_health_allows    | 2025-11-03 |
        """,
        always="compulsory_school_age",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-11-03 |
            Dev   | 2025-11-03 |
            Esi   | 2025-11-03 | 2026-01-12
        """,
    )


def test_missing_education_again_is_the_second_spell_and_every_later_one(spec):
    """Amira was found on 12 January and lost on 2 March; Ben's one spell is his first."""
    spec(
        repeat_missing_education,
        facts="""
            child | fact            | starts_on  | ends_before
            ------+-----------------+------------+------------
            Amira | address_in_area | 2025-11-03 |
            Amira | on_roll         | 2026-01-12 | 2026-03-02
            Amira | on_roll         | 2026-04-13 | 2026-05-18
            Ben   | address_in_area | 2025-11-03 |
        """,
        always="compulsory_school_age",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-03-02 | 2026-04-13
            Amira | 2026-05-18 |
        """,
    )


CASES = """
    child | fact      | starts_on  | ends_before
    ------+-----------+------------+------------
    Amira | case_open | 2025-09-08 | 2025-12-01
    Amira | case_open | 2026-01-12 |
    Ben   | case_open | 2025-09-08 | 2025-12-01
    Ben   | case_open | 2025-11-24 | 2026-02-02
"""


def test_a_case_is_open_from_its_opening_to_its_closing(spec):
    spec(
        open_case,
        facts=CASES,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-09-08 | 2025-12-01
            Amira | 2026-01-12 |
            Ben   | 2025-09-08 | 2026-02-02
        """,
    )


def test_a_repeat_case_is_one_after_another_was_closed(spec):
    """Ben's second was opened while his first was open, so no episode of his had closed."""
    spec(
        repeat_case,
        facts=CASES,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-12 |
        """,
    )
