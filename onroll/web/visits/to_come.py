"""One's own visits to come, each with what somebody must know at the door."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Exists, OuterRef

from onroll.record.casework.case import case_of, standing
from onroll.record.casework.events import Event, Kind
from onroll.record.casework.visits import When, in_order, visits_of, when_is
from onroll.web.access.models import User
from onroll.web.cases.looking import looking_for
from onroll.web.cases.models import Case, CaseEvent, CaseQuerySet
from onroll.web.cases.on_today import cases_for
from onroll.web.cases.safety import Warned, warnings_of
from onroll.web.cases.words import Entry, entry_of, when
from onroll.web.children.models import Child, Fact
from onroll.web.children.status_words import DIED_FACT
from onroll.web.children.today import Named
from onroll.web.visits.who_lives_there import who_lives_there

LAST: Final = 3
MOST_THERE: Final = 6

GROUPS: Final = {
    When.TODAY: "Today",
    When.LATER: "Later",
    When.NOT_RECORDED: "Past, and not recorded",
}


@dataclass(frozen=True)
class Visit:
    """One visit to come: `number` is that of the event that set it, `words` are its day and time.

    `to_ask` are the enquiries that the case asks for, the most urgent first; `last` what happened
    last, the newest first, without what only some may read; `was_there` who was there last time.
    `live_there` are the other children of the address whom the officer may see.
    """

    case: Case
    number: int
    when: When
    words: str
    where: str
    child: Child
    warnings: list[Warned]
    to_ask: list[str]
    was_there: str
    last: list[Entry]
    has_died: bool
    live_there: list[Named]

    @property
    def live_there_shown(self) -> list[Named]:
        """The first of them: more at one address is a home for many."""
        return self.live_there[:MOST_THERE]


def visits_to_come(user: Any, day: date) -> dict[str, list[Visit]]:
    """One's own visits of open cases, today's first, each group by its heading.

    So many queries as there are kinds of thing to know, however many visits there are.
    """
    cases = {case.pk: case for case in cases_with_visits(user)}
    held: dict[int, list[CaseEvent]] = defaultdict(list)
    for row in CaseEvent.objects.filter(case__in=cases).select_related("by").order_by("number"):
        held[row.case_id].append(row)
    children = Child.objects.in_bulk({case.child for case in cases.values()})
    warned = warnings_of(list(children))
    told = Fact.objects.on(day).filter(child__in=children, fact__in=["on_roll", DIED_FACT])
    facts = set(told.values_list("child_id", "fact"))
    homes = who_lives_there(user, children.values(), day)
    people = officers_named(row for rows in held.values() for row in rows)
    found: list[tuple[Event, Visit]] = []
    for pk, rows in held.items():
        stands = case_of(row.event for row in rows)
        case, child = cases[pk], children[cases[pk].child]
        looking = looking_for(stands, day, on_roll=(child.pk, "on_roll") in facts)
        for visit in visits_of(stands, user.pk):
            found.append((visit, Visit(
                case, visit.number, when_is(visit, day), when(visit), visit.text("where"), child,
                warned[child.pk], [each.title for each in looking.next],
                next((each.text("who_was_there") for each in stands.visits[::-1]
                      if each.text("who_was_there")), ""),
                last_of(rows, people), (child.pk, DIED_FACT) in facts, homes.get(child.pk, []),
            )))  # fmt: skip
    found.sort(key=lambda each: in_order(each[0]))
    return {
        heading: [visit for _, visit in found if visit.when is group]
        for group, heading in GROUPS.items()
    }


def cases_with_visits(user: Any) -> CaseQuerySet:
    """The open cases that somebody may see in which a visit of theirs was ever set."""
    set_for = CaseEvent.objects.filter(
        case=OuterRef("pk"), kind=Kind.VISIT_SET, told__officer=user.pk
    )
    return cases_for(user).open().filter(Exists(set_for))


def officers_named(rows: Iterable[CaseEvent]) -> dict[int, str]:
    """Who the officers are whom some events name, by number."""
    named = {row.told["officer"] for row in rows if "officer" in row.told}
    return dict(User.objects.filter(pk__in=named).values_list("pk", "full_name"))


def last_of(rows: list[CaseEvent], people: dict[int, str]) -> list[Entry]:
    """The last that happened in a case, the newest first, but for what its writer restricted."""
    stands = standing(row.event for row in rows)
    numbers = {event.number for event in stands if event.kind is not Kind.TAKEN_BACK}
    shown = [row for row in rows if row.number in numbers and not row.restricted]
    last = sorted(shown, key=lambda row: (row.on, row.number))[-LAST:]
    return [entry_of(row, people) for row in last[::-1]]


def todays_visits(user: Any) -> int:
    """How many visits somebody has today that were not made yet. One query."""
    day = user.sight.day
    cases = cases_with_visits(user).filter(due_on__lte=day)
    kinds = [Kind.VISIT_SET, Kind.VISITED, Kind.TAKEN_BACK, Kind.RECEIVED]
    rows = CaseEvent.objects.filter(case__in=cases, kind__in=kinds).select_related("by")
    held: dict[int, list[Event]] = defaultdict(list)
    for row in rows.order_by("number"):
        held[row.case_id].append(row.event)
    return sum(
        when_is(visit, day) is When.TODAY
        for events in held.values()
        for visit in visits_of(case_of(events), user.pk)
    )
