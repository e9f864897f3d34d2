"""My visits, writing one down at the door, and setting the next."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from onroll.record.casework.visits import When, called_for_once_refused
from onroll.web.access.reads import record_reads
from onroll.web.cases.ladder_shown import called_for
from onroll.web.cases.permission import WORKS, may_work
from onroll.web.cases.reading import case_of_request
from onroll.web.cases.safety import warnings_about
from onroll.web.cases.views import entry_page, not_allowed, whole
from onroll.web.cases.visit_entries import SetVisitEntry, VisitEntry
from onroll.web.cases.words import when
from onroll.web.config.settings import WEB
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.people.permission import by
from onroll.web.visits.to_come import GROUPS, visits_to_come
from onroll.web.visits.visitors import visitors

WORKER: Final = WEB / "static" / "visits-worker.js"

MOST_TO_ASK: Final = 5

DONE: Final = {"saved": "Saved.", "set": "The visit is set."}


@require_GET
@needs_run
def my_visits(request: HttpRequest, run: Run) -> HttpResponse:
    """One's own visits: today's, those that come later, and those nobody wrote of."""
    user = by(request)
    if not may_work(user):
        return render(request, "cases/not_allowed.html", {"roles": WORKS}, status=403)
    assert user.sight is not None
    groups = visits_to_come(user, user.sight.day)
    visits = [visit for group in groups.values() for visit in group]
    shown = [visit.child.pk for visit in visits]
    shown += [each.pk for visit in visits for each in visit.live_there_shown]
    record_reads(request, shown, page="my_visits")
    context = {
        "run": run, "groups": groups, "today": GROUPS[When.TODAY], "day": user.sight.day,
        "most": MOST_TO_ASK,
        "done": DONE.get(request.GET.get("done", "")),
    }  # fmt: skip
    return render(request, "visits/my_visits.html", context)


@require_http_methods(["GET", "POST"])
@needs_run
def record_visit(request: HttpRequest, run: Run, number: int) -> HttpResponse:
    """Write down a visit: of the one that was set under the number `of`, or of one that was not."""
    held, record = case_of_request(request, run, number)
    user = by(request)
    if not may_work(user):
        return not_allowed(request, record)
    assert user.sight is not None
    events = [row.event for row in held.rows()]
    visit = held.stands().visits_set.get(whole(request.GET.get("of", "")) or 0)
    called = called_for_once_refused(events, user.sight.at, user.sight.day) if held.is_open else []
    context = {
        "set_for": when(visit) if visit else "", "called_for": map(called_for, called),
        "safety": warnings_about(held.child),
    }  # fmt: skip
    return entry_page(
        request, run, held, record, VisitEntry, done="saved", template="visits/record.html",
        context=context, then=reverse("my_visits") if visit else "",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@needs_run
def set_visit(request: HttpRequest, run: Run, number: int) -> HttpResponse:
    """Set a visit to come, for somebody who sees the child: whose case it is, unless chosen."""
    held, record = case_of_request(request, run, number)
    user = by(request)
    if not may_work(user):
        return not_allowed(request, record)
    assert user.sight is not None
    may_be_sent = [(each.pk, each.full_name) for each in visitors(held.child, user.sight.at)]
    usual = held.officer.pk if held.officer else user.pk
    return entry_page(
        request, run, held, record, SetVisitEntry, done="visit_set", visitors=may_be_sent,
        usual=usual,
    )  # fmt: skip


@login_not_required
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The script that shows kept pages without signal. Its address is why it sees no other page."""
    return HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
