from onroll.record.definitions.contradictions.notice_served_and_education_suitable import (
    notice_served_and_education_suitable,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """Amira's education stood as suitable on 5 January; Ben's was found so the day after the
    notice.
    """
    spec(
        notice_served_and_education_suitable.expression,
        facts="""
            child | fact                     | starts_on  | ends_before
            ------+--------------------------+------------+------------
            Amira | section_437_notice       | 2026-01-05 | 2026-01-06
            Amira | education_found_suitable | 2025-11-01 | 2026-01-20
            Ben   | section_437_notice       | 2026-01-05 | 2026-01-06
            Ben   | education_found_suitable | 2026-01-06 |
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-05 | 2026-01-20
        """,
    )
