"""Scorecards: how a list has grown and shrunk, as words, a sum, a picture, a table and a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from onroll.figures.periods import By
from onroll.record.definitions import CATALOGUE
from onroll.web.feeds.freshness import freshness_of
from onroll.web.figures.files import as_file
from onroll.web.figures.scorecards import scorecard as make_scorecard
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.library.views import definition_or_404


@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """The scorecard chosen in the form, or that of children missing education."""
    key = definition_or_404(request.GET.get("definition", "missing_education")).key
    return redirect(f"{reverse('scorecard', args=[key])}?by={asked_by(request)}")


@require_GET
@needs_run
def scorecard(request: HttpRequest, run: Run, key: str) -> HttpResponse:
    shown, by = definition_or_404(key), asked_by(request)
    context = {
        "run": run,
        "definition": shown,
        "by": by,
        "scorecard": make_scorecard(run, shown, by),
        "catalogue": CATALOGUE,
        "fresh": freshness_of(key),
    }
    return render(request, "figures/scorecard.html", context)


@require_GET
@needs_run
def flows_csv(request: HttpRequest, run: Run, key: str) -> HttpResponse:
    shown, by = definition_or_404(key), asked_by(request)
    name = f"{shown.key}_by_{by}_{run.as_of.isoformat()}.csv"
    return as_file(make_scorecard(run, shown, by).table, name, shown.key)


def asked_by(request: HttpRequest) -> By:
    return "quarter" if request.GET.get("by") == "quarter" else "month"
