"""The history of a child's links, and taking apart the records of two children."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from onroll.record.people.decisions import Contradicts, Verdict
from onroll.web.access.acting import as_publisher
from onroll.web.access.models import FileEvent, Read, User
from onroll.web.access.reads import record_file_event, record_reads
from onroll.web.children.models import Child
from onroll.web.children.views import record_of
from onroll.web.config.home import home
from onroll.web.library.current import hold_still, needs_run
from onroll.web.library.models import Run
from onroll.web.matching.decided import Journal
from onroll.web.matching.decided_seen import not_there, seen
from onroll.web.matching.deciding import one_at_a_time, take_back_and_amend
from onroll.web.matching.not_kept import or_say_what_was_not_kept
from onroll.web.matching.refusals import refusal_in_words
from onroll.web.matching.weights import weight_in_words
from onroll.web.separating import actions
from onroll.web.separating.forms import SeparateForm, TakeBackForm
from onroll.web.separating.forwarding import leads_on, was
from onroll.web.separating.history import (
    History,
    named_in,
    numbers_of_separations,
    reason_words,
    record_words,
    since_of,
)
from onroll.web.separating.models import Separation
from onroll.web.separating.outcome import Outcome
from onroll.web.separating.permission import for_deciders, protected_page
from onroll.web.separating.readers import as_csv
from onroll.web.shields.protected import protected_among


@require_GET
@leads_on
@needs_run
def links(request: HttpRequest, run: Run, reference: str) -> HttpResponse:
    """Which records came to a child and left it: when, why, and who decided."""
    record = record_of(request, run, reference)
    if record.protected:
        return protected_page(request)
    history = History(record.child, [row.record_id for row in record.source_records], request.user)
    moves = history.moves(with_beginning="first" in request.GET)
    others = Child.objects.visible_to(request.user).filter(pk__in=named_in(moves))
    record_reads(request, [reference, *others.values_list("pk", flat=True)], page="links")
    decided = history.decided
    context = {
        "run": run,
        "record": record,
        "moves": moves,
        "beginning": history.beginning,
        "with_beginning": "first" in request.GET,
        "decided": decided,
        "separated": numbers_of_separations(decided),
        "record_words": record_words,
        "was": was(request, record.child),
    }
    return render(request, "separating/links.html", context)


@require_http_methods(["GET", "POST"])
@for_deciders
@or_say_what_was_not_kept("The records were not separated. They are together, as they were.")
@leads_on
def separate(request: HttpRequest, reference: str) -> HttpResponse:
    """Say which source records of a child are another child's, and why."""
    return (separate_now if request.method == "POST" else ask)(request, reference=reference)


@needs_run
def ask(request: HttpRequest, run: Run, reference: str) -> HttpResponse:
    return show_records(request, run, reference)


def separate_now(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the records apart. The run is not held still: what is decided is published here."""
    one_at_a_time()
    run = current_run_or_404()
    record = record_of(request, run, reference)
    if record.protected:
        return protected_page(request)
    form = SeparateForm(request.POST, record.source_records)
    against: list[Any] = []
    if form.is_valid():
        assert isinstance(request.user, User)
        said = form.cleaned_data
        try:
            separation = actions.separate(
                child=reference,
                ticked=said["record"],
                rest=form.rest,
                by=request.user,
                why=said["why"],
                at=datetime.now(UTC),
                instead_of=theirs_to_replace(said["instead_of"], request.user),
            )
        except Contradicts as reason:
            form.add_error("record", refusal_in_words(reason, request.user))
            against = seen(reason.standing, request.user)
        except ValueError as reason:
            form.add_error("record", refusal_in_words(reason, request.user))
        else:
            return redirect("separated", separation.number)
    elif made := separated_already(reference, request.POST.getlist("record")):
        return redirect("separated", made.number)
    return show_records(request, run, reference, form=form, against=against)


def theirs_to_replace(number: int | None, user: User) -> int | None:
    """The decision to take back instead, where they may know of it; else none is."""
    kept = Journal(home()).numbered(number) if number else None
    return number if kept and seen([kept.decision], user) else None


def separated_already(reference: str, ticked: list[str]) -> Separation | None:
    """The separation that this form made when its button was pressed before."""
    last = Separation.objects.filter(child=reference).order_by("-decided_at").first()
    if last is None or not ticked:
        return None
    try:
        outcome = Outcome(last)
    except LookupError:  # of a home that was made anew since
        return None
    done = set(outcome.decision.one) == set(ticked) and outcome.is_carried_out
    return last if done and outcome.taken_back is None else None


def show_records(
    request: HttpRequest,
    run: Run,
    reference: str,
    *,
    form: SeparateForm | None = None,
    against: list[Any] | None = None,
) -> HttpResponse:
    """The source records with a box each. `against` are decisions that stand in the way."""
    record = record_of(request, run, reference)
    if record.protected:
        return protected_page(request)
    record_reads(request, [reference], page="separate")
    same = [each for each in against or () if each.verdict is Verdict.SAME]
    context = {
        "run": run,
        "record": record,
        "form": form or SeparateForm(None, record.source_records),
        "since": since_of(record.child, [row.record_id for row in record.source_records]),
        "record_words": record_words,
        "weight_in_words": weight_in_words,
        "reason_words": reason_words,
        "was": was(request, record.child),
        "against": against or [],
        "replaceable": same[0] if len(same) == len(against or ()) == 1 else None,
    }
    return render(request, "separating/separate.html", context, status=422 if form else 200)


@require_GET
@for_deciders
@needs_run
def separated(request: HttpRequest, run: Run, number: int) -> HttpResponse:
    """Both children after a separation, and everybody who had read them as one."""
    outcome = outcome_or_404(request, number)
    record_reads(request, outcome.references, page="separated")
    context = {
        "run": run,
        "outcome": outcome,
        "children": outcome.children(run.as_of),
        "references": sorted({each.child for each in outcome.wrong}),
        "record_words": record_words,
    }
    return render(request, "separating/separated.html", context)


@require_GET
@for_deciders
def readers_file(request: HttpRequest, number: int) -> HttpResponse:
    """Who had read the record, for the data protection officer. Whoever has it is written down."""
    hold_still()
    outcome = outcome_or_404(request, number)
    name = f"who-read-{outcome.separation.child}-{number}.csv"
    named = [outcome.separation.child]
    record_reads(request, named, page="readers", outcome=Read.Outcome.EXPORTED)
    record_file_event(request, FileEvent.Kind.LISTED, file=name, rows=len(outcome.readers))
    response = HttpResponse(as_csv(outcome.readers), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "POST"])
@for_deciders
@or_say_what_was_not_kept("The separation was not taken back. The records stay separate.")
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Let a separation no longer count."""
    if request.method == "POST":
        one_at_a_time()
    else:
        hold_still()
    outcome = outcome_or_404(request, number)
    if outcome.taken_back:
        return redirect("separated", number)
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        assert isinstance(request.user, User)
        # where somebody has just done so at the command line, nothing is left to do
        with suppress(ValueError):
            take_back_and_amend(
                outcome.decision,
                at=datetime.now(UTC),
                by=request.user.email,
                why=form.cleaned_data["why"],
            )
        return redirect("separated", number)
    record_reads(request, [outcome.separation.child], page="take_back")
    context = {"run": Run.objects.current(), "outcome": outcome, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "separating/take_back.html", context, status=status)


def outcome_or_404(request: HttpRequest, number: int) -> Outcome:
    """A separation of children of whom this person may see everything; of others there is none."""
    with as_publisher():  # of children not theirs too: that somebody asked for those is logged
        made = Separation.objects.select_related("by").filter(number=number).order_by("decided_at")
        separation = made.last()  # any before it are of a home that is there no more
    if separation is None:
        raise Http404
    try:
        outcome = Outcome(separation)
    except LookupError:
        raise Http404 from None
    before = {outcome.separation.child, *(each.child for each in outcome.wrong)}
    theirs = seen([outcome.decision], request.user) and not protected_among(before, request.user)
    if not (theirs and Separation.objects.filter(pk=separation.pk).exists()):
        raise not_there(request, outcome.decision.records)
    return outcome


def current_run_or_404() -> Run:
    run = Run.objects.current()
    if run is None:
        raise Http404
    return run
