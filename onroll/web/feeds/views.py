"""Which data is fresh, which is late, which rows were kept out, and what each file must hold."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from onroll.record import feeds as record_feeds
from onroll.record.definitions import CATALOGUE
from onroll.record.feeds.column_mapping import SYSTEMS, saved_mappings
from onroll.record.feeds.feed_in_words import (
    kind_in_words,
    needed_in_words,
    rules_in_words,
    type_in_words,
)
from onroll.record.feeds.loads import not_taken_back
from onroll.record.feeds.template_file import csv_template, has_template, xlsx_template
from onroll.web.access.roles import may_load
from onroll.web.children.words import source_words
from onroll.web.config.home import home
from onroll.web.config.words import FEED_TITLES
from onroll.web.feeds.deliveries import refused_since
from onroll.web.feeds.freshness import freshness
from onroll.web.feeds.models import DefinitionFeed, Feed, Problem, QuietSchool
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run

MOST_PROBLEMS = 100
TEMPLATES = {
    "csv": (csv_template, "text/csv; charset=utf-8"),
    "xlsx": (
        xlsx_template,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}


@require_GET
@needs_run
def feeds(request: HttpRequest, run: Run) -> HttpResponse:
    context = {
        "run": run,
        "feeds": freshness(Feed.objects.all()),
        "refused": refused_since(home(), run.known_at),
        "titles": FEED_TITLES,
        "source_words": source_words,
        "may_load": may_load(request.user),
    }
    return render(request, "feeds/feeds.html", context)


@require_GET
@needs_run
def one_feed(request: HttpRequest, run: Run, key: str) -> HttpResponse:
    problems = list(Problem.objects.filter(feed=key)[: MOST_PROBLEMS + 1])
    resting = set(DefinitionFeed.objects.filter(feed=key).values_list("definition", flat=True))
    context = {
        "run": run,
        "feed": get_object_or_404(Feed, feed=key),
        "used_by": [each for each in CATALOGUE if each.key in resting],
        "refused": [each for each in refused_since(home(), run.known_at) if each.feed == key][:1],
        "waiting": sum(
            load.received_at > run.known_at for load in not_taken_back(home()) if load.feed == key
        ),
        "held_back": [row for row in problems if row.severity != "warn"],
        "warned": [row for row in problems if row.severity == "warn"],
        "more": len(problems) > MOST_PROBLEMS,
        "source_words": source_words,
        "may_load": may_load(request.user),
    }
    return render(request, "feeds/feed.html", context)


@require_GET
@needs_run
def quiet_schools(request: HttpRequest, run: Run, key: str) -> HttpResponse:
    """The schools that send nothing in a feed, or far less than they did."""
    context = {
        "run": run,
        "feed": get_object_or_404(Feed, feed=key),
        "schools": list(QuietSchool.objects.filter(feed=key)),
    }
    return render(request, "feeds/quiet_schools.html", context)


@require_GET
def columns(request: HttpRequest, key: str) -> HttpResponse:
    """What a file of this feed must hold, in words, with a file to fill in."""
    feed = feed_or_404(key)
    context = {
        "feed": feed,
        "kind": kind_in_words(feed),
        "columns": [
            {
                "title": column.title,
                "type": type_in_words(column),
                "needed": needed_in_words(column),
                "synonyms": column.synonyms,
                "on_fault": column.on_fault,
            }
            for column in feed.columns
        ],
        "titles": {column.name: column.title for column in feed.columns},
        "rules": rules_in_words(feed),
        "mappings": saved_mappings(home(), key),
        "systems": SYSTEMS,
        "templates": has_template(feed),
        "source_words": source_words,
    }
    return render(request, "feeds/columns.html", context)


@require_GET
def template(request: HttpRequest, key: str, ending: str) -> HttpResponse:
    """An empty file of the feed. It holds nothing about anybody."""
    feed = feed_or_404(key)
    if not has_template(feed) or ending not in TEMPLATES:
        raise Http404
    make, kind = TEMPLATES[ending]
    response = HttpResponse(make(feed), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{key}.{ending}"'
    return response


def feed_or_404(key: str) -> record_feeds.Feed:
    try:
        return record_feeds.feed(key)
    except record_feeds.UnknownFeed:
        raise Http404 from None
