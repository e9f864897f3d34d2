"""Whether every case is what its events come to, and no event was changed, taken away or put in.

Nothing seals an event as a look at a child is sealed. What shows is what cannot be: a number that
is not there, an event that cannot follow those before it, a case that says what its events do not.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from typing import Any, Final

from django.db import connection

from onroll.record.casework.case import Case as AsItStands
from onroll.record.casework.case import case_of
from onroll.record.casework.events import BadEvent, Event, Kind
from onroll.record.casework.states import OVER
from onroll.record.casework.taking_back import check
from onroll.web.access.acting import as_publisher
from onroll.web.cases.actions import days_due, is_watched
from onroll.web.cases.models import Case

Progress = Callable[[str, int, int], None]
AT_A_TIME: Final = 2_000


class Check(StrEnum):
    """What is asked of every case."""

    NUMBERS = "numbers"
    FOLLOWS = "follows"
    RESTRICTED = "restricted"
    SAYS = "says"
    ONE_OPEN = "one open"
    CHILD = "child"


WHAT_TO_DO: Final = {
    Check.NUMBERS: "Find out who changed it, and put back its events from a copy of the database.",
    Check.FOLLOWS: "Find out who changed it, and put back its events from a copy of the database.",
    Check.RESTRICTED: "Find out who changed it: who may read the note is not as its writer said.",
    Check.SAYS: "Find out who changed it, then write a note in it: it is worked out anew.",
    Check.ONE_OPEN: "Close one of them as the same work as the other.",
    Check.CHILD: "Make a run and publish it (`onroll run`): each case follows its record.",
}

NOT_FOUND: Final = (
    "Load again what its record was in, or a correction that has it, then make a run."
)
"""What to do where no run has the record, nor the child."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a case: `case` is its reference, `words` what is wrong, `do` what to do.

    `number` is that of the event, where one is meant; of a number that is not there, the first.
    """

    case: str
    check: Check
    words: str
    do: str
    number: int | None = None


@dataclass
class Verified:
    """How many cases and events were checked, and what was wrong."""

    cases: int = 0
    events: int = 0
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class Held:
    """A case as the database has it, with its events by number.

    `child_of_record` is whose its record is in the run shown; null where that run has no such
    record. `child_is_shown` says whether that run has the child of the case.
    """

    case: Case
    child_of_record: str | None
    child_is_shown: bool
    events: tuple[Event | None, ...]
    numbers: tuple[int, ...]
    restricted: frozenset[int]


def verified(*, progress: Progress | None = None) -> Verified:
    """Check every case. All is read at one moment, so what is written meanwhile is no fault."""
    found = Verified()
    open_about: dict[str, list[Case]] = defaultdict(list)
    with as_publisher():
        total, run_is_shown = how_much()
        for held in everything():
            found.cases += 1
            found.events += len(held.numbers)
            found.faults += faults_of(held)
            if run_is_shown:
                found.faults += of_its_child(held)
            if held.case.state not in OVER:
                open_about[held.case.record_id].append(held.case)
            if progress and found.cases % AT_A_TIME == 0:
                progress("cases", min(found.cases, total), total)
    for cases in open_about.values():
        if len(cases) > 1:
            named = " and ".join(case.reference for case in cases)
            words = f"{named} are open about one record"
            found.faults.append(fault(cases[0], Check.ONE_OPEN, words))
    if progress:
        progress("cases", total, total)
    return found


def faults_of(held: Held) -> Iterator[Fault]:
    """What is wrong with one case, as far as the rest of it can still be judged."""
    case = held.case
    gap = next((n for n, number in enumerate(held.numbers, 1) if number != n), None)
    if gap is not None or not held.numbers:
        words = f"number {gap or 1} of what happened in it is not there"
        yield fault(case, Check.NUMBERS, words, number=gap or 1)
        return
    wrong = first_that_cannot_follow([event for event in held.events if event], held.events)
    if wrong is not None:
        number, why = wrong
        words = f"number {number} of what happened in it cannot be: {why}"
        yield fault(case, Check.FOLLOWS, words, number=number)
        return
    events = [event for event in held.events if event is not None]
    for event in events:
        if event.is_restricted is not (event.number in held.restricted):
            words = f"number {event.number} of what happened in it was restricted, or let be read"
            yield fault(case, Check.RESTRICTED, words, number=event.number)
    for name, says, comes_to in compared(case, case_of(events), events):
        words = f"it says “{said(says)}” for {name}, and its events come to “{said(comes_to)}”"
        yield fault(case, Check.SAYS, words)


def first_that_cannot_follow(
    events: Sequence[Event], every: Sequence[Event | None]
) -> tuple[int, str] | None:
    """The number of the first event that cannot follow those before it, with why; null: none.

    Between two that take something back each event is judged once: those after it do not change
    what it followed. So a case is gone through once for each of those, and not for each event.
    """
    if len(events) < len(every):
        return every.index(None) + 1, "nobody can read what it is"
    ends = [at for at, event in enumerate(events) if event.kind is Kind.TAKEN_BACK]
    for at in [*ends, len(events)]:
        if why_not(events[:at]):
            return next(
                (events[n].number, why) for n in range(at) if (why := why_not(events[: n + 1]))
            )
        if at < len(events) and (why := why_not(events[:at], events[at])):
            return events[at].number, why
    return None


def why_not(events: Sequence[Event], more: Event | None = None) -> str:
    """Why these events, and then one more, cannot be; "" where they can."""
    try:
        stands = check(events, more) if more else case_of(events)
        days_due(stands)
    except BadEvent as problem:
        return str(problem)
    except (KeyError, ValueError, TypeError, AttributeError):
        return "it does not tell what an event of its kind tells"
    return ""


def compared(
    case: Case, stands: AsItStands, events: Sequence[Event]
) -> Iterator[tuple[str, Any, Any]]:
    """What a case says that its events do not: the name, what it says, what they come to."""
    given = stands.allocated.told if stands.allocated else {}
    held = {
        "state": (case.state, stands.state.value),
        "since": (case.since, stands.since),
        "day of opening": (case.opened_on, stands.opened_on),
        "risk": (case.risk, stands.risk),
        "issue": (case.issue, stands.predominant_issue),
        "team": (case.team_id, given.get("team")),
        "colleague": (case.officer_id, given.get("officer")),
        "watched for": (case.watched, is_watched(stands)),
        "next due": (case.due_on, min(days_due(stands), default=None)),
        "last number": (case.last_number, events[-1].number),
        "case before": (
            Case(pk=case.repeat_of_id).reference if case.repeat_of_id else None,
            events[0].told.get("repeat_of"),
        ),
    }
    return ((name, says, comes) for name, (says, comes) in held.items() if says != comes)


def of_its_child(held: Held) -> Iterator[Fault]:
    """Whether a case is about the child of its record, or at least about one who is there."""
    case = held.case
    if held.child_of_record is not None and held.child_of_record != case.child:
        words = f"it is about {case.child}, and its record is of {held.child_of_record}"
        yield fault(case, Check.CHILD, words)
    elif held.child_of_record is None and not held.child_is_shown:
        words = f"it is about {case.child}, and the run shown has neither the child nor its record"
        yield fault(case, Check.CHILD, words, do=NOT_FOUND)


def fault(
    case: Case, check: Check, words: str, *, number: int | None = None, do: str = ""
) -> Fault:
    return Fault(case.reference, check, words, do or WHAT_TO_DO[check], number)


def said(value: Any) -> str:
    return "nothing" if value in (None, "") else str(value)


EVERYTHING: Final = """
select c.id, c.child, c.record_id, c.opened_on, c.state, c.since, c.issue, c.risk, c.team_id,
       c.officer_id, c.due_on, c.watched, c.last_number, c.repeat_of_id,
       (select min(r.child) from children_sourcerecord r where r.record_id = c.record_id),
       exists (select from children_child shown where shown.child = c.child),
       e.number, e.kind, e."on", e.at, u.email, e.told::text, e.restricted
from cases_case c
left join cases_caseevent e on e.case_id = c.id
left join access_user u on u.id = e.by_id
order by c.id, e.number
"""
"""One question, so that cases and events are of one moment."""

COLUMNS: Final = (
    "id", "child", "record_id", "opened_on", "state", "since", "issue", "risk", "team_id",
    "officer_id", "due_on", "watched", "last_number", "repeat_of_id",
)  # fmt: skip


def everything() -> Iterator[Held]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(EVERYTHING)
        rows = iter(lambda: cursor.fetchmany(AT_A_TIME), [])
        flat = (row for some in rows for row in some)
        for _, of_case in groupby(flat, key=lambda row: row[0]):
            held = list(of_case)
            first, told = held[0], [row[len(COLUMNS) + 2 :] for row in held]
            case = Case(**dict(zip(COLUMNS, first, strict=False)))
            there = [row for row in told if row[0] is not None]
            record, shown = first[len(COLUMNS) : len(COLUMNS) + 2]
            events = tuple(event_of(*row[:-1]) for row in there)
            kept = frozenset(row[0] for row in there if row[-1])
            yield Held(case, record, shown, events, tuple(row[0] for row in there), kept)


def event_of(number: int, kind: str, on: Any, at: Any, by: str, told: str) -> Event | None:
    """An event as it is held; null where its kind is none, or it tells no names and values."""
    found = json.loads(told)
    try:
        return Event(number, Kind(kind), on, at, by, found) if isinstance(found, dict) else None
    except ValueError:
        return None


def how_much() -> tuple[int, bool]:
    """How many cases there are, and whether a run is shown."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from cases_case")
        (cases,) = cursor.fetchone()
        cursor.execute("select exists (select from children_child)")
        (shown,) = cursor.fetchone()
    return cases, shown
