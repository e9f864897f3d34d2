"""Which data is fresh, which is late, and which rows were kept out and why."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from onroll.web.children.words import source_words
from onroll.web.feeds.models import Feed, Problem
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run

MOST_PROBLEMS = 100


@require_GET
@needs_run
def feeds(request: HttpRequest, run: Run) -> HttpResponse:
    context = {"run": run, "feeds": list(Feed.objects.all()), "source_words": source_words}
    return render(request, "feeds/feeds.html", context)


@require_GET
@needs_run
def one_feed(request: HttpRequest, run: Run, key: str) -> HttpResponse:
    problems = list(Problem.objects.filter(feed=key)[: MOST_PROBLEMS + 1])
    context = {
        "run": run,
        "feed": get_object_or_404(Feed, feed=key),
        "held_back": [row for row in problems if row.severity != "warn"],
        "warned": [row for row in problems if row.severity == "warn"],
        "more": len(problems) > MOST_PROBLEMS,
        "source_words": source_words,
    }
    return render(request, "feeds/feed.html", context)
