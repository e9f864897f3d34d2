"""The cases that somebody may see, and those of them that are first on Today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from onroll.record.casework.events import Kind
from onroll.record.casework.referring import ISSUES
from onroll.record.casework.states import OVER, UNDECIDED
from onroll.web.access.policy import seen_by
from onroll.web.cases.models import Case, CaseEvent, CaseQuerySet
from onroll.web.cases.permission import may_give, may_triage
from onroll.web.children.models import Child
from onroll.web.children.today import Named, named
from onroll.web.shields.protected import not_protected

MOST: Final = 10
NOBODYS: Final = Q(pk__in=())


def cases_for(user: Any) -> CaseQuerySet:
    """The cases that somebody may see: of children who are theirs, and not kept from them.

    It is asked of each case's child, and not which of all children are theirs. Of a child whom the
    run shown has not, nobody sees a case.
    """
    theirs = seen_by(user, "child")
    if theirs is None:
        return Case.objects.none()
    there = Exists(Child.objects.filter(pk=OuterRef("child")))
    return not_protected(Case.objects.filter(theirs, there), user, "child")


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
    mine = Q(officer=user.pk) & ~Q(state__in=OVER)
    told = {
        "mine": mine,
        "due": mine & Q(due_on__lte=day),
        "waiting": Q(state__in=UNDECIDED) if may_triage(user) else NOBODYS,
        "to_close": Q(state="close_requested") if may_give(user) else NOBODYS,
    }
    theirs = cases_for(user)
    of_use = theirs.filter(mine | told["waiting"] | told["to_close"])
    counts = of_use.aggregate(
        **{name: Count("pk", filter=which) for name, which in told.items()},
    )
    undecided = theirs.undecided().select_related("officer")[:MOST] if counts["waiting"] else ()
    return WorkToday(rows_of(undecided), **{name: many or 0 for name, many in counts.items()})


def set_for(user: Any, day: date) -> models.QuerySet[CaseEvent]:
    """The events that set a visit of somebody's for a day, also where it was called off or made."""
    return CaseEvent.objects.order_by().filter(
        kind=Kind.VISIT_SET, told__officer=user.pk, told__visit_on=day.isoformat()
    )
