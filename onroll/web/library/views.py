"""The definitions explorer: what is counted, by which tests, and who only just is not."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from onroll.record.definitions import (
    CATALOGUE,
    Definition,
    Group,
    UnknownDefinition,
    definition,
)
from onroll.record.near_misses import SHOWN
from onroll.web.access.reads import record_reads
from onroll.web.children.counts import counts_for
from onroll.web.children.listing import children_after
from onroll.web.children.models import Child
from onroll.web.children.status_words import TAG_DEFINITIONS
from onroll.web.children.today import listed
from onroll.web.config.home import home
from onroll.web.feeds.freshness import freshness_of
from onroll.web.figures.also_counted import also_counted
from onroll.web.library.current import needs_run
from onroll.web.library.models import DefinitionTest, Run
from onroll.web.library.movement import movement
from onroll.web.library.prose import paragraphs


@require_GET
@needs_run
def definitions(request: HttpRequest, run: Run) -> HttpResponse:
    groups = {group: [each for each in CATALOGUE if each.group == group] for group in Group}
    counts = counts_for(request.user, run)
    fresh = freshness_of(*(each.key for each in CATALOGUE))
    context = {"run": run, "groups": groups, "counts": counts, "fresh": fresh}
    return render(request, "library/definitions.html", context)


@require_GET
@needs_run
def one_definition(request: HttpRequest, run: Run, key: str) -> HttpResponse:
    shown = definition_or_404(key)
    context = {
        "run": run,
        "definition": shown,
        "paragraphs": paragraphs(shown.doc),
        "tests": list(DefinitionTest.objects.filter(definition=key)),
        "children": counts_for(request.user, run, [key]).get(key, 0),
        "fresh": freshness_of(key),
        "also": also_counted(key),
        "movement": movement(home(), run.run_id, run.as_of, shown),
    }
    return render(request, "library/definition.html", context)


@require_GET
@needs_run
def near_misses(request: HttpRequest, run: Run, key: str, position: int) -> HttpResponse:
    """The children for whom this test alone stands between them and the definition."""
    test = get_object_or_404(DefinitionTest, definition=key, position=position)
    among = Child.objects.visible_to(request.user).filter(
        near_misses__definition=key, near_misses__position=position
    )
    rows, more = children_after(among, request.GET.get("after", ""))
    record_reads(request, [child.pk for child in rows], page="near_misses")
    context = {
        "run": run,
        "definition": definition_or_404(key),
        "test": test,
        "most_listed": SHOWN,
        "rows": listed(rows, run.as_of),
        "fresh": freshness_of(key, *TAG_DEFINITIONS),
        "next_page_href": more and f"?after={rows[-1].pk}",
    }
    return render(request, "library/near_misses.html", context)


def definition_or_404(key: str) -> Definition:
    try:
        return definition(key)
    except UnknownDefinition:
        raise Http404 from None
