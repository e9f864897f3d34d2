"""The one way in which a case changes: an event is added, and what follows is worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from onroll.record.casework.case import Case as AsItStands
from onroll.record.casework.events import BadEvent, Event, Kind
from onroll.record.casework.outcomes import catalogue
from onroll.record.casework.states import State
from onroll.record.casework.taking_back import check
from onroll.web.access.models import Allocation, Team, User
from onroll.web.cases.models import Case, CaseEvent
from onroll.web.cases.put_to_services import follow
from onroll.web.people.allocating import allocate, standing

ONE_TEXT: Final = frozenset(
    {Kind.TRIAGED, Kind.ALLOCATED, Kind.MOVED, Kind.PLANNED, Kind.CLOSE_ASKED, Kind.CLOSE_REFUSED,
     Kind.CLOSED}
)  # fmt: skip
"""What replaces the one before: whoever writes it must have seen the last. All else is added, so
that two who write at once lose nothing."""


@dataclass
class Clash(Exception):
    """A colleague wrote what the form would have replaced, after it was opened."""

    meanwhile: CaseEvent


@transaction.atomic
def open_case(
    *,
    child: str,
    record_id: str,
    told: Mapping[str, Any],
    on: date,
    by: User,
    at: datetime,
    token: str,
) -> tuple[Case, bool]:
    """The case that a word about a child is in, and whether it was opened for it.

    While a case about the child is open the word is added to it. After one that is over another
    opens, linked to the last.
    """
    if sent := CaseEvent.objects.filter(token=token).select_related("case").first():
        return sent.case, False
    cases = list(Case.objects.select_for_update().of(child))
    still = next((case for case in cases if case.is_open), None)
    if still is not None:
        add(still, Kind.RECEIVED, told, on=on, by=by, at=at, token=token)
        return still, False
    before = cases[0] if cases else None
    case = Case.objects.create(
        child=child, record_id=record_id, opened_on=on, state="received", since=on,
        issue=str(told.get("issue", "")), repeat_of=before,
    )  # fmt: skip
    more = {"repeat_of": before.reference} if before else {}
    add(case, Kind.RECEIVED, {**told, **more}, on=on, by=by, at=at, token=token)
    return case, True


@transaction.atomic
def add(
    case: Case,
    kind: Kind,
    told: Mapping[str, Any],
    *,
    on: date,
    by: User,
    at: datetime,
    token: str,
    seen: int | None = None,
) -> CaseEvent:
    """Add an event to a case. One that was sent with this token already is given back.

    `seen` is the number of the last event that its writer was shown. Raises `BadEvent` in words
    where it cannot follow the others, and `Clash` where somebody wrote meanwhile what it replaces.
    """
    held = Case.objects.select_for_update().get(pk=case.pk)
    if sent := CaseEvent.objects.filter(token=token).first():
        return sent
    rows = held.rows()
    if seen is not None and kind in ONE_TEXT:
        for row in rows:
            if row.number > seen and Kind(row.kind) in ONE_TEXT:
                raise Clash(row)
    number = held.last_number + 1
    added = Event(number, kind, on, at, by.email, told)
    stands = check([row.event for row in rows], added)
    if stands.is_open and not held.is_open and Case.objects.open().of(held.child).exists():
        raise BadEvent("Another case about this child was opened meanwhile. Go on in that one.")
    ended = held.is_open and not stands.is_open
    event = CaseEvent.objects.create(
        case=held, number=number, kind=kind.value, on=on, at=at, by=by, told=dict(told),
        restricted=added.is_restricted, token=token,
    )  # fmt: skip
    keep(held, stands, number)
    follow(event, ended=ended)
    if kind is Kind.ALLOCATED:
        let_see(held, by, at)
    case.refresh_from_db()
    return event


def keep(case: Case, stands: AsItStands, number: int) -> None:
    """Keep what follows from the events, by which lists are sorted."""
    assert stands.since is not None
    case.state, case.since, case.risk = stands.state.value, stands.since, stands.risk
    case.issue = stands.predominant_issue
    if stands.allocated:
        told = stands.allocated.told
        case.team = Team.objects.filter(pk=int(told.get("team", 0))).first()
        case.officer = User.objects.filter(pk=int(told["officer"])).first()
    else:
        case.team = case.officer = None
    case.due_on = min(days_due(stands), default=None)
    case.watched = is_watched(stands)
    case.last_number = number
    case.save()


def is_watched(stands: AsItStands) -> bool:
    """Whether a case ended without anybody having found the child."""
    ended = catalogue().get(stands.outcome)
    return stands.state is State.CLOSED and ended is not None and ended.watch


def days_due(stands: AsItStands) -> list[date]:
    """The days on which a reply, task, answer, visit or review is due and has not come."""
    days = [
        *(each.due_on for each in stands.enquiries.values() if not each.replies),
        *(task.day("due_on") for n, task in stands.tasks.items() if n not in stands.tasks_done),
        *(each.day("answer_by") for n, each in stands.escalations.items()
          if n not in stands.answers),
        *(visit.day("visit_on") for visit in stands.visits_to_come.values()),
        stands.plan.day("review_on") if stands.plan else None,
    ]  # fmt: skip
    return [day for day in days if day is not None] if stands.is_open else []


def let_see(case: Case, by: User, at: datetime) -> None:
    """Whoever is given a case works with the child, and so sees the child."""
    if case.officer is None:
        return
    day = at.date()
    already = Allocation.objects.filter(standing(day), child=case.child, user=case.officer)
    if not already.exists():
        allocate(
            child=case.child, user=case.officer, starts_on=day, ends_before=None,
            why=f"Given the case {case.reference}", by=by,
        )  # fmt: skip
