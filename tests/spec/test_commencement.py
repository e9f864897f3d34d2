"""A provision not yet in force is dated, not deleted: what rests on it waits for its first day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from onroll.record.commencements import UnknownProvision, provision, provisions, read
from onroll.record.definitions.base import Group, cohort
from onroll.record.timeline import Child

REGISTER = provision("register_of_children_not_in_school")
DATED = replace(REGISTER, in_force_from=date(2026, 9, 1))

SPELLS = """
    child | fact     | starts_on  | ends_before
    ------+----------+------------+------------
    Amira | on_roll  | 2026-01-05 |
    Ben   | on_roll  | 2026-01-05 | 2026-09-01
    Cara  | on_roll  | 2026-01-05 | 2026-09-02
    Dev   | on_roll  | 2026-09-02 |
"""


def test_what_rests_on_a_provision_holds_from_its_first_day(spec):
    """In force from 1 September 2026: Ben's last day was 31 August, Cara has just that one day."""
    spec(
        Child.on_roll.under(DATED),
        facts=SPELLS,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-09-01 |
            Cara  | 2026-09-01 | 2026-09-02
            Dev   | 2026-09-02 |
        """,
    )


def test_what_rests_on_a_provision_with_no_date_holds_on_no_day(spec):
    spec(
        Child.on_roll.under(REGISTER),
        facts=SPELLS,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
        """,
    )


def test_every_way_to_meet_an_or_waits_for_the_provision(spec):
    spec(
        ((Child.on_roll | Child.suspension) - Child.moved_away).under(DATED),
        facts="""
            child | fact       | starts_on  | ends_before
            ------+------------+------------+------------
            Amira | on_roll    | 2026-08-01 | 2026-09-10
            Ben   | suspension | 2026-08-01 | 2026-09-10
            Ben   | moved_away | 2026-09-05 |
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-09-01 | 2026-09-10
            Ben   | 2026-09-01 | 2026-09-05
        """,
    )


def definition(held):
    @cohort(title="Example", group=Group.NOT_IN_SCHOOL_REGISTER, source="", provision=held)
    def example(child):
        return child.compulsory_school_age - child.on_roll

    return example


def test_a_definition_says_of_which_provision_it_is_and_that_it_is_not_in_force():
    waiting = definition(REGISTER)
    assert waiting.provision is REGISTER
    assert waiting.words == (
        "A child who is of compulsory school age once “Register of children not in school” is in"
        " force (no date is set) and not on a school roll."
    )
    assert "(from 1 September 2026)" in definition(DATED).words
    assert len(waiting.tests) == 2
    assert definition(None).words == (
        "A child who is of compulsory school age and not on a school roll."
    )


def test_a_provision_is_in_force_from_its_first_day_and_never_without_one():
    assert not DATED.in_force_on(date(2026, 8, 31))
    assert DATED.in_force_on(date(2026, 9, 1))
    assert not REGISTER.in_force_on(date(9999, 12, 31))


def test_every_provision_says_its_act_its_section_and_its_source():
    for held in provisions().values():
        assert "" not in (held.title, held.act, held.section, held.source)
    assert REGISTER.cited.startswith("Children's Wellbeing and Schools Act 2026, section 38")
    text = {"title": "t", "act": "a", "section": "s", "source": "x"}
    assert read("k", text | {"in_force_from": date(2027, 1, 1)}).in_force_from == date(2027, 1, 1)


def test_a_provision_that_is_not_there_is_refused_by_name():
    with pytest.raises(UnknownProvision, match="No provision is called 'section_99'"):
        provision("section_99")
