from datetime import date

import pytest

from onroll.record.contradictions import contradiction_named
from onroll.record.definitions.catalogue.contradictions import CONTRADICTIONS
from onroll.record.definitions.contradictions.removed_and_still_on_that_roll import (
    removed_and_still_on_that_roll,
)
from onroll.record.one_child import FactRow, OneChild

DELETED, DAY_AFTER, ASKED = date(2026, 1, 5), date(2026, 1, 6), date(2026, 2, 2)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """Amira's name is still on that roll on 19 January; Cara's roll is another school's."""
    spec(
        removed_and_still_on_that_roll.expression,
        facts="""
            child | fact              | starts_on  | ends_before | setting
            ------+-------------------+------------+-------------+--------
            Amira | removed_from_roll | 2026-01-05 | 2026-01-06  | 100001
            Amira | on_roll           | 2025-09-01 | 2026-01-20  | 100001
            Ben   | removed_from_roll | 2026-01-05 | 2026-01-06  | 100001
            Ben   | on_roll           | 2025-09-01 | 2026-01-19  | 100001
            Cara  | removed_from_roll | 2026-01-05 | 2026-01-06  | 100001
            Cara  | on_roll           | 2025-09-01 |             | 100002
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-19 | 2026-01-20
        """,
    )


def said(fact: str, since: date = DELETED, until: date | None = DAY_AFTER) -> FactRow:
    return FactRow(fact, since, until, setting="100001")


RETURN = [said("removed_from_roll"), said("on_roll", date(2025, 9, 1), None)]
DIED = [*RETURN, said("removed_as_died")]
SEEN = said("child_seen", date(2026, 1, 12), date(2026, 1, 13))


@pytest.mark.parametrize(
    ("rows", "asked"),
    [
        pytest.param(RETURN, removed_and_still_on_that_roll.key, id="another ground"),
        pytest.param(DIED, "removed_as_died_and_on_roll", id="as having died"),
        pytest.param(
            [*DIED, said("death_recorded"), said("died", DELETED, None)],
            "removed_as_died_and_on_roll",
            id="and nothing shows the child alive",
        ),
        pytest.param(
            [*DIED, said("death_recorded"), SEEN],
            "death_recorded_and_seen_since",
            id="and the child is seen since",
        ),
    ],
)
def test_one_return_about_a_child_still_on_the_roll_is_one_question(rows, asked):
    """The school deleted the name on 5 January and has it on its roll on 2 February."""
    child = OneChild(rows)
    assert [c.key for c in CONTRADICTIONS if child.holds(c.expression, ASKED)] == [asked]
    assert contradiction_named(asked).asked_of.schools_of
