"""The Department's termly returns: a page with what is to be chased, and the children behind it."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from onroll.figures.termly_return import census_days, when
from onroll.figures.writing.words import in_words
from onroll.record.definitions import definition
from onroll.web.access.reads import record_reads
from onroll.web.children.listing import PAGE
from onroll.web.children.models import Child
from onroll.web.children.status_words import TAG_DEFINITIONS
from onroll.web.children.today import listed
from onroll.web.feeds.freshness import freshness_of
from onroll.web.figures.returns import NO_AGE, RETURNS, TITLES, return_shown
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.library.trying import RunNotHere


@require_GET
@needs_run
def returns(request: HttpRequest, run: Run) -> HttpResponse:
    """One return of one day, of the run's own where none is said: what to chase, and each group."""
    key, day = asked_return(request), asked_day(request, run)
    kind = RETURNS[key]
    period, term = when(day)
    passed, coming = census_days(run.as_of)
    context = {
        "run": run, "key": key, "titles": TITLES, "title": TITLES[key], "day": day,
        "days": [run.as_of, *(each for each in passed if each != run.as_of)], "coming": coming,
        "weeks": (coming - run.as_of).days // 7, "term": f"{term} {period}",
        "indicator": definition(kind.definition), "fresh": freshness_of(kind.definition),
    }  # fmt: skip
    try:
        found = return_shown(run, kind, day)
    except RunNotHere:
        return render(request, "figures/returns.html", context | {"gone": True})
    context |= {
        "total": len(found.counted), "to_chase": found.to_chase(), "topics": list(found.topics()),
        "no_age": NO_AGE,
    }  # fmt: skip
    return render(request, "figures/returns.html", context)


@require_GET
@needs_run
def return_children(request: HttpRequest, run: Run) -> HttpResponse:
    """The children behind one number of a return, by name."""
    key, day = asked_return(request), asked_day(request, run)
    topic, group = request.GET.get("topic", "Total"), request.GET.get("group", "Total")
    try:
        behind = return_shown(run, RETURNS[key], day).children(topic, group)
    except (RunNotHere, KeyError):
        raise Http404 from None
    children = Child.objects.visible_to(request.user).filter(pk__in=behind).in_order()
    page = Paginator(list(children), PAGE).get_page(request.GET.get("page"))
    record_reads(request, [child.pk for child in page], page="returns")
    asked = {"of": key, "day": day.isoformat()}
    more = f"?{urlencode(asked | {'topic': topic, 'group': group})}&page="
    context = {
        "run": run, "page": page, "rows": listed(page, run.as_of),
        "title": TITLES[key] if topic == "Total" else f"{topic}: {group}",
        "caption": f"{TITLES[key]}: the return, {in_words(day)}",
        "back": f"{reverse('returns')}?{urlencode(asked)}", "back_words": "The whole return",
        "fresh": freshness_of(RETURNS[key].definition, *TAG_DEFINITIONS),
        "next_page_href": page.has_next() and f"{more}{page.next_page_number()}",
        "previous_page_href": page.has_previous() and f"{more}{page.previous_page_number()}",
    }  # fmt: skip
    return render(request, "figures/children_behind.html", context)


def asked_return(request: HttpRequest) -> str:
    key = request.GET.get("of", "cme")
    if key not in RETURNS:
        raise Http404
    return key


def asked_day(request: HttpRequest, run: Run) -> date:
    """The day asked for, up to the run's own, which it is where none is said."""
    asked = request.GET.get("day")
    try:
        day = date.fromisoformat(asked) if asked else run.as_of
    except ValueError:
        raise Http404 from None
    if day > run.as_of:
        raise Http404
    return day
