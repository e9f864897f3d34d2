"""The cases that somebody may see, and those of them that are first on Today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from onroll.record.casework.referring import ISSUES
from onroll.web.cases.models import Case, CaseQuerySet
from onroll.web.cases.permission import may_give, may_triage
from onroll.web.children.models import Child
from onroll.web.children.today import Named, named
from onroll.web.shields.protected import not_protected

MOST: Final = 10


def cases_for(user: Any) -> CaseQuerySet:
    """The cases that somebody may see: of children who are theirs, and not kept from them."""
    theirs = not_protected(Child.objects.visible_to(user), user)
    return Case.objects.filter(child__in=theirs.values("pk"))


@dataclass(frozen=True)
class Row:
    """One case in a list. `issue` is what it is mostly about, as it was told."""

    case: Case
    child: Named
    issue: str


def rows_of(cases: Any) -> list[Row]:
    """Cases with their children, in the same order."""
    held = list(cases)
    children = Child.objects.in_bulk({case.child for case in held})
    return [
        Row(case, named(children[case.child]), ISSUES.get(case.issue, case.issue))
        for case in held
        if case.child in children
    ]


@dataclass(frozen=True)
class WorkToday:
    """What Today says of cases.

    `undecided` are the first of those that wait for whoever decides, and `waiting` how many there
    are; `mine`, `due` and `to_close` count one's own open cases, those of them with something due,
    and the cases that wait for a second person. Each is 0 for whoever it is not for.
    """

    undecided: list[Row]
    waiting: int
    mine: int
    due: int
    to_close: int


def work_today(user: Any, day: date) -> WorkToday:
    theirs = cases_for(user)
    undecided = theirs.undecided() if may_triage(user) else theirs.none()
    waiting = undecided.count()
    mine = theirs.open().filter(officer=user)
    return WorkToday(
        rows_of(undecided.select_related("officer")[:MOST]) if waiting else [],
        waiting,
        mine.count(),
        mine.filter(due_on__lte=day).count(),
        theirs.filter(state="close_requested").count() if may_give(user) else 0,
    )
