from datetime import date

import pytest

from onroll.record.definitions.contradictions.no_date_of_birth import no_date_of_birth
from onroll.record.one_child import FactRow, OneChild

BEGAN, DAY_AFTER, ENDED = date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 12)
NO_AGE = FactRow("age_not_known", date(2025, 9, 1), None)


def test_it_is_asked_while_a_roll_has_a_child_whose_age_no_source_tells(spec):
    """Of Amira from her first day on the roll; of Ben a date of birth came on 12 January."""
    spec(
        no_date_of_birth.expression,
        facts="""
            child | fact          | starts_on  | ends_before
            ------+---------------+------------+------------
            Amira | age_not_known | 2025-09-01 |
            Amira | on_roll       | 2026-01-05 | 2026-03-02
            Ben   | age_not_known | 2025-09-01 | 2026-01-12
            Ben   | on_roll       | 2026-01-05 |
            Cara  | on_roll       | 2026-01-05 |
            Dev   | age_not_known | 2025-09-01 |
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-05 | 2026-03-02
            Ben   | 2026-01-05 | 2026-01-12
        """,
    )


@pytest.mark.parametrize(
    "told", ["on_roll", "suspension", "home_educated", "recorded_missing_education", "lost_pupil"]
)
def test_each_of_these_alone_asks_it_while_it_lasts(told):
    child = OneChild([NO_AGE, FactRow(told, BEGAN, ENDED)])
    for day, asked in ((date(2026, 1, 4), False), (BEGAN, True), (ENDED, False)):
        assert child.holds(no_date_of_birth.expression, day) is asked


@pytest.mark.parametrize(
    ("told", "over"),
    [("permanent_exclusion", "reinstated"), ("referral_received", "case_closed")],
)
def test_an_exclusion_and_a_referral_ask_it_until_they_are_over(told, over):
    rows = [NO_AGE, FactRow(told, BEGAN, DAY_AFTER)]
    assert OneChild(rows).holds(no_date_of_birth.expression, date(2026, 9, 1))
    child = OneChild([*rows, FactRow(over, ENDED, date(2026, 1, 13))])
    assert child.holds(no_date_of_birth.expression, date(2026, 1, 11))
    assert not child.holds(no_date_of_birth.expression, ENDED)


def test_a_roll_that_has_the_age_asks_nothing():
    assert OneChild([FactRow("on_roll", BEGAN, None)]).runs(no_date_of_birth.expression) == []
