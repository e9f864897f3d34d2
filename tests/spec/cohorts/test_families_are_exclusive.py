"""On a roll, or in exactly one other family: drawn, and over random facts."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onroll.record.definitions import definition
from onroll.record.one_child import FactRow, OneChild
from onroll.record.precedence import FAMILIES
from onroll.record.spells import day_number
from onroll.record.timeline import Child

NAMES = [
    "compulsory_school_age",
    "address_in_area",
    "moved_away",
    "on_roll",
    "home_educated",
    "education_found_suitable",
    "education_found_unsuitable",
    "arranged_education_suitable",
    "as_much_as_health_allows",
    "key_stage_2",
    "weekly_hours",
]
FIRST = date(2026, 1, 5)
DAYS = 60


@pytest.mark.parametrize(
    ("key", "row"),
    [
        ("on_roll", "Amira | 2026-03-30 |"),
        ("outside_school_age", "Amira | 2026-01-05 | 2026-01-12"),
        ("missing_education", "Amira | 2026-01-12 | 2026-01-26"),
        ("arranged_otherwise", "Amira | 2026-01-26 | 2026-02-09"),
        ("home_educated", "Amira | 2026-02-09 | 2026-03-02"),
        ("moved_out_of_area", "Amira | 2026-03-02 | 2026-03-30"),
    ],
)
def test_a_child_goes_from_one_to_the_next(key, row, spec):
    """Of age on 12 January, tuition from the 26th, home educated from 9 February, away in March.

    The tuition goes on in the home educator's weeks: what the parent chose comes first.
    """
    spec(
        definition(key),
        facts="""
            child | fact                        | starts_on  | ends_before | value
            ------+-----------------------------+------------+-------------+------
            Amira | address_in_area             | 2026-01-05 |             |
            Amira | compulsory_school_age       | 2026-01-12 |             |
            Amira | key_stage_2                 | 2026-01-05 |             |
            Amira | arranged_education_suitable | 2026-01-26 |             |
            Amira | weekly_hours                | 2026-01-26 |             | 23.5
            Amira | home_educated               | 2026-02-09 |             |
            Amira | moved_away                  | 2026-03-02 | 2026-03-30  |
            Amira | on_roll                     | 2026-03-30 |             |
        """,
        expect=f"child | starts_on | ends_before\n{row}",
    )


@st.composite
def fact_rows(draw) -> FactRow:
    fact = draw(st.sampled_from(NAMES))
    starts_on = FIRST + timedelta(days=draw(st.integers(0, DAYS)))
    length = draw(st.none() | st.integers(1, 40))
    return FactRow(
        fact,
        starts_on,
        None if length is None else starts_on + timedelta(days=length),
        value=float(draw(st.integers(20, 26))) if fact == "weekly_hours" else None,
    )


@settings(max_examples=300, deadline=None)
@given(st.lists(fact_rows(), max_size=16))
def test_every_child_with_an_address_or_a_roll_is_in_exactly_one_on_every_day(rows):
    child = OneChild(rows)
    placed = child.runs(Child.on_roll | Child.address_in_area | Child.moved_away)
    found = {key: child.runs(definition(key).expression) for key in FAMILIES}
    for day in range(day_number(FIRST), day_number(FIRST) + DAYS + 45):
        families = [key for key, runs in found.items() if any(s <= day < e for s, e in runs)]
        known = any(s <= day < e for s, e in placed)
        assert len(families) == known, (day, families)


@pytest.mark.parametrize("known", ["died", "age_not_known"])
def test_one_who_has_died_or_of_an_age_nobody_tells_is_in_no_family_off_a_roll(known, spec):
    """Neither is known to be over or under school age. A roll that goes on is a roll."""
    address = "Amira | address_in_area | 2026-01-05 |"
    head = "child | fact | starts_on | ends_before"
    facts = f"{head}\n{address}\nAmira | {known} | 2026-02-02 |"
    spec(
        definition("outside_school_age"),
        facts=facts,
        expect="child | starts_on | ends_before\nAmira | 2026-01-05 | 2026-02-02",
    )
    one = OneChild(
        [FactRow("address_in_area", FIRST, None), FactRow(known, date(2026, 2, 2), None)]
    )
    day = date(2026, 2, 2)
    assert not [key for key in FAMILIES if one.holds(definition(key).expression, day)]
