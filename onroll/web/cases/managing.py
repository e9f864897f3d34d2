"""Deciding where a case goes, giving it to a colleague, escalating it and closing it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from onroll.record.casework.events import BadEvent, Kind
from onroll.web.access.reads import record_reads
from onroll.web.cases.actions import add
from onroll.web.cases.closing import AskToCloseForm, ExhaustedForm, RefuseForm, SignForm
from onroll.web.cases.deciding import GiveForm, TriageForm
from onroll.web.cases.escalating import EscalateForm
from onroll.web.cases.ladder_shown import escalation_of
from onroll.web.cases.permission import (
    ASKS_TO_CLOSE,
    GIVES,
    SIGNS,
    TRIAGES,
    WORKS,
    may_ask_to_close,
    may_give,
    may_sign,
    may_triage,
    may_work,
)
from onroll.web.cases.reading import case_of_request, loads
from onroll.web.cases.siblings import siblings_of
from onroll.web.cases.telling import recalculate
from onroll.web.cases.views import entry_page, not_allowed
from onroll.web.cases.words import chronology
from onroll.web.children.words import clock_words
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.people.permission import by


@require_http_methods(["GET", "POST"])
@needs_run
def decide(request: HttpRequest, run: Run, number: int) -> HttpResponse:
    """Where what came in goes: what was sent, what is known, and the decision, on one page."""
    held, record = case_of_request(request, run, number)
    if not may_triage(request.user):
        return not_allowed(request, record, TRIAGES)
    rows = held.rows()
    received = [row for row in rows if row.kind == "received"]
    return entry_page(
        request, run, held, record, TriageForm, done="decided", template="cases/decide.html",
        context={"received": received}, then=reverse("today"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@needs_run
def give(request: HttpRequest, run: Run, number: int) -> HttpResponse:
    """Give a case to a colleague; beside each, how many cases they have."""
    held, record = case_of_request(request, run, number)
    if not may_give(request.user):
        return not_allowed(request, record, GIVES)
    return entry_page(request, run, held, record, GiveForm, done="given", loads=loads())


@require_http_methods(["GET", "POST"])
@needs_run
def escalate(request: HttpRequest, run: Run, number: int) -> HttpResponse:
    """Take a step of the ladder: what the case calls for is beside the form, and it goes on."""
    held, record = case_of_request(request, run, number)
    if not may_work(request.user):
        return not_allowed(request, record, WORKS)
    sight = by(request).sight
    assert sight is not None
    called_for = escalation_of(held.stands(), sight.day, None).called_for
    return entry_page(
        request, run, held, record, EscalateForm, done="saved", template="cases/escalate.html",
        context={"called_for": called_for},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@needs_run
def ask_to_close(request: HttpRequest, run: Run, number: int) -> HttpResponse:
    """Ask that a case be closed: with an outcome, and all that the outcome needs."""
    held, record = case_of_request(request, run, number)
    if not may_ask_to_close(request.user):
        return not_allowed(request, record, ASKS_TO_CLOSE)
    sight = by(request).sight
    assert sight is not None
    # Of the day on which it is asked: a decision of today began clocks that the run did not know.
    running = record.child.clock_rows.running(sight.day)
    clocks = {row.clock: clock_words(row.clock) for row in running}
    linked = siblings_of(by(request), held.child, held.stands())
    record_reads(request, [each.child.pk for each in linked], page="siblings")
    siblings = {each.child.pk: each.child.full_name for each in linked if not each.answered}
    return entry_page(
        request, run, held, record, AskToCloseForm, done="asked", template="cases/close.html",
        clocks=clocks, siblings=siblings,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@needs_run
def answer_close(request: HttpRequest, run: Run, number: int, answer: str) -> HttpResponse:
    """Close a case, or let it go on: somebody other than who asked."""
    held, record = case_of_request(request, run, number)
    if not may_sign(request.user, held):
        return not_allowed(request, record, SIGNS)
    kind, done = (SignForm, "closed") if answer == "close" else (RefuseForm, "sent_back")
    asked = [row for row in held.rows() if row.kind == "close_asked"][-1:]
    context = {"asked": chronology(asked)[0] if asked else None}
    return entry_page(request, run, held, record, kind, done=done, context=context)


@require_http_methods(["GET", "POST"])
@needs_run
def sign_exhausted(request: HttpRequest, run: Run, number: int) -> HttpResponse:
    """Sign that every enquiry was made and the child was not found: another than who made them."""
    held, record = case_of_request(request, run, number)
    if not may_sign(request.user, held):
        return not_allowed(request, record, SIGNS)
    return entry_page(
        request, run, held, record, ExhaustedForm, done="saved", signs=by(request).email,
    )  # fmt: skip


@require_POST
@needs_run
def undo(request: HttpRequest, run: Run, number: int, event: int) -> HttpResponse:
    """Undo one's own last decision. It stays in what happened, taken back by who decided."""
    held, _ = case_of_request(request, run, number)
    user = by(request)
    assert user.sight is not None
    if not any(row.number == event and row.by_id == user.pk for row in held.rows()):
        raise Http404
    told = {"number": event, "why": "Undone by who decided"}
    try:
        add(held, Kind.TAKEN_BACK, told, on=user.sight.day, by=user, at=user.sight.at,
            token=f"undo {held.pk} {event}")  # fmt: skip
    except BadEvent as problem:
        context = {"case": held, "problem": str(problem)}
        return render(request, "cases/not_undone.html", context, status=409)
    recalculate(held.child)
    return redirect(f"{reverse('case', args=[held.pk])}?done=undone")
