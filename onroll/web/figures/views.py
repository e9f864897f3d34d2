"""Scorecards: how a list has grown and shrunk, as words, a sum, a picture, a table and a file."""

from __future__ import annotations

import pyarrow as pa
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from onroll.figures.csv_text import csv_text
from onroll.figures.periods import By
from onroll.record.definitions import CATALOGUE
from onroll.web.feeds.freshness import freshness_of
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
    table = make_scorecard(run, shown, by).table
    cautions = " ".join(feed.caution for feed in freshness_of(shown.key).silent)
    # in every row, so that it is still there in a sheet that was sorted, or cut
    table = table.append_column("caution", pa.array([cautions] * len(table), pa.string()))
    response = HttpResponse(csv_text(table), "text/csv; charset=utf-8")
    name = f"{shown.key}_by_{by}_{run.as_of.isoformat()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def asked_by(request: HttpRequest) -> By:
    return "quarter" if request.GET.get("by") == "quarter" else "month"
