from datetime import date

import pytest

from onroll.record.definitions.contradictions.death_recorded_and_seen_since import (
    death_recorded_and_seen_since,
)
from onroll.record.one_child import FactRow, OneChild

DEATH, DAY_AFTER = date(2026, 1, 5), date(2026, 1, 6)


def test_it_is_asked_from_the_first_day_that_shows_the_child_alive(spec):
    """Died on 5 January. Amira is admitted on the 6th; Ben was marked present to the 5th, Cara to
    the 6th; Dev was seen on the 5th; of Ela nobody says that she died."""
    spec(
        death_recorded_and_seen_since.expression,
        facts="""
            child | fact           | starts_on  | ends_before
            ------+----------------+------------+------------
            Amira | death_recorded | 2026-01-05 | 2026-01-06
            Amira | admitted       | 2026-01-06 | 2026-01-07
            Ben   | death_recorded | 2026-01-05 | 2026-01-06
            Ben   | marked_present | 2025-09-03 | 2026-01-06
            Cara  | death_recorded | 2026-01-05 | 2026-01-06
            Cara  | marked_present | 2025-09-03 | 2026-01-07
            Dev   | death_recorded | 2026-01-05 | 2026-01-06
            Dev   | child_seen     | 2026-01-05 | 2026-01-06
            Ela   | admitted       | 2026-01-06 | 2026-01-07
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-06 |
            Cara  | 2026-01-06 |
        """,
    )


@pytest.mark.parametrize("sign", ["admitted", "reinstated", "marked_present", "child_seen"])
def test_each_sign_of_life_alone_is_asked_about_and_for_as_long_as_both_files_say_so(sign):
    expression = death_recorded_and_seen_since.expression
    death = FactRow("death_recorded", DEATH, DAY_AFTER)
    alive = FactRow(sign, date(2026, 2, 2), date(2026, 2, 3))
    for rows, asked in (([death, alive], True), ([death], False), ([alive], False)):
        assert OneChild(rows).holds(expression, date(2027, 1, 4)) is asked


def test_another_record_of_the_death_after_that_day_does_not_end_the_question():
    """One of the two days is wrong, and somebody must say which."""
    rows = [
        FactRow("death_recorded", DEATH, DAY_AFTER),
        FactRow("child_seen", date(2026, 2, 2), date(2026, 2, 3)),
        FactRow("death_recorded", date(2026, 3, 2), date(2026, 3, 3)),
        FactRow("died", date(2026, 3, 2), None),
    ]
    assert OneChild(rows).holds(death_recorded_and_seen_since.expression, date(2026, 3, 3))
