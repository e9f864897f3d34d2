from onroll.record.definitions.contradictions.reported_home_educated_and_not_registered import (
    reported_home_educated_and_not_registered,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """The fifteenth day is 19 January, on which Cara's entry begins."""
    spec(
        reported_home_educated_and_not_registered.expression,
        facts="""
            child | fact                   | starts_on  | ends_before
            ------+------------------------+------------+------------
            Amira | reported_home_educated | 2026-01-05 | 2026-01-20
            Ben   | reported_home_educated | 2026-01-05 | 2026-01-19
            Cara  | reported_home_educated | 2026-01-05 |
            Cara  | home_educated          | 2026-01-19 |
        """,
        always="compulsory_school_age",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-19 | 2026-01-20
        """,
    )
