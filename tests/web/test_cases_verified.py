"""`onroll verify` names every case that is not what its events come to, and what to do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils.timezone import localdate, now

from onroll.cli.verify import cases_in_json, cases_in_words
from onroll.record.casework.events import Kind
from onroll.web.access.acting import acting_as, as_person
from onroll.web.cases.actions import add
from onroll.web.cases.models import Case, CaseEvent
from onroll.web.cases.verifying import Check, verified
from tests.web.case_pages import colleague, opened
from tests.web.small_run import AMARA, JOSHUA, ZOFIA

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]

TABLES = ("cases_case", "cases_caseevent")


@contextmanager
def as_owner() -> Iterator[Any]:
    """A cursor of the tables' owner with no rule in the way."""
    with transaction.atomic(), acting_as("none"), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        for table in TABLES:
            cursor.execute(f"alter table {table} no force row level security")
        yield cursor
        for table in TABLES:
            cursor.execute(f"alter table {table} force row level security")
        cursor.execute("set constraints all deferred")


@pytest.fixture
def case() -> Case:
    """A case in which each kind of thing that a case says was told, with an answer still due."""
    manager = colleague("Pathway manager")
    held = opened(manager)
    for n, (kind, told) in enumerate((
        (Kind.TRIAGED, {"route": "accept", "risk": "concern", "whereabouts": "not_known"}),
        (Kind.ALLOCATED, {"officer": manager.pk}),
        (Kind.ASKED, {"enquiry": "last_school", "of_whom": "Ms Reed", "due_on": "2026-12-01"}),
        (Kind.REPLIED, {"asked": 4, "result": "nil", "words": "Nothing"}),
        (Kind.NOTED, {"words": "Quorvexnote", "restricted": True}),
        (Kind.TASK_SET, {"words": "Ring", "due_on": "2026-12-03"}),
        (Kind.NOTED, {"words": "Of another child"}),
        (Kind.TAKEN_BACK, {"number": 8, "why": "Wrong child"}),
    )):  # fmt: skip
        add(held, kind, told, on=localdate(), by=manager, at=now(), token=f"t{n}")
    tie(held, AMARA)
    return held


def tie(case: Case, child: str) -> None:
    """Give a case a record that the run shown has of a child."""
    with connection.cursor() as cursor:
        cursor.execute("select min(record_id) from children_sourcerecord where child = %s", [child])
        (record,) = cursor.fetchone()
        cursor.execute("update cases_case set record_id = %s where id = %s", [record, case.pk])


def test_cases_that_nobody_touched_have_no_fault(case: Case) -> None:
    found = verified()
    assert (found.cases, found.events, found.faults) == (1, 9, [])
    assert cases_in_words(found) == [
        "Cases: 1 case with 9 events. Each is what its events come to."
    ]


def test_no_case_is_no_fault() -> None:
    assert (verified().cases, verified().faults) == (0, [])


SAID = {
    "state": ("state = 'closed'", "“closed” for state", "“allocated”"),
    "since": ("since = '2020-01-01'", "“2020-01-01” for since", ""),
    "opened": ("opened_on = '2020-01-01'", "for day of opening", ""),
    "risk": ("risk = 'none'", "“none” for risk", "“concern”"),
    "issue": ("issue = 'other'", "“other” for issue", "“whereabouts”"),
    "team": ("team_id = (select min(id) from access_team)", "for team", "“nothing”"),
    "officer": ("officer_id = null", "“nothing” for colleague", ""),
    "due": ("due_on = '2027-01-01'", "“2027-01-01” for next due", "“2026-12-03”"),
    "watched": ("watched = true", "“True” for watched for", "“False”"),
    "number": ("last_number = 8", "“8” for last number", "“9”"),
    "before": ("repeat_of_id = id", "for case before", "“nothing”"),
}


@pytest.mark.parametrize("what", SAID)
def test_a_case_that_does_not_say_what_its_events_come_to_is_named(case: Case, what: str) -> None:
    change, says, comes_to = SAID[what]
    with as_owner() as cursor:
        cursor.execute("insert into access_team (name, definitions, postcode_districts)"
                       " values ('South', '{}', '{}')")  # fmt: skip
        cursor.execute(f"update cases_case set {change}")
    (fault,) = verified().faults
    assert (fault.case, fault.check) == (case.reference, Check.SAYS)
    assert says in fault.words
    assert comes_to in fault.words
    assert "write a note in it" in fault.do


def test_a_note_puts_right_what_a_case_says(case: Case, officer: Any) -> None:
    with as_owner() as cursor:
        cursor.execute("update cases_case set state = 'review', risk = ''")
    assert len(verified().faults) == 2
    add(case, Kind.NOTED, {"words": "x"}, on=localdate(), by=officer, at=now(), token="right")
    assert verified().faults == []


EVENTS: dict[str, tuple[str, Check, int, str]] = {
    "the first taken away": ("delete from cases_caseevent where number = 1",
                             Check.NUMBERS, 1, "is not there"),
    "one taken away": ("delete from cases_caseevent where number = 7",
                       Check.NUMBERS, 7, "is not there"),
    "a restricted one taken away": ("delete from cases_caseevent where number = 6",
                                    Check.NUMBERS, 6, "is not there"),
    "all taken away": ("delete from cases_caseevent", Check.NUMBERS, 1, "is not there"),
    "one moved on": ("update cases_caseevent set number = 12 where number = 9",
                     Check.NUMBERS, 9, "is not there"),
    "one that answers nothing": (
        "update cases_caseevent set told = jsonb_set(told, '{asked}', '3') where number = 5",
        Check.FOLLOWS, 5, "Number 3 of the case is not there"),
    "taken back twice": (
        "update cases_caseevent set kind = 'taken_back', told = '{\"number\": 8, \"why\": \"x\"}'"
        " where number = 7", Check.FOLLOWS, 7, "never written"),
    "given before it was decided": (
        "update cases_caseevent set told = '{\"route\": \"ask_more\"}' where number = 2",
        Check.FOLLOWS, 3, "Decide where the case goes"),
    "a way that is none": (
        "update cases_caseevent set told = '{\"route\": \"away\"}' where number = 2",
        Check.FOLLOWS, 2, "does not tell"),
    "a kind that is none": ("update cases_caseevent set kind = 'forgotten' where number = 7",
                            Check.FOLLOWS, 7, "nobody can read"),
    "a day that is none": (
        "update cases_caseevent set told = jsonb_set(told, '{due_on}', '\"soon\"')"
        " where number = 7", Check.FOLLOWS, 7, "does not tell"),
    "no telling": ("update cases_caseevent set told = '[]' where number = 6",
                   Check.FOLLOWS, 6, "nobody can read"),
    "a note let out": ("update cases_caseevent set restricted = false where number = 6",
                       Check.RESTRICTED, 6, "restricted"),
}  # fmt: skip


@pytest.mark.parametrize("what", EVENTS)
def test_an_event_that_was_changed_or_taken_away_is_named(case: Case, what: str) -> None:
    """By its owner in the database: pages have no right to."""
    sql, asked, number, words = EVENTS[what]
    with as_owner() as cursor:
        cursor.execute(sql)
    (fault,) = verified().faults
    assert (fault.case, fault.check, fault.number) == (case.reference, asked, number)
    assert words in fault.words


def test_two_open_cases_of_one_record_are_named(case: Case) -> None:
    other = opened(colleague("Team manager", "Ada Cole"), JOSHUA, token="other")
    with as_owner() as cursor:
        cursor.execute("drop index one_open_case_of_a_record")
        cursor.execute("update cases_case set record_id = %s, child = %s",
                       [Case.objects.get(pk=case.pk).record_id, AMARA])  # fmt: skip
    (fault,) = verified().faults
    assert fault.check is Check.ONE_OPEN
    assert fault.words == f"{case.reference} and {other.reference} are open about one record"
    assert fault.do == "Close one of them as the same work as the other."


def test_a_case_about_another_child_than_its_records_is_named(case: Case) -> None:
    with as_owner() as cursor:
        cursor.execute("update cases_case set child = %s", [ZOFIA])
    (fault,) = verified().faults
    assert (fault.case, fault.check) == (case.reference, Check.CHILD)
    assert fault.words == f"it is about {ZOFIA}, and its record is of {AMARA}"


def test_a_case_that_no_run_has_the_child_of_is_named(case: Case) -> None:
    """Its record may be away for a while; with its child away too nobody would see the case."""
    with as_owner() as cursor:
        cursor.execute("update cases_case set record_id = 'pupil_system:nobody'")
    assert verified().faults == []
    with as_owner() as cursor:
        cursor.execute("update cases_case set child = 'EC-NOBODY00'")
    (fault,) = verified().faults
    assert fault.check is Check.CHILD
    assert "Load again what its record was in" in fault.do


def test_each_fault_is_a_line_with_what_to_do_and_names_no_record(case: Case) -> None:
    with as_owner() as cursor:
        cursor.execute("update cases_case set risk = 'none'")
    found = verified()
    first, line = cases_in_words(found)
    assert first == "Cases: 1 case with 9 events."
    assert line.startswith(f"{case.reference}: it says “none” for risk")
    assert line.endswith("Find out who changed it, then write a note in it: it is worked out anew.")
    told = cases_in_json(found)
    assert (told["check"], told["cases"], told["events"]) == ("cases", 1, 9)
    assert json.loads(json.dumps(told["faults"]))[0]["case"] == case.reference


def test_verify_reads_what_a_page_may_not(case: Case, officer: Any) -> None:
    """A page of somebody who may not read the note would find a gap where it is."""
    with as_person(officer, now()):
        assert CaseEvent.objects.filter(case=case).count() == 8
    assert verified().events == 9
