"""What ends the list of families asked under section 437 to show suitable education."""

from onroll.record.definitions.cohorts.section_437_notice_running import section_437_notice_running


def test_a_finding_from_before_the_notice_does_not_end_it(spec):
    """Found suitable in May and asked again on 5 January: still asked, until the family's answer
    of 2 February leaves the finding (Ben), or a review does (Cara), or a new finding (Dev)."""
    spec(
        section_437_notice_running,
        facts="""
            child | fact                     | starts_on  | ends_before
            ------+--------------------------+------------+------------
            Amira | education_found_suitable | 2025-05-12 |
            Amira | section_437_notice       | 2026-01-05 | 2026-01-06
            Ben   | education_found_suitable | 2025-05-12 |
            Ben   | section_437_notice       | 2026-01-05 | 2026-01-06
            Ben   | notice_answered          | 2026-02-02 | 2026-02-03
            Cara  | education_found_suitable | 2025-05-12 |
            Cara  | section_437_notice       | 2026-01-05 | 2026-01-06
            Cara  | home_education_reviewed  | 2026-02-03 | 2026-02-04
            Dev   | section_437_notice       | 2026-01-05 | 2026-01-06
            Dev   | education_found_suitable | 2026-02-04 |
            Eli   | section_437_notice       | 2026-01-05 | 2026-01-06
            Eli   | notice_answered          | 2026-02-02 | 2026-02-03
        """,
        always="compulsory_school_age, address_in_area",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-05 |
            Ben   | 2026-01-05 | 2026-02-02
            Cara  | 2026-01-05 | 2026-02-03
            Dev   | 2026-01-05 | 2026-02-04
            Eli   | 2026-01-05 |
        """,
    )
