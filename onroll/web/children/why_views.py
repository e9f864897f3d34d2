"""Why, or why not: one definition, one child and one day, as known now or on that day."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from onroll.record.definitions import Definition, UnknownDefinition, definition
from onroll.web.access.reads import record_reads
from onroll.web.children.forms import AnotherDateForm
from onroll.web.children.reasons import known_then, reasons
from onroll.web.children.views import record_of
from onroll.web.config.home import home
from onroll.web.feeds.freshness import freshness_of
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.separating.forwarding import leads_on, was
from onroll.web.shields.protected import ShownRecord


@require_GET
@leads_on
@needs_run
def why(request: HttpRequest, run: Run, reference: str, key: str) -> HttpResponse:
    try:
        asked = definition(key)
    except UnknownDefinition:
        raise Http404 from None
    if "day" in request.GET:
        return why_on_another_date(request, run, reference, asked)
    return show_why(request, run, record_of(request, run, reference), asked)


def show_why(
    request: HttpRequest, run: Run, record: ShownRecord, asked: Definition, **more: Any
) -> HttpResponse:
    """Why or why not; with `?then`, as it was known on that day beside what is known now."""
    record_reads(request, [record.child.pk], page="why")
    explanation = record.why(asked.key)
    context = {
        "run": run,
        "record": record,
        "definition": asked,
        "why": explanation,
        "reasons": reasons(record, asked),
        "missed": sum(not test.met for test in explanation.tests),
        "asked_then": "then" in request.GET,
        "then": known_then(home(), record, asked, run.run_id) if "then" in request.GET else None,
        "fresh": freshness_of(asked.key),
        "was": was(request, record.child),
        **more,
    }
    return render(request, "children/why.html", context)


def why_on_another_date(
    request: HttpRequest, run: Run, reference: str, asked: Definition
) -> HttpResponse:
    """From the three boxes of "What was known on a past day?" to the address of that day."""
    form = AnotherDateForm(request.GET, latest=run.as_of)
    if form.is_valid():
        query = urlencode({"as-of": form.cleaned_data["as_of"].isoformat(), "then": ""})
        return redirect(f"{reverse('why', args=[reference, asked.key])}?{query}")
    return show_why(request, run, record_of(request, run, reference), asked, date_form=form)
