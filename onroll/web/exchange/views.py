"""Children on their way to or from another authority: the list, one of them, what is said next."""

from __future__ import annotations

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from onroll.record.exchange.contents import catalogue
from onroll.record.exchange.messages import BadMessage, Kind
from onroll.web.access.reads import record_reads
from onroll.web.cases.reading import token
from onroll.web.exchange.arrived import to_open
from onroll.web.exchange.authorities import authorities
from onroll.web.exchange.forms import SayForm
from onroll.web.exchange.keeping import say
from onroll.web.exchange.showing import (
    for_who_takes_in,
    messages_of,
    shown,
    transfer_of,
    transfers_for,
)
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.people.permission import by

MOST = 100
"""How many are in the list: those that wait, by the day, and then the newest."""

SAYS = {
    Kind.QUERY: ("Ask a question about the offer", "Keep this question"),
    Kind.ANSWER: ("Answer the question", "Keep this answer"),
    Kind.ACCEPT: ("Take the child", "We take the child"),
    Kind.REJECT: ("Refuse the child", "We do not take the child"),
    Kind.WITHDRAW: ("Withdraw the offer", "Withdraw the offer"),
}

DONE = {
    "offered": "The offer is written. Download its file and send it. The duty stays with us.",
    "query": "The question is written. Download its file and send it.",
    "answer": "The answer is written. Download its file and send it.",
    "accept": "You took the child. Download the acceptance and send it. Say who the child is here.",
    "reject": "The refusal is written. Download its file and send it.",
    "withdraw": "The offer is withdrawn. Download the withdrawal and send it.",
    "came": "The file was opened and what it says is kept.",
    "case": "The child is in a case here.",
    "referral": "The child is taken as a new referral.",
}


@require_GET
@for_who_takes_in
@needs_run
def passings(request: HttpRequest, run: Run) -> HttpResponse:
    """Everything that waits, what is longest due first, and then what is over."""
    user = by(request)
    assert user.sight is not None
    day = user.sight.day
    found = transfers_for(user).prefetch_related("messages__transfer")
    rows = [
        shown(each, day) for each in found.order_by(F("due_on").asc(nulls_last=True), "-pk")[:MOST]
    ]
    record_reads(request, [row.transfer.logged_as for row in rows], page="passings")
    context = {
        "run": run, "rows": rows, "today": day, "others": authorities(day),
        "late": sum(row.overdue for row in rows), "kept": request.GET.get("done") == "kept",
        "arrived": to_open(user).count(), "opened": request.GET.get("done") == "opened",
    }  # fmt: skip
    return render(request, "exchange/passings.html", context)


@require_GET
@for_who_takes_in
@needs_run
def passing(request: HttpRequest, run: Run, number: int) -> HttpResponse:
    """One transfer: what was told of the child, who has the duty, and every message."""
    held = transfer_of(request, number)
    user = by(request)
    assert user.sight is not None
    record_reads(request, [held.transfer.logged_as], page="passing")
    context = {
        "run": run, "each": held, "transfer": held.transfer, "messages": messages_of(held),
        "today": user.sight.day, "done": DONE.get(request.GET.get("done", "")),
        "says": {kind: SAYS[kind][0] for kind in held.may_say},
    }  # fmt: skip
    return render(request, "exchange/passing.html", context)


@require_http_methods(["GET", "POST"])
@for_who_takes_in
@needs_run
def say_passing(request: HttpRequest, run: Run, number: int, kind: str) -> HttpResponse:
    """Write the next message: a question, an answer, yes, no, or that the offer is off."""
    if kind not in {each.value for each in SAYS}:
        raise Http404
    held, user, what = transfer_of(request, number), by(request), Kind(kind)
    typed = request.POST if request.method == "POST" else None
    form = SayForm(typed, kind=what, contact=f"{user.full_name}, {user.email}")
    if request.method == "POST" and form.is_valid():
        about = min(held.side.unanswered, default=0) if what is Kind.ANSWER else 0
        try:
            say(
                held.transfer, what, form.cleaned_data, by=user, about=about,
                token=request.POST.get("token", "")[:32] or token(),
            )  # fmt: skip
        except BadMessage as reason:
            form.add_error(None, str(reason))
        else:
            then = "passing_child" if what is Kind.ACCEPT else "passing"
            return redirect(f"{reverse(then, args=[number])}?done={kind}")
    record_reads(request, [held.transfer.logged_as], page="say_passing")
    title, button = SAYS[what]
    context = {
        "run": run, "each": held, "form": form, "title": title, "button": button, "kind": what,
        "purpose": catalogue()[what].purpose, "messages": messages_of(held),
        "token": request.POST.get("token") or token(),
    }  # fmt: skip
    return render(request, "exchange/say.html", context, status=422 if form.errors else 200)
