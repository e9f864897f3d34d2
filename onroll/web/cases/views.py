"""A child's case on one page, what is written in it, and what is taken back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from onroll.record.casework.case import Case as AsItStands
from onroll.record.casework.case import case_of
from onroll.record.casework.events import BadEvent
from onroll.record.casework.whereabouts import whereabouts
from onroll.web.access.models import User
from onroll.web.access.reads import record_reads
from onroll.web.cases.actions import Clash, add, open_case
from onroll.web.cases.deciding import ReferForm
from onroll.web.cases.enquiring import AskForm, NotApplicableForm, ReplyForm
from onroll.web.cases.entries import ENTRIES, Entry, TakeBackEntry
from onroll.web.cases.escalating import EscalationAnswerForm
from onroll.web.cases.how_long import how_long
from onroll.web.cases.ladder_shown import escalation_of
from onroll.web.cases.looking import looking_for
from onroll.web.cases.models import Case, CaseEvent
from onroll.web.cases.permission import (
    WORKS,
    may_ask_to_close,
    may_give,
    may_sign,
    may_triage,
    may_work,
)
from onroll.web.cases.reading import case_of_request, token
from onroll.web.cases.record_of_case import record_known_by
from onroll.web.cases.safety import warnings_about
from onroll.web.cases.siblings import siblings_of
from onroll.web.cases.stepping import StepEntry
from onroll.web.cases.telling import recalculate
from onroll.web.cases.undoing import undoable
from onroll.web.cases.words import chronology
from onroll.web.children.views import record_of
from onroll.web.documents.showing import documents_of
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.people.permission import by
from onroll.web.separating.forwarding import leads_on, was
from onroll.web.shields.protected import ShownRecord

WRITTEN = ENTRIES | {
    "enquiry": AskForm,
    "answer": ReplyForm,
    "not-applicable": NotApplicableForm,
    "step": StepEntry,
    "step-answer": EscalationAnswerForm,
}
"""Whatever may be written in a case, by the word in the address."""


@require_http_methods(["GET", "POST"])
@leads_on
@needs_run
def child_case(request: HttpRequest, run: Run, reference: str) -> HttpResponse:
    """The cases of a child, and somebody telling us of the child."""
    record = record_of(request, run, reference)
    if record.protected:
        raise Http404
    user = by(request)
    may = may_work(user)
    if request.method == "POST" and not may:
        return not_allowed(request, record)
    cases = list(Case.objects.select_related("officer").of(reference))
    open_now = next((case for case in cases if case.is_open), None)
    assert user.sight is not None
    data = request.POST if request.method == "POST" else None
    form = ReferForm(
        data, today=user.sight.day, stands=case_stands(open_now), initial=told_of(request)
    )
    if request.method == "POST" and form.is_valid():
        case, opened = open_case(
            child=reference, record_id=record_known_by(reference), told=form.told(),
            on=form.cleaned_data["on"], by=user, at=user.sight.at,
            token=request.POST.get("token", "")[:32] or token(),
        )  # fmt: skip
        recalculate(reference)
        done = "opened" if opened else "added"
        return redirect(f"{reverse('case', args=[case.pk])}?done={done}")
    record_reads(request, [reference], page="child_case")
    context = {
        "run": run, "record": record, "was": was(request, record.child), "cases": cases,
        "open_now": open_now, "form": form, "may_work": may, "roles": WORKS, "token": token(),
    }  # fmt: skip
    return render(request, "cases/child_case.html", context, status=422 if form.errors else 200)


def told_of(request: HttpRequest) -> dict[str, Any]:
    """What was told of a brother or sister, where the same is to be told of this child."""
    number = whole(request.GET.get("as", ""))
    said = CaseEvent.objects.filter(case=number, number=1).first() if number else None
    return dict(said.told) if said else {}


def case_stands(case: Case | None) -> AsItStands:
    return case.stands() if case else AsItStands()


@require_GET
@needs_run
def case(request: HttpRequest, run: Run, number: int) -> HttpResponse:
    """The case: where it stands, what is to be done next, and everything that happened."""
    held, record = case_of_request(request, run, number)
    return show(request, run, held, record)


def show(
    request: HttpRequest, run: Run, held: Case, record: ShownRecord, status: int = 200, **more: Any
) -> HttpResponse:
    user = by(request)
    assert user.sight is not None
    rows = held.rows()
    stands = case_of(row.event for row in rows)
    entries = chronology(rows)
    linked = siblings_of(user, held.child, stands)
    record_reads(request, [held.child], page="case")
    record_reads(request, [each.child.pk for each in linked], page="siblings")
    context = {
        "run": run,
        "record": record,
        "case": held,
        "stands": stands,
        "siblings": linked,
        "today": user.sight.day,
        "whereabouts": whereabouts(stands, user.sight.day),
        "how_long": how_long(stands, record, user.sight.day),
        "looking": looking_for(stands, user.sight.day, on_roll=record.true_today(["on_roll"])),
        "escalation": escalation_of(stands, user.sight.day, record.calendar("")),
        "entries": entries,
        "officer": held.officer,
        "documents": documents_of(held, entries, user),
        "may_add_documents": may_work(user),
        "safety": warnings_about(held.child),
        "may_lift": may_work(user),
        "may_work": may_work(user) and held.is_open,
        "may_triage": may_triage(user) and held.is_undecided,
        "may_give": may_give(user) and held.is_open and not held.is_undecided,
        "may_ask_to_close": may_ask_to_close(user) and held.is_open,
        "may_sign": may_sign(user, held) and held.state == "close_requested",
        "done": DONE.get(request.GET.get("done", "")),
        "undo": undoable(held, user) if request.GET.get("done") == "closed" else None,
        **more,
    }
    return render(request, "cases/case.html", context, status=status)


DONE = {
    "opened": "A case is open.",
    "added": "What was told is added to the case that is open.",
    "saved": "Saved.",
    "services": "It is on the page of each service now. What they answer is written here.",
    "document": "The document is kept.",
    "decided": "Your decision is saved.",
    "linked": "They are linked as brothers or sisters.",
    "given": "The case was given to a colleague.",
    "asked": "You asked to close the case. Somebody else must agree.",
    "closed": "The case is closed.",
    "sent_back": "The case goes on.",
    "visit_set": "The visit is set.",
    "undone": "Undone. It stays in what happened, with who undid it.",
    "back": "Taken back. It stays in what happened, with who took it back.",
}


@require_http_methods(["GET", "POST"])
@needs_run
def write(request: HttpRequest, run: Run, number: int, what: str) -> HttpResponse:
    """Write one thing in a case."""
    kind = WRITTEN.get(what)
    if kind is None:
        raise Http404
    held, record = case_of_request(request, run, number)
    if not may_work(request.user):
        return not_allowed(request, record)
    return entry_page(request, run, held, record, kind, done="saved")


def entry_page(
    request: HttpRequest,
    run: Run,
    held: Case,
    record: ShownRecord,
    kind: type[Entry],
    *,
    done: str,
    template: str = "cases/write.html",
    context: dict[str, Any] | None = None,
    then: str = "",
    **asked: Any,
) -> HttpResponse:
    """A form of a case: shown, refused in words with what was typed, or written.

    Once it is written `then` is shown, or else the case.
    """
    user = by(request)
    assert user.sight is not None
    of = whole(request.GET.get("of", ""))
    data = request.POST if request.method == "POST" else None
    chosen = {name: request.GET.get(name, "") for name in ("enquiry", "step", "child")}
    form = kind(data, today=user.sight.day, stands=held.stands(), of=of, initial=chosen, **asked)
    meanwhile: CaseEvent | None = None
    if request.method == "POST" and form.is_valid():
        try:
            write_down(
                held, form, by=user, token=request.POST.get("token", "")[:30] or token(),
                seen=whole(request.POST.get("last", "")),
            )  # fmt: skip
        except BadEvent as problem:
            form.add_error(None, str(problem))
        except Clash as clash:
            meanwhile = clash.meanwhile
            held.refresh_from_db()
            form.add_error(
                None,
                f"{meanwhile.by.full_name} changed this case meanwhile. Your answers are kept "
                "below. Compare and save again",
            )
        else:
            recalculate(held.child)
            return redirect(f"{then or reverse('case', args=[held.pk])}?done={done}")
    record_reads(request, [held.child], page="case")
    more = {
        "run": run,
        "record": record,
        "case": held,
        "form": form,
        "token": request.POST.get("token") or token(),
        "meanwhile": chronology([meanwhile])[0] if meanwhile else None,
        **(context or {}),
    }
    status = 409 if meanwhile else 422 if form.errors else 200
    return render(request, template, more, status=status)


@transaction.atomic
def write_down(held: Case, form: Entry, *, by: User, token: str, seen: int | None) -> None:
    """Add what a form tells to its case: all of it, or where something cannot follow, none."""
    assert by.sight is not None
    on, at = form.cleaned_data["on"], by.sight.at
    add(held, form.kind, form.told(), on=on, by=by, at=at, token=token, seen=seen)
    for number, (kind, told) in enumerate(form.told_too(by.pk).items()):
        add(held, kind, told, on=on, by=by, at=at, token=f"{token}+{number}")


def whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


@require_http_methods(["GET", "POST"])
@needs_run
def take_back(request: HttpRequest, run: Run, number: int, event: int) -> HttpResponse:
    """Take back something that was written by mistake: it stays, struck, with who and why."""
    held, record = case_of_request(request, run, number)
    if not may_work(request.user):
        return not_allowed(request, record)
    rows = held.rows()
    entry = next((each for each in chronology(rows) if each.number == event), None)
    if entry is None or not entry.may_be_taken_back:
        raise Http404

    return entry_page(
        request, run, held, record, TakeBackEntry, done="back",
        template="cases/take_back.html", context={"entry": entry}, number=event,
    )  # fmt: skip


def not_allowed(request: HttpRequest, record: Any, roles: Any = WORKS) -> HttpResponse:
    return render(request, "cases/not_allowed.html", {"roles": roles, "record": record}, status=403)
