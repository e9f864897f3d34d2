"""One authority beside its region, England and its statistical neighbours, as published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from onroll.figures.comparison import Asked as Compared
from onroll.figures.comparison import CannotCompare, comparison
from onroll.figures.published.neighbours import edition_on
from onroll.figures.published.releases import Release, observations, releases
from onroll.figures.reports.numbers import SYMBOLS
from onroll.web.config.home import home
from onroll.web.config.words import day as in_words
from onroll.web.people.permission import by

MOST_CHOICES = 500


@require_GET
def compare_published(request: HttpRequest) -> HttpResponse:
    """Choose a data set, then what of it; the first of each where nothing is chosen."""
    kept = releases(home())
    newest = {each.dataset: each for each in reversed(kept)}
    chosen = newest.get(request.GET.get("figures", ""))
    context: dict[str, Any] = {"kept": sorted(newest), "chosen": chosen, "symbols": SYMBOLS}
    if chosen is not None:
        context |= compared(request, chosen)
    return render(request, "region/published.html", context)


def compared(request: HttpRequest, chosen: Release) -> dict[str, Any]:
    """What there is to choose of a data set, and the report of what was chosen."""
    here, sight = home(), by(request).sight
    assert sight is not None
    get = request.GET
    own = here.authority.la_code
    periods = sorted({p for each in releases(here, chosen.dataset) for p in each.periods})[::-1]
    period = one_of(get.get("period", ""), periods)
    indicators = list(chosen.labels)[:MOST_CHOICES]
    indicator = one_of(get.get("indicator", ""), indicators)
    held = list(observations(here, chosen.dataset, indicator=indicator, period=period))
    groups = sorted({(each.time_identifier, each.filters) for each in held})[:MOST_CHOICES]
    names = {"; ".join(filter(None, each)) or "everybody": each for each in groups}
    group = one_of(get.get("group", ""), list(names))
    context: dict[str, Any] = {
        "periods": periods, "period": period, "labels": chosen.labels, "indicators": indicators,
        "indicator": indicator, "groups": list(names), "group": group,
    }  # fmt: skip
    figures = [e for e in held if (e.time_identifier, e.filters) == names.get(group)]
    if not figures:
        return context | {"why_not": "Nothing was published of this indicator at this time."}
    on = chosen.published_on
    said = f"published {in_words(on)}" if on else f"kept {in_words(chosen.kept_at.date())}"
    asked = Compared(
        chosen.dataset, indicator, chosen.labels[indicator][0], figures[0].when,
        group, f"{chosen.dataset}, {said}; {chosen.regions}",
    )  # fmt: skip
    try:
        report = comparison(
            figures, asked, la_code=own, neighbours=edition_on(here, sight.day), day=sight.day
        )
    except CannotCompare as reason:
        return context | {"why_not": str(reason)}
    return context | {"report": report, "result": report.tables[0]}


def one_of(asked: str, there: Sequence[str]) -> str:
    """What was asked for, or the first there is."""
    return asked if asked in there else next(iter(there), "")
