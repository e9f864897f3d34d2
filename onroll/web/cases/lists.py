"""Lists of cases: what waits to be decided, one's own, what is due, and each colleague's load."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from onroll.web.access.reads import record_reads
from onroll.web.cases.models import Case, CaseQuerySet
from onroll.web.cases.on_today import cases_for, rows_of
from onroll.web.cases.permission import GIVES, may_give, may_triage
from onroll.web.cases.told_to_managers import told_to_managers, why_told
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.people.permission import by

PAGE: Final = 25

WHICH: Final = {
    "undecided": "Not yet decided",
    "mine": "Mine",
    "due": "Due or overdue",
    "close": "Waiting to be closed",
    "escalated": "Escalated",
    "open": "All open",
    "over": "Closed or sent on",
}
"""The lists that can be chosen, by the word in the address: what is escalated, by managers."""


def chosen(which: str, cases: CaseQuerySet, user: Any, day: date) -> CaseQuerySet:
    """The cases of one list, in its order."""
    match which:
        case "undecided":
            return cases.undecided()
        case "mine":
            return cases.open().filter(officer=user).order_by(F("due_on").asc(nulls_last=True))
        case "due":
            return cases.open().filter(due_on__lte=day).order_by("due_on", "pk")
        case "close":
            return cases.filter(state="close_requested").order_by("since", "pk")
        case "escalated":
            return told_to_managers(cases, day)
        case "over":
            over = cases.exclude(pk__in=cases.open().values("pk"))
            return over.order_by("-since", "-pk")
    return cases.open().order_by("opened_on", "pk")


@require_GET
@needs_run
def cases(request: HttpRequest, run: Run) -> HttpResponse:
    """The cases that somebody may see, one list at a time."""
    user = by(request)
    assert user.sight is not None
    usual = "undecided" if may_triage(user) else "mine"
    which = request.GET.get("which", usual)
    lists = {key: words for key, words in WHICH.items() if key != "escalated" or may_give(user)}
    which = which if which in lists else usual
    found = chosen(which, cases_for(user), user, user.sight.day).select_related("officer")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = rows_of(page)
    record_reads(request, [row.child.pk for row in rows], page="cases")
    context = {
        "run": run, "page": page, "rows": rows, "which": which, "lists": lists,
        "today": user.sight.day, "may_triage": may_triage(user), "may_give": may_give(user),
        "why_told": why_told,
    }  # fmt: skip
    return render(request, "cases/cases.html", context)


@dataclass(frozen=True)
class Load:
    """What one colleague has: open cases, those of which something is overdue, and the oldest."""

    officer: str
    open: int
    overdue: int
    oldest: date


@require_GET
@needs_run
def supervision(request: HttpRequest, run: Run) -> HttpResponse:
    """Each colleague's open cases, for managers; and those that nobody was given."""
    user = by(request)
    if not may_give(user):
        return render(request, "cases/not_allowed.html", {"roles": GIVES}, status=403)
    assert user.sight is not None
    held: dict[str, list[Case]] = defaultdict(list)
    for case in cases_for(user).open().select_related("officer"):
        held[case.officer.full_name if case.officer else ""].append(case)
    loads = [
        Load(
            officer,
            len(theirs),
            sum(case.due_on is not None and case.due_on < user.sight.day for case in theirs),
            min(case.opened_on for case in theirs),
        )
        for officer, theirs in sorted(held.items())
    ]
    return render(request, "cases/supervision.html", {"run": run, "loads": loads})
