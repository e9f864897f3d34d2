"""Work over a period: what was open before, new, closed and open at the end, and how it adds up."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from onroll.figures.cases_over_a_period import cases_of_run
from onroll.figures.periods import By, Period, period_words, periods
from onroll.record.definitions import definition
from onroll.web.feeds.freshness import freshness_of
from onroll.web.figures.files import as_file
from onroll.web.figures.scorecards import KEPT_SECONDS, SHOWN
from onroll.web.figures.views import asked_by
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.library.trying import RunNotHere, folder_of

OPEN_WORK = "open_case"


@require_GET
@needs_run
def cases_over_a_period(request: HttpRequest, run: Run) -> HttpResponse:
    by = asked_by(request)
    context: dict[str, Any] = {
        "run": run,
        "by": by,
        "definition": definition(OPEN_WORK),
        "fresh": freshness_of(OPEN_WORK),
    }
    try:
        rows = cases_shown(run, by).to_pylist()
    except RunNotHere:
        return render(request, "figures/cases_over_a_period.html", context | {"gone": True})
    for row in rows:
        row["words"] = period_words(by, Period(row["period_start"], row["period_end"]))
        row["at_some_time"] = row["brought_forward"] + row["new"]
    rows.reverse()
    context |= {"rows": rows, "latest": rows[0], "any": any(row["at_some_time"] for row in rows)}
    return render(request, "figures/cases_over_a_period.html", context)


@require_GET
@needs_run
def cases_csv(request: HttpRequest, run: Run) -> HttpResponse:
    by = asked_by(request)
    try:
        table = cases_shown(run, by)
    except RunNotHere:
        raise Http404 from None
    return as_file(table, f"cases_over_a_period_by_{by}_{run.as_of.isoformat()}.csv", OPEN_WORK)


def cases_shown(run: Run, by: By) -> pa.Table:
    """The counts of the last twelve months or eight quarters. Raises `RunNotHere`."""
    key = f"cases:{run.run_id}:{run.published_at.timestamp()}:{by}"
    table = cache.get(key)
    if table is None:
        table = cases_of_run(folder_of(run), periods(by, run.as_of, SHOWN[by]))
        cache.set(key, table, KEPT_SECONDS)
    return table
