"""The possible matches: the queue, two children side by side, and deciding about them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from onroll.record.people.decisions import Contradicts, Verdict
from onroll.web.access.models import User
from onroll.web.access.reads import record_reads
from onroll.web.access.roles import DECIDES, may_decide
from onroll.web.children.models import Child
from onroll.web.children.words import source_words
from onroll.web.config.home import home
from onroll.web.library.current import hold_still, needs_run
from onroll.web.library.models import Run
from onroll.web.matching.decided import Journal, Kept
from onroll.web.matching.decided_seen import seen
from onroll.web.matching.deciding import decide_and_amend, one_at_a_time
from onroll.web.matching.forms import ANSWERS, DecisionForm
from onroll.web.matching.not_kept import or_say_what_was_not_kept
from onroll.web.matching.pairs import Found, find, mark, where_they_went
from onroll.web.matching.queue import PAGE, harm_of, waiting, waiting_rows
from onroll.web.matching.refusals import refusal_in_words
from onroll.web.matching.sides import records_of
from onroll.web.matching.weights import (
    may_see_weights,
    waterfall,
    weight_in_words,
    words_by_fact,
)
from onroll.web.shields.protected import not_protected


@require_GET
@needs_run
def matches(request: HttpRequest, run: Run) -> HttpResponse:
    """The possible matches that wait, 25 to a page; `?asked` those asked about."""
    journal = Journal(home())
    only_asked = "asked" in request.GET
    found = waiting(request.user, only_asked=only_asked, journal=journal)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = waiting_rows(list(page), journal)
    shown = [child for row in rows for child in (row.match.child_a_id, row.match.child_b_id)]
    record_reads(request, shown, page="matches")
    context = {
        "run": run,
        "page": page,
        "rows": rows,
        "only_asked": only_asked,
        "may_decide": may_decide(request.user),
        "who_decides": DECIDES,
    }
    return render(request, "matching/matches.html", context)


@require_http_methods(["GET", "POST"])
@or_say_what_was_not_kept("Your answer about these two records was not kept.")
def compare(request: HttpRequest, a: str, b: str) -> HttpResponse:
    """Two children side by side. To decide waits its turn; to look holds the run still."""
    if request.method == "POST":
        one_at_a_time()
    else:
        hold_still()
    run = Run.objects.current()
    if run is None:
        return render(request, "library/no_data.html")
    now = where_they_went([a, b])
    if now[a] == now[b]:
        return show_one_child(request, run, a, b, now[a])
    if request.method == "GET" and now != {a: a, b: b}:
        return redirect("compare", now[a], now[b])
    found = find(request.user, now[a], now[b])
    if request.method == "POST":
        return decide(request, run, found)
    return show(request, run, found, about(found), DecisionForm())


def about(found: Found) -> Kept | None:
    pair = found.pair
    return Journal(home()).about(pair.one.record_ids, pair.other.record_ids)


def decide(request: HttpRequest, run: Run, found: Found) -> HttpResponse:
    """Keep the answer, unless the records or what is decided have changed since they were shown."""
    if not may_decide(request.user):
        return show(request, run, found, about(found), DecisionForm(), status=403)
    assert isinstance(request.user, User)
    form = DecisionForm(request.POST)
    earlier = about(found)
    if form.is_valid():
        pair, verdict = found.pair, Verdict(form.cleaned_data["verdict"])
        if form.cleaned_data["shown"] != mark(pair, earlier):
            if earlier and said_by(earlier, verdict, request.user):
                return redirect("decision", earlier.number)
            return show(request, run, found, earlier, form, overtaken=True, status=409)
        try:
            made = decide_and_amend(
                verdict,
                pair.one.record_ids,
                pair.other.record_ids,
                at=datetime.now(UTC),
                by=request.user.email,
                why=form.cleaned_data["why"],
            )
        except ValueError as reason:
            form.add_error("verdict", refusal_in_words(reason, request.user))
            standing = reason.standing if isinstance(reason, Contradicts) else ()
            named = seen(standing, request.user)
            return show(request, run, found, earlier, form, against=named, status=409)
        return redirect(f"{reverse('decision', args=[made.number])}?done")
    return show(request, run, found, earlier, form, status=422)


def said_by(kept: Kept, verdict: Verdict, user: User) -> bool:
    """Whether this person has just said this: the button was pressed twice."""
    return kept.decision.verdict is verdict and kept.decision.by == user.email


def show(
    request: HttpRequest,
    run: Run,
    found: Found,
    earlier: Kept | None,
    form: DecisionForm,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    pair, match = found.pair, found.match
    children = [pair.one.child.pk, pair.other.child.pk]
    record_reads(request, children, page="compare")
    compared = (pair.one.records[0], pair.other.records[0])
    bars = waterfall(home(), *compared)
    context |= {
        "run": run,
        "pair": pair,
        "match": match,
        "harm": harm_of(match) if match else (),
        "weight": weight_in_words(match.weight) if match else "",
        "speaks": words_by_fact(bars),
        "bars": bars if may_see_weights(request.user) else [],
        "compared": compared,
        "source_words": source_words,
        "earlier": earlier,
        "answers": ANSWERS,
        "form": form,
        "mark": mark(pair, earlier),
        "may_decide": may_decide(request.user),
        "who_decides": DECIDES,
    }
    return render(request, "matching/compare.html", context, status=status)


def show_one_child(request: HttpRequest, run: Run, a: str, b: str, child: str) -> HttpResponse:
    """The two references are one child's by now: say so, and who decided it if somebody did."""
    if a == b:
        return redirect("child", child)
    seen = not_protected(Child.objects.visible_to(request.user), request.user)
    records = records_of([get_object_or_404(seen, pk=child).pk])[child]
    by = Journal(home()).joined({row.record_id for row in records})
    user, pressed = request.user, request.method == "POST"
    again = request.POST.get("verdict") == Verdict.SAME
    if again and by and isinstance(user, User) and said_by(by, Verdict.SAME, user):
        return redirect("decision", by.number)
    context = {"run": run, "a": a, "b": b, "child": child, "by": by}
    return render(request, "matching/one_child.html", context, status=409 if pressed else 200)
