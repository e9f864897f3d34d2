"""Drafting a release, writing its words, and what is done with it until it is released."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from onroll.figures.releasing.stages import BY_ITSELF, Kind, Stage, why_not
from onroll.figures.releasing.words_that_tell import may_tell
from onroll.figures.reports.catalogue import REPORTS
from onroll.web.access.roles import may_release
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.library.trying import RunNotHere, folder_of
from onroll.web.people.permission import by
from onroll.web.releases.asking import QUEUE_IS_FULL, QueueIsFull, ask
from onroll.web.releases.drafting import NOT_HERE
from onroll.web.releases.files import WRITTEN
from onroll.web.releases.forms import DraftForm, NoteForm, WordsForm
from onroll.web.releases.permission import (
    for_those_who_draft,
    for_those_who_take_part,
    not_allowed,
)
from onroll.web.releases.releasing import hold
from onroll.web.releases.starting import start_making
from onroll.web.releases.views import keep, release_or_404, shown

ONLY_RELEASERS = (Kind.APPROVED, Kind.SENT_BACK)
WITH_A_NOTE = (Kind.SENT_BACK, Kind.WITHDRAWN, Kind.CORRECTED)


@require_http_methods(["GET", "POST"])
@for_those_who_draft
@needs_run
def new_release(request: HttpRequest, run: Run) -> HttpResponse:
    """Choose a report and a day; a POST asks for the draft, and leads to how far it is."""
    first = {"report": request.GET.get("report", ""), "day": run.as_of.isoformat()}
    data = request.POST if request.method == "POST" else None
    form = DraftForm(data, newest=run.as_of, initial=first)
    if data is not None and form.is_valid():
        try:
            folder_of(run)
        except RunNotHere:
            form.add_error(None, NOT_HERE)
        else:
            kind = REPORTS[form.cleaned_data["report"]]
            try:
                asked = ask(kind, form.cleaned_data["day"], by(request))
            except QueueIsFull:
                form.add_error(None, QUEUE_IS_FULL)
            else:
                return redirect("draft_asked", asked.pk)
    context = {"form": form, "run": run}
    return render(request, "releases/new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@for_those_who_draft
def release_words(request: HttpRequest, number: int) -> HttpResponse:
    """The words of a draft. Numbers in them that might be hidden ones are asked about first."""
    found = release_or_404(request, number)
    if found.stage is not Stage.DRAFT:
        raise Http404
    form = WordsForm(request.POST if request.method == "POST" else None, initial=found.words)
    telling: list[int] = []
    if request.method == "POST" and form.is_valid():
        written = form.written()
        held = found.counted.released
        every = " ".join(value for key, value in written.items() if key != "meets_on")
        telling = may_tell(
            every, held.report, held.hidden, small=found.small, base=found.rounded_to
        )
        if telling and not form.cleaned_data["sure"]:
            form.add_error("sure", asked_about(telling))
        else:
            keep(found, Kind.WORDS, request, written)
            return redirect(f"{reverse('release', args=[number])}?done=words")
    token = request.POST.get("token") or secrets.token_urlsafe(16)
    context = {"release": found, "form": form, "telling": telling, "token": token,
               "sections": WRITTEN}  # fmt: skip
    return render(request, "releases/words.html", context, status=422 if form.errors else 200)


def asked_about(telling: list[int]) -> str:
    said = ", ".join(f"{each:,}" for each in dict.fromkeys(telling))
    return (
        f"The words have {said}: small, or a number that is hidden. Take it out, or say below that "
        "it counts no children"
    )


@require_POST
@for_those_who_take_part
@transaction.atomic
def change_release(request: HttpRequest, number: int, what: str) -> HttpResponse:
    """Ask a second person, send back, withdraw, approve or correct; or say why it may not be.

    What is approved is checked once more and released by a process of its own.
    """
    found = release_or_404(request, number)
    if what not in set(Kind) - BY_ITSELF - {Kind.WORDS}:
        raise Http404
    kind = Kind(what)
    if kind in ONLY_RELEASERS and not may_release(request.user):
        return not_allowed(request)
    hold(number)
    form = NoteForm(request.POST) if kind in WITH_A_NOTE else None
    if found.events.filter(token=request.POST.get("token", "")[:32]).exists():
        return redirect(reverse("release", args=[number]))
    found = release_or_404(request, number)  # as it is now that nothing else happens to it
    problem = why_not(kind, by(request).pk, found.made_by_id, found.happened())
    if not problem and form is not None and not form.is_valid():
        problem = str(form.errors["note"][0])
    if problem:
        context = shown(request, found, problem=problem, asked=what)
        return render(request, "releases/release.html", context, status=422)
    note = {"note": form.cleaned_data["note"]} if form else {}
    keep(found, kind, request, note)
    if kind is Kind.APPROVED:
        transaction.on_commit(start_making, robust=True)
    return redirect(f"{reverse('release', args=[number])}?done={what}")
