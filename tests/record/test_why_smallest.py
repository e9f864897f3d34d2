"""Take away any one fact a *why* names and the child leaves; make true what a *why not* names and
the child enters: of random children, for every definition.

The tests run a sample; `run.py prove why` runs the very same of ONROLL_PROOF children in all.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from onroll.record.dated_facts import DatedFact, dated_facts, only
from onroll.record.definitions import CATALOGUE, Definition, definition
from onroll.record.one_child import FactRow, OneChild
from onroll.record.smallest_why import SmallestWhy, smallest_why
from onroll.record.spells import Fact, Spells
from onroll.record.thresholds import Threshold
from onroll.record.what_would_change import Change, changed, make_true, what_would_change
from onroll.record.why import explain
from tests.record.random_children import PROOF, children
from tests.record.testcal import TESTCAL

EACH = max(2, -(-PROOF // len(CATALOGUE)))
DAY = date(2026, 1, 15)
one, two, three, bar = (Fact(name, name) for name in ("one", "two", "three", "bar"))


@pytest.mark.proof
@pytest.mark.parametrize("key", [each.key for each in CATALOGUE])
def test_why_and_why_not_of_random_children(key):
    asked = definition(key)
    for child, day in children(asked, EACH):
        member = child
        if not child.holds(asked.expression, day):
            entered = becomes_a_member(asked, child, day)
            if entered is None:
                continue
            member = entered
        leaves_without_any(asked.expression, member, day)


def becomes_a_member(asked: Definition, child: OneChild, day: date) -> OneChild | None:
    """The child once what a *why not* names is so; None where no law is in force to meet."""
    changes = what_would_change(asked.expression, child, day)
    if asked.provision and not asked.provision.in_force_on(day):
        assert changes is None
        return None
    assert changes, (asked.key, day, told(child))
    entered = make_true(child, changes)
    assert entered.holds(asked.expression, day)
    nearest = explain(asked, child, day).nearest
    if nearest:
        (so,) = (t for t in explain(asked, child, day).tests if not t.met)
        assert so == nearest
    for change in changes:
        fewer = make_true(child, [each for each in changes if each is not change])
        assert not fewer.holds(asked.expression, day), (change, told(child))
    return entered


def leaves_without_any(rule: Spells, child: OneChild, day: date) -> None:
    why = smallest_why(rule, child, day)
    assert why
    assert why.facts
    rest = [each for each in dated_facts(rule, child, day) if each not in why.set_aside]
    assert only(rest, child).holds(rule, day)
    for gone in why.facts:
        left = only([each for each in rest if each != gone], child)
        assert not left.holds(rule, day), (gone, told(child))
        if not why.set_aside:  # then of the whole record, and not only of what the rule reads
            assert not taken_from(child, gone).holds(rule, day)


def taken_from(child: OneChild, gone: DatedFact) -> OneChild:
    rows = [row for said in child.facts.values() for row in said if row not in gone.rows]
    return OneChild(rows, child.calendars)


def told(child: OneChild) -> list[FactRow]:
    return [row for said in child.facts.values() for row in said]


def row(
    fact: str, starts_on: str = "2025-09-01", ends_before: str = "", number: int = 0
) -> FactRow:
    end = date.fromisoformat(ends_before) if ends_before else None
    return FactRow(fact, date.fromisoformat(starts_on), end, row=number)


def why(rule: Spells, *rows: FactRow) -> SmallestWhy:
    found = smallest_why(rule, OneChild(rows, {"": TESTCAL}), DAY)
    assert found
    return found


def days(number: float) -> Threshold:
    return Threshold("t", "t", "days", "", "", ((date(2020, 1, 1), number),))


def named(facts: Iterable[DatedFact]) -> list[list[int | None]]:
    return [[said.row for said in each.rows] for each in facts]


def test_two_rows_that_say_the_same_are_one_fact_and_neither_row_is_a_reason_alone():
    found = why(one, row("one", number=1), row("one", "2025-10-01", number=2))
    assert named(found.facts) == [[1, 2]]
    assert not found.set_aside


def test_of_two_ways_in_the_one_of_fewer_facts_is_named_and_the_other_set_aside():
    found = why((one & two) | three, *(row(n) for n in ("one", "two", "three")))
    assert [each.fact for each in found.facts] == ["three"]
    assert [each.fact for each in found.set_aside] == ["one"]


def test_what_bars_an_exception_is_a_reason():
    """In, save while *two*, unless *bar*: all three are so, and without the bar the child goes."""
    found = why(one - (two - bar), row("one"), row("two"), row("bar"))
    assert [each.fact for each in found.facts] == ["one", "bar"]


def test_what_bars_an_exception_that_is_not_so_is_no_reason():
    found = why(one - (two - bar), row("one"), row("bar"))
    assert [each.fact for each in found.facts] == ["one"]


def test_an_earlier_spell_is_a_reason_where_the_days_before_count():
    """Forty-two days are allowed; two spells with a week between them count as one from 1 Dec."""
    rule = one.joined(days(7)).after(days(42))
    rows = [row("one", "2025-12-01", "2026-01-05", 1), row("one", "2026-01-10", number=2)]
    assert named(why(rule, *rows).facts) == [[1], [2]]
    assert named(why(one, *rows).facts) == [[2]]


def test_rows_of_an_earlier_spell_that_overlap_are_one_fact():
    """From 1 December in two rows, with days between them and the third that the gap bridges."""
    rule = one.joined(days(7)).after(days(42))
    rows = [
        row("one", "2025-12-01", "2025-12-20", 1),
        row("one", "2025-12-15", "2026-01-05", 2),
        row("one", "2026-01-10", number=3),
    ]
    assert named(why(rule, *rows).facts) == [[1, 2], [3]]


def test_an_earlier_spell_that_makes_no_difference_is_neither_a_reason_nor_set_aside():
    rows = [row("one", "2025-03-01", "2025-04-01", 1), row("one", "2025-11-01", number=2)]
    found = why(one.after(days(42)), *rows)
    assert named(found.facts) == [[2]]
    assert not found.set_aside


def test_a_row_that_ends_on_the_day_does_not_say_what_is_true_on_it():
    rows = [row("one", "2025-03-01", "2026-01-15", 1), row("one", "2026-01-15", number=2)]
    assert named(why(one, *rows).facts) == [[2]]


def test_a_child_who_does_not_meet_a_rule_has_no_why():
    assert smallest_why(one, OneChild([row("one", "2026-01-16")]), DAY) is None


def would_change(rule: Spells, *rows: FactRow) -> list[tuple[str, bool, date, date | None]]:
    found = what_would_change(rule, OneChild(rows, {"": TESTCAL}), DAY)
    assert found is not None
    return [(each.fact, each.told, each.starts_on, each.ends_before) for each in found]


def test_a_fact_that_is_wanting_is_asked_for_from_the_day():
    assert would_change(one & two, row("one")) == [("two", True, DAY, None)]


def test_a_fact_that_stands_in_the_way_would_end_on_the_day():
    started = date(2025, 9, 1)
    assert would_change(one - two, row("one"), row("two")) == [("two", False, started, DAY)]


def test_a_spell_that_is_too_short_would_have_begun_sooner():
    """Its 43rd day is 15 January when it begins on 4 December: one day later is too late."""
    assert would_change(one.after(days(42))) == [("one", True, date(2025, 12, 4), None)]


def test_school_days_are_counted_back_in_the_authoritys_terms():
    """15 January is the eighth school day from the 6th; the 5th is an INSET day."""
    assert would_change(one.from_school_day(days(8))) == [("one", True, date(2026, 1, 6), None)]


def test_no_calendar_no_change_that_would_do():
    assert what_would_change(one.from_school_day(days(8)), OneChild([]), DAY) is None


def test_who_meets_a_rule_needs_no_change():
    assert would_change(one, row("one")) == []


def test_a_change_made_is_the_row_put_in_or_cut_short():
    there = row("one")
    added = Change("two", True, DAY, None, None, FactRow("two", DAY, None))
    cut = Change("one", False, there.starts_on, DAY, None, there)
    assert changed([there], [added, cut]) == (
        FactRow("two", DAY, None),
        FactRow("one", there.starts_on, DAY, row=0),
    )
