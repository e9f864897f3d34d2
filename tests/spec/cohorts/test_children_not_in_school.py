"""The register of children not in school: present, on three bases, and not in force."""

from dataclasses import replace
from datetime import date

import pytest

from onroll.record.definitions import definition
from onroll.record.definitions.base import Definition
from onroll.record.definitions.cohorts.children_not_in_school import children_not_in_school
from onroll.record.spells import Both, Either, Named, Spells, Under, Without

KEYS = (
    "not_in_school_unregistered",
    "not_in_school_educated_elsewhere",
    "not_in_school_part_time_student",
    "children_not_in_school",
)

CHILDREN = """
    child | fact                  | starts_on  | ends_before | value
    ------+-----------------------+------------+-------------+------
    Amira | home_educated         | 2026-05-04 |             |
    Ben   | on_roll               | 2020-09-01 |             |
    Ben   | part_time_timetable   | 2026-05-04 | 2026-10-05  |
    Cara  | college_student       | 2026-05-04 |             |
    Dev   | on_roll               | 2020-09-01 |             |
    Esi   | college_student       | 2026-05-04 |             |
    Esi   | year_11               | 2025-09-01 |             |
    Esi   | weekly_hours          | 2026-05-04 |             | 25
    Femi  | moved_away            | 2020-01-01 |             |
    Gwen  | on_roll               | 2020-09-01 |             |
    Gwen  | home_educated         | 2026-08-31 |             |
"""


def in_force(held: Definition, first: date) -> Spells:
    """The definition as it would be once its provision has a date."""

    def dated(part: Spells) -> Spells:
        match part:
            case Under(a, provision):
                return Under(dated(a), replace(provision, in_force_from=first))
            case Named(key, label, a):
                return Named(key, label, dated(a))
            case Both(a, b) | Either(a, b) | Without(a, b):
                return type(part)(dated(a), dated(b))
        return part

    return dated(held.expression)


@pytest.mark.parametrize("key", KEYS)
def test_nobody_is_on_the_register_while_the_law_has_no_date(key, spec):
    held = definition(key)
    assert held.provision is not None
    assert held.provision.in_force_from is None
    assert "no date is set" in held.words
    spec(
        held,
        facts=CHILDREN,
        always="compulsory_school_age, address_in_area",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
        """,
    )


@pytest.mark.parametrize(
    ("key", "expect"),
    [
        ("not_in_school_unregistered", "Amira | 2026-09-01 |"),
        (
            "not_in_school_educated_elsewhere",
            """Ben   | 2026-09-01 | 2026-10-05
               Gwen  | 2026-09-01 |""",
        ),
        ("not_in_school_part_time_student", "Cara | 2026-09-01 |"),
        (
            "children_not_in_school",
            """Amira | 2026-09-01 |
               Ben   | 2026-09-01 | 2026-10-05
               Cara  | 2026-09-01 |
               Gwen  | 2026-09-01 |""",
        ),
    ],
)
def test_from_the_first_day_in_force_each_basis_holds_its_own(key, expect, spec):
    """Say that the law begins on 1 September 2026.

    Amira is at no school (a); Ben has a part-time timetable, and Gwen learns at home for part of
    the week (b); Cara is a part-time student of a college (c). Dev is in school, Esi is a student
    with full-time hours, and Femi lives elsewhere.
    """
    spec(
        in_force(definition(key), date(2026, 9, 1)),
        facts=CHILDREN,
        always="compulsory_school_age, address_in_area",
        expect=f"child | starts_on | ends_before\n{expect}",
    )


def test_the_register_is_of_all_three_bases_and_says_its_act():
    assert children_not_in_school.provision is not None
    assert "2026" in children_not_in_school.provision.act
    assert "436B" in children_not_in_school.source
