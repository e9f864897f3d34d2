"""What people decided about pairs: all of it, one of them, and taking one back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from onroll.web.access.models import User
from onroll.web.access.reads import record_reads
from onroll.web.access.roles import DECIDES, may_decide
from onroll.web.children.models import Child
from onroll.web.config.home import home
from onroll.web.library.current import hold_still, needs_run
from onroll.web.library.models import Run
from onroll.web.matching.decided import Journal, Kept, children_of, is_carried_out
from onroll.web.matching.decided_seen import not_there, seen
from onroll.web.matching.deciding import one_at_a_time, take_back_and_amend
from onroll.web.matching.forms import WhyForm
from onroll.web.matching.not_kept import or_say_what_was_not_kept
from onroll.web.matching.queue import PAGE


@require_GET
@needs_run
def decided(request: HttpRequest, run: Run) -> HttpResponse:
    """Every decision that this person may know of, the newest first."""
    journal = Journal(home())
    theirs = {each.number for each in seen(journal.events, request.user)}
    kept = [each for each in journal.kept if each.number in theirs]
    page = Paginator(kept, PAGE).get_page(request.GET.get("page"))
    context = {"run": run, "page": page, "rows": shown_to(request, list(page))}
    return render(request, "matching/decided.html", context)


def shown_to(request: HttpRequest, kept: list[Kept]) -> list[dict[str, Any]]:
    """Decisions that somebody may know of, each with the children whom it is about."""
    child_of = children_of(r for each in kept for r in (*each.decision.one, *each.decision.other))
    sides = [
        [{child_of[r] for r in side if r in child_of} for side in (d.one, d.other)]
        for d in (each.decision for each in kept)
    ]
    wanted = {child for pair in sides for side in pair for child in side}
    children = Child.objects.visible_to(request.user).in_bulk(wanted)
    record_reads(request, sorted(wanted), page="decisions")
    return [
        {
            "kept": each,
            "sides": [[children[child] for child in sorted(side)] for side in pair],
            "carried_out": not each.stands or is_carried_out(each.decision, child_of),
        }
        for each, pair in zip(kept, sides, strict=True)
    ]


@require_GET
@needs_run
def decision(request: HttpRequest, run: Run, number: int) -> HttpResponse:
    """One decision: who, when and why; what it did; whether it stands."""
    return show(request, run, found_or_404(request, number), new="done" in request.GET)


@require_http_methods(["GET", "POST"])
@or_say_what_was_not_kept("The decision was not taken back. It stands as it did.")
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Take a decision back, and say why. Pressed twice, or by two people, it is done once."""
    if request.method == "POST":
        one_at_a_time()
    else:
        hold_still()
    run, kept = Run.objects.current(), found_or_404(request, number)
    if run is None:
        return render(request, "library/no_data.html")
    if not kept.stands or not may_decide(request.user):
        return redirect("decision", number)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        assert isinstance(request.user, User)
        why, now = form.cleaned_data["why"], datetime.now(UTC)
        try:
            take_back_and_amend(kept.decision, at=now, by=request.user.email, why=why)
        except ValueError:  # somebody has just done so at the command line
            return redirect("decision", number)
        return redirect(f"{reverse('decision', args=[number])}?done")
    context = {"run": run, "row": shown_to(request, [kept])[0], "kept": kept, "form": form}
    return render(request, "matching/take_back.html", context, status=422 if form.is_bound else 200)


def show(request: HttpRequest, run: Run, kept: Kept, *, new: bool) -> HttpResponse:
    context = {
        "run": run,
        "kept": kept,
        "row": shown_to(request, [kept])[0],
        "new": new,
        "may_decide": may_decide(request.user),
        "who_decides": DECIDES,
    }
    return render(request, "matching/decision.html", context)


def found_or_404(request: HttpRequest, number: int) -> Kept:
    kept = Journal(home()).numbered(number)
    if kept is None:
        raise Http404
    if not seen([kept.decision], request.user):
        raise not_there(request, kept.decision.records)
    return kept
