"""How much may hang on a doubt: who is known to social care, who is missing, who is on a roll."""

from __future__ import annotations

from datetime import date

import pytest

from onroll.record.engines import connect
from onroll.record.harm import KNOWN, MISSING, REASONS, ROLL, harm_sql, words

DAY = date(2026, 11, 20)
TABLES = {
    "facts": "child varchar, fact varchar, starts_on date, ends_before date",
    "statuses": "child varchar, definition varchar, starts_on date, ends_before date",
    "shields": "child varchar",
}


def harm(**rows: list[tuple[object, ...]]) -> int:
    """What a doubt of Amira and Ben comes to, given some facts, statuses and shields."""
    with connect() as db:
        for table, columns in TABLES.items():
            db.execute(f"create table {table} ({columns})")
            for row in rows.get(table, []):
                db.execute(f"insert into {table} values ({', '.join('?' * len(row))})", row)
        db.execute("create table pairs as select 'Amira' as child_a, 'Ben' as child_b")
        answer = db.execute(harm_sql("pairs", "$day"), {"day": DAY}).fetchone()
    assert answer is not None
    return int(answer[-1])


def test_two_of_whom_nothing_is_known_harm_least() -> None:
    assert harm() == 0


@pytest.mark.parametrize("child", ["Amira", "Ben"])
def test_a_child_whom_social_care_ever_knew_counts_most(child: str) -> None:
    fact = (child, "child_in_need", date(2020, 1, 1), date(2021, 1, 1))
    assert harm(facts=[fact]) == KNOWN.points


def test_a_shielded_child_counts_as_much() -> None:
    assert harm(shields=[("Ben",)]) == KNOWN.points


def test_a_child_missing_education_on_the_day_counts_and_one_who_was_does_not() -> None:
    now = ("Ben", "missing_education", date(2026, 11, 20), None)
    then = ("Ben", "missing_education", date(2026, 10, 1), date(2026, 11, 20))
    assert harm(statuses=[now]) == MISSING.points
    assert harm(statuses=[then]) == 0


def test_one_on_a_roll_and_the_other_not_counts_and_both_on_one_does_not() -> None:
    amira, ben = ((child, "on_roll", date(2026, 9, 1), None) for child in ("Amira", "Ben"))
    assert harm(facts=[amira]) == ROLL.points
    assert harm(facts=[amira, ben]) == 0


def test_another_child_does_not_count() -> None:
    assert harm(shields=[("Zofia",)]) == 0


def test_the_reasons_add_up_and_can_be_told_apart_again() -> None:
    everything = sum(reason.points for reason in REASONS)
    assert words(everything) == [reason.words for reason in REASONS]
    assert words(0) == []
    assert words(KNOWN.points + ROLL.points) == [KNOWN.words, ROLL.words]
