"""Clocks of a law that is not in force: they start for nobody before its day."""

from dataclasses import replace
from datetime import date

import pytest

from onroll.record.definitions import CLOCKS
from onroll.record.definitions.base import Clock, Family

COMING = {clock.key: clock for clock in CLOCKS if clock.family is Family.NOT_IN_SCHOOL}
ROWS = """
register_parents_inform      | particulars_asked        | 2025-11-18 | particulars_given
register_parents_update      | particulars_changed      | 2025-11-18 | particulars_given
register_home_visit          | registered_not_in_school | 2025-11-18 | home_visit_asked
register_provider_answer     | provider_notice          | 2025-11-18 | provider_answered
register_provider_update     | provider_update_asked    | 2026-02-03 |
consent_to_withdraw_decision | consent_asked            |            | consent_decided
preliminary_notice_answer    | preliminary_notice       |            | preliminary_notice_answered
""".strip().splitlines()


def begun(clock: Clock, day: date | None) -> Clock:
    """The clock, had its provision come into force on a day, with no figure older than that."""
    assert clock.provision is not None
    held = clock.due
    number = held.period.number
    dated = replace(number, values=((date(2020, 1, 1), number.values[0][1]),)) if number else None
    due = replace(held, period=replace(held.period, number=dated))
    provision = replace(clock.provision, in_force_from=day)
    return replace(clock, key=f"{clock.key}_begun", provision=provision, rule=lambda child: due)


FACTS = """
    child | fact    | starts_on  | ends_before
    ------+---------+------------+------------
    Ann   | {event} | 2025-11-02 | 2025-11-03
    Bob   | {event} | 2025-11-03 | 2025-11-04
"""


def test_there_is_one_for_each_of_the_seven():
    assert set(COMING) == {row.split("|")[0].strip() for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[0].strip())
def test_nothing_starts_before_the_first_day_in_force(clock_spec, row):
    """Were it in force from 3 November 2025: the 2nd starts nothing, the 3rd is due on the 18th."""
    key, event, due_on, _ = (cell.strip() for cell in row.split("|"))
    clock_spec(
        begun(COMING[key], date(2025, 11, 3)),
        facts=FACTS.format(event=event),
        expect=f"""
            child | starts_on  | due_on   | met_on
            ------+------------+----------+-------
            Bob   | 2025-11-03 | {due_on} |
        """,
    )


@pytest.mark.parametrize(
    "row",
    [row for row in ROWS if row.split("|")[3].strip()],
    ids=lambda row: row.split("|")[0].strip(),
)
def test_what_was_asked_for_meets_it(clock_spec, row):
    key, event, due_on, met = (cell.strip() for cell in row.split("|"))
    clock_spec(
        begun(COMING[key], date(2025, 11, 3)),
        facts=f"{FACTS.format(event=event)}    Bob   | {met} | 2025-11-05 | 2025-11-06",
        expect=f"""
            child | starts_on  | due_on   | met_on
            ------+------------+----------+-------
            Bob   | 2025-11-03 | {due_on} | 2025-11-05
        """,
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[0].strip())
def test_while_no_date_is_set_nothing_starts_at_all(clock_spec, row):
    key, event, _, _ = (cell.strip() for cell in row.split("|"))
    nothing = "\n child | starts_on | due_on | met_on \n"
    clock_spec(
        replace(COMING[key], key=f"{key}_today"), facts=FACTS.format(event=event), expect=nothing
    )
    assert COMING[key].provision.in_force_from is None
    assert not COMING[key].runs
