"""Decisions that whoever made them may undo at once: for half an hour, while nothing followed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from onroll.record.casework.events import Kind
from onroll.record.casework.taking_back import UNDO_WITHIN, may_be_undone
from onroll.web.access.models import User
from onroll.web.cases.models import Case, CaseEvent
from onroll.web.cases.on_today import Row, cases_for, rows_of
from onroll.web.cases.words import entry_of


@dataclass(frozen=True)
class Undoable:
    """A decision that may still be undone: its case and its number there, in words, until when."""

    row: Row
    event: int
    words: str
    until: datetime


def undoable(case: Case, user: User) -> Undoable | None:
    """The last decision of a case, while this person may undo it; null if there is none."""
    assert user.sight is not None
    rows = case.rows()
    last, events = rows[-1], [row.event for row in rows]
    if not may_be_undone(events, last.event, user.email, user.sight.at):
        return None
    shown = rows_of([case])
    until = last.at + UNDO_WITHIN
    return Undoable(shown[0], last.number, entry_of(last, {}).title, until) if shown else None


def just_decided(user: User) -> Undoable | None:
    """What this person has just decided of a child who was told of; null if they did not."""
    assert user.sight is not None
    since = user.sight.at - UNDO_WITHIN
    decided = CaseEvent.objects.filter(by=user, kind=Kind.TRIAGED, at__gte=since).order_by("-at")
    last = decided.first()
    case = cases_for(user).filter(pk=last.case_id).first() if last else None
    return undoable(case, user) if case else None
