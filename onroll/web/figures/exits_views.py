"""Children who left each school's roll: a page, the children behind a number, and a file."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from onroll.figures.exits_by_school import FOUND_WITHIN_DAYS
from onroll.figures.periods import Period, ordinal, period_words
from onroll.record.definitions import definition
from onroll.record.thresholds import threshold
from onroll.web.access.reads import record_reads
from onroll.web.children.listing import PAGE
from onroll.web.children.models import Child
from onroll.web.children.status_words import TAG_DEFINITIONS
from onroll.web.children.today import listed
from onroll.web.feeds.freshness import freshness_of
from onroll.web.figures.exits import COUNTS, Exits, exits_shown
from onroll.web.figures.files import as_file
from onroll.web.figures.views import asked_by
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.library.trying import RunNotHere

INDICATOR = "unexplained_exit"
LEFT_OUT = "Children who are protected are not counted."
KINDS = dict(zip(COUNTS, ("Left", "Unexplained exits from", "Home educated after"), strict=True))


@require_GET
@needs_run
def exits_by_school(request: HttpRequest, run: Run) -> HttpResponse:
    """The schools of one period, and every period's totals. The newest whole one, if none is said.

    A newer exit is seldom judged yet.
    """
    by = asked_by(request)
    context: dict[str, Any] = {
        "run": run,
        "by": by,
        "indicator": definition(INDICATOR),
        "fresh": freshness_of(INDICATOR),
        "left_out": LEFT_OUT,
        "within": FOUND_WITHIN_DAYS,
        "judged_on": ordinal(int(threshold("unexplained_exit_school_day").on(run.as_of))),
    }
    try:
        found = exits_shown(run, by)
    except RunNotHere:
        return render(request, "figures/exits_by_school.html", context | {"gone": True})
    period = asked_period(request, found)
    rows = found.rows(period)
    ask = found.to_ask_about(period)
    context |= {
        "totals": found.totals(),
        "period": period,
        "words": period_words(by, period),
        "rows": ask,
        "others": len(rows) - len(ask),
    }
    return render(request, "figures/exits_by_school.html", context)


@require_GET
@needs_run
def exits_children(request: HttpRequest, run: Run) -> HttpResponse:
    """The children behind one number of one school, by name."""
    by = asked_by(request)
    setting, kind = request.GET.get("school", ""), request.GET.get("of", "exits")
    if kind not in KINDS:
        raise Http404
    try:
        found = exits_shown(run, by)
    except RunNotHere:
        raise Http404 from None
    period = asked_period(request, found)
    row = next((row for row in found.rows(period) if row["setting"] == setting), None)
    if row is None:
        raise Http404
    behind = found.children(period, setting, kind)
    children = Child.objects.visible_to(request.user).filter(pk__in=behind).in_order()
    page = Paginator(list(children), PAGE).get_page(request.GET.get("page"))
    record_reads(request, [child.pk for child in page], page="exits_by_school")
    asked = {"school": setting, "by": by, "from": period.starts_on.isoformat(), "of": kind}
    more = f"?{urlencode(asked)}&page="
    context = {
        "run": run,
        "title": f"{KINDS[kind]} {row['school']}",
        "caption": period_words(by, period),
        "back": f"{reverse('exits_by_school')}?by={by}&from={period.starts_on.isoformat()}",
        "back_words": f"Every school in this {by}",
        "page": page,
        "rows": listed(page, run.as_of),
        "fresh": freshness_of(INDICATOR, *TAG_DEFINITIONS),
        "next_page_href": page.has_next() and f"{more}{page.next_page_number()}",
        "previous_page_href": page.has_previous() and f"{more}{page.previous_page_number()}",
    }
    return render(request, "figures/children_behind.html", context)


@require_GET
@needs_run
def exits_csv(request: HttpRequest, run: Run) -> HttpResponse:
    """Every school and period of the page, one line each."""
    by = asked_by(request)
    try:
        table = exits_shown(run, by).table
    except RunNotHere:
        raise Http404 from None
    name = f"exits_by_school_by_{by}_{run.as_of.isoformat()}.csv"
    return as_file(table, name, INDICATOR, LEFT_OUT)


def asked_period(request: HttpRequest, found: Exits) -> Period:
    """The period that begins on `from`; the newest but one where nothing is said."""
    asked = request.GET.get("from")
    if not asked:
        return found.shown[-2]
    try:
        period = found.starting(date.fromisoformat(asked))
    except ValueError:
        period = None
    if period is None:
        raise Http404
    return period
