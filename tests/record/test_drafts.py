"""Drafts of numbers and rules: what is read, what is refused, and what they do to an expression."""

from __future__ import annotations

from datetime import date

import pytest

from onroll.record.definitions import CATALOGUE, definition
from onroll.record.drafts import (
    BadDraft,
    Draft,
    as_if_in_force,
    draft,
    rule,
    thresholds_in,
    with_drafts,
)
from onroll.record.spells import Under
from onroll.record.thresholds import threshold

OVER = definition("part_time_timetable_over_limit")


def test_a_draft_of_every_day_has_one_value():
    limit = draft("part_time_timetable_limit=28").threshold
    assert limit.on(date(2014, 1, 1)) == limit.on(date(2030, 1, 1)) == 28
    assert limit.unit == "days"


def test_a_draft_from_a_day_on_leaves_the_days_before():
    limit = draft(" part_time_timetable_limit = 28 @ 2026-09-01 ").threshold
    assert limit.on(date(2026, 8, 31)) == 42
    assert limit.on(date(2026, 9, 1)) == 28


def test_a_draft_from_before_every_value_changes_all_of_them():
    assert draft("part_time_timetable_limit=28@2010-01-01").threshold.on(date(2026, 1, 1)) == 28


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("part_time_timetable_limit", "Write KEY=VALUE"),
        ("part_time_timetable_limit=", "is not a number"),
        ("part_time_timetable_limit=six weeks", "is not a number"),
        ("part_time_timetable_limit=28@1 May", "not a real date"),
        ("part_time_timetable_limit=28@2026-02-30", "not a real date"),
        ("part_time_timetable_limit=-1", "from 0 upwards"),
        ("part_time_timetable_limit=inf", "from 0 upwards"),
        ("part_time_timetable_limit=nan", "from 0 upwards"),
        ("longest=28", "No threshold is called 'longest'"),
    ],
)
def test_a_draft_that_cannot_be_read_is_refused_in_words(text, words):
    with pytest.raises(BadDraft, match=words):
        draft(text)


def test_only_what_reads_the_number_changes():
    numbers = {"part_time_timetable_limit": Draft("part_time_timetable_limit", 28).threshold}
    for each in CATALOGUE:
        changed = with_drafts(each.expression, numbers) != each.expression
        assert changed == ("part_time_timetable_limit" in thresholds_in(each.expression)), each.key
    assert "28 days" in with_drafts(OVER.expression, numbers).a.words
    assert threshold("part_time_timetable_limit").words == "42 days"


def test_a_number_inside_another_definition_is_found():
    assert "part_time_timetable_limit" in thresholds_in(definition("seslip_scope").expression)


def test_a_law_that_has_not_begun_can_be_read_as_if_it_had():
    register = definition("children_not_in_school").expression

    def waits(expression):
        return isinstance(expression, Under) or any(map(waits, expression.parts))

    assert waits(register)
    assert not waits(as_if_in_force(register))


def test_a_draft_rule_is_made_of_definitions():
    missing, home = definition("missing_education"), definition("home_educated")
    assert rule("missing_education - home_educated") == missing.expression - home.expression
    assert (
        rule("(missing_education | home_educated) & on_roll")
        == (missing.expression | home.expression) & definition("on_roll").expression
    )


@pytest.mark.parametrize(
    "text",
    [
        "", "missing_education +", "missing_education + on_roll", "not on_roll", "1", "on_roll.a",
        "on_roll()", "__import__('os').system('true')", "(lambda: on_roll)()", "nobody",
        "on_roll; on_roll", "on_roll := on_roll", "(" * 300 + "on_roll" + ")" * 300,
        "on_roll" + " | on_roll" * 900, "on_roll\x00",
    ],
)  # fmt: skip
def test_anything_else_is_refused_and_never_run(text):
    with pytest.raises(BadDraft):
        rule(text)
