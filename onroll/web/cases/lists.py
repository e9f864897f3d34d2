"""Lists of cases: what waits to be decided, one's own, what is due, and each colleague's load."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import Count, F, Min, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from onroll.record.casework.states import OVER
from onroll.web.access.reads import record_reads
from onroll.web.cases.models import Case, CaseQuerySet
from onroll.web.cases.on_today import cases_for, rows_of
from onroll.web.cases.permission import GIVES, may_give, may_triage, may_work
from onroll.web.cases.told_to_managers import told_to_managers, why_told
from onroll.web.cases.watched import watched, what_came
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
    "watched": "Watched for",
    "over": "Closed or sent on",
}
"""The lists that can be chosen, by the word in the address: what is escalated, by managers."""


def chosen(which: str, cases: CaseQuerySet, user: Any, day: date) -> CaseQuerySet:
    """The cases of one list, in its order."""
    match which:
        case "undecided":
            return cases.undecided()
        case "mine":
            mine = cases.open().filter(officer=user)
            return mine.order_by(F("due_on").asc(nulls_last=True), "pk")
        case "due":
            return cases.open().filter(due_on__lte=day).order_by("due_on", "pk")
        case "close":
            return cases.filter(state="close_requested").order_by("since", "pk")
        case "escalated":
            return told_to_managers(cases, day)
        case "watched":
            return watched(cases)
        case "over":
            return cases.filter(state__in=sorted(OVER)).order_by("-since", "-pk")
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
    theirs, day = cases_for(user), user.sight.day
    # Whose they are, and how many, is asked once; what is shown of them of one page's alone, and
    # there the database decides once more.
    found = chosen(which, theirs, user, day).values_list("pk", flat=True)
    page = Paginator([*found], PAGE).get_page(request.GET.get("page"))
    held = Case.objects.select_related("officer").in_bulk([*page])
    rows = rows_of(held[number] for number in page if number in held)
    why = why_told((row.case for row in rows), day) if which == "escalated" else {}
    came = what_came(row.case for row in rows) if which == "watched" else {}
    record_reads(request, [row.child.pk for row in rows], page="cases")
    context = {
        "run": run, "page": page, "rows": rows, "which": which, "lists": lists,
        "today": day, "may_triage": may_triage(user), "may_give": may_give(user),
        "may_work": may_work(user),
        "why_told": why, "came": came,
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
    late = Q(due_on__lt=user.sight.day)
    by_officer = cases_for(user).open().order_by().values_list("officer__full_name", "officer")
    counted = by_officer.annotate(
        count=Count("pk"), overdue=Count("pk", filter=late), oldest=Min("opened_on")
    )
    in_order = sorted(counted, key=lambda row: (row[0] or "", row[1] or 0))
    loads = [Load(name or "", *held) for name, _, *held in in_order]
    return render(request, "cases/supervision.html", {"run": run, "loads": loads})
