"""The same children under several packs, and what a draft would change. Nothing is adopted here."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from onroll.figures.csv_text import csv_text
from onroll.record.compare import Comparison
from onroll.record.drafts import BadDraft
from onroll.record.packs import packs
from onroll.record.what_if import Effect, what_if
from onroll.web.access.reads import Outcome, record_reads
from onroll.web.children.listing import PAGE
from onroll.web.children.models import Child
from onroll.web.children.today import listed
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.library.try_forms import CompareForm, WhatIfForm
from onroll.web.library.trying import RunNotHere, compared, folder_of

SHOWN = 25
"""The most children named on the page of a draft; its file names all of them."""
GONE = "The tables of this run are not on this machine any more. Make a new run with `onroll run`."


@require_GET
@needs_run
def compare(request: HttpRequest, run: Run) -> HttpResponse:
    """The packs to choose from and, of those chosen, the counts, the overlaps and one list."""
    form = CompareForm(request.GET) if "pack" in request.GET or "go" in request.GET else None
    context: dict[str, Any] = {"run": run, "form": form, "packs": list(packs().values())}
    if form and form.is_valid():
        chosen = form.cleaned_data["pack"]
        try:
            found = compared(run, chosen)
        except RunNotHere:
            return render(request, "library/compare.html", context | {"problem": GONE})
        query = urlencode([("pack", each.key) for each in chosen])
        context |= {"found": found, "query": query} | one_list(request, found, query)
    return render(request, "library/compare.html", context)


def one_list(request: HttpRequest, found: Comparison, query: str) -> dict[str, Any]:
    """The children in one of the packs and not in another, of those this person may see."""
    inside, outside = request.GET.get("in", ""), request.GET.get("not", "")
    if not inside:
        return {}
    if inside not in found.children or outside not in found.children:
        raise Http404
    wanted = found.children[inside] - found.children[outside]
    children = Child.objects.visible_to(request.user).filter(pk__in=wanted).in_order()
    page = Paginator(children, PAGE).get_page(request.GET.get("page"))
    record_reads(request, [child.pk for child in page], page="compare")
    more = f"?{query}&{urlencode({'in': inside, 'not': outside})}&page="
    return {
        "inside": packs()[inside],
        "outside": packs()[outside],
        "page": page,
        "rows": listed(page, found.as_of),
        "next_page_href": page.has_next() and f"{more}{page.next_page_number()}",
        "previous_page_href": page.has_previous() and f"{more}{page.previous_page_number()}",
    }


@require_GET
@needs_run
def compare_file(request: HttpRequest, run: Run) -> HttpResponse:
    """One line for each child under any of the packs that this person may see: references only."""
    form = CompareForm(request.GET)
    if not form.is_valid():
        raise Http404
    try:
        found = compared(run, form.cleaned_data["pack"])
    except RunNotHere:
        raise Http404 from None
    everybody = seen_by(request, frozenset().union(*found.children.values()))
    record_reads(request, everybody, page="compare_file", outcome=Outcome.EXPORTED)
    columns = {"Reference": pa.array(everybody, pa.string())}
    for each in found.packs:
        held = found.children[each.key]
        columns[each.title] = pa.array(["yes" if c in held else "no" for c in everybody])
    return as_file(pa.table(columns), f"packs-{run.as_of.isoformat()}.csv")


@require_GET
@needs_run
def try_it(request: HttpRequest, run: Run) -> HttpResponse:
    """The form of a draft and, when it is filled in, what it would change."""
    asked = bool(request.GET)
    form = WhatIfForm(request.GET) if asked else WhatIfForm()
    context: dict[str, Any] = {"run": run, "form": form, "query": request.GET.urlencode()}
    if asked and form.is_valid():
        try:
            found = effects(run, form)
        except RunNotHere:
            return render(request, "library/what_if.html", context | {"problem": GONE})
        except BadDraft as problem:
            form.add_error("definition", str(problem))
        else:
            named = {child for each in found for child in (*each.enter, *each.leave)}
            children = {
                row.child.pk: row.child
                for row in listed(
                    Child.objects.visible_to(request.user).filter(pk__in=named), run.as_of
                )
            }
            shown = [(each, *named_of(each, children)) for each in found]
            record_reads(
                request,
                [child.pk for _, enter, leave in shown for child in (*enter, *leave)],
                page="what_if",
            )
            context |= {"found": shown, "drafts": form.drafts, "most_shown": SHOWN}
    return render(request, "library/what_if.html", context)


def named_of(effect: Effect, children: dict[str, Any]) -> tuple[list[Any], list[Any]]:
    """The first children who would enter, and who would leave, of those this person may see."""
    enter, leave = (
        [children[child] for child in some if child in children][:SHOWN]
        for some in (effect.enter, effect.leave)
    )
    return enter, leave


@require_GET
@needs_run
def try_it_file(request: HttpRequest, run: Run) -> HttpResponse:
    """One line for each definition and child who would enter or leave it: references only."""
    form = WhatIfForm(request.GET)
    if not form.is_valid():
        raise Http404
    try:
        found = effects(run, form)
    except (RunNotHere, BadDraft):
        raise Http404 from None
    rows = [
        (each.definition.key, child, would)
        for each in found
        for would, children in (("enters", each.enter), ("leaves", each.leave))
        for child in children
    ]
    may_see = set(seen_by(request, {child for _, child, _ in rows}))
    kept = [row for row in rows if row[1] in may_see]
    named = [child for _, child, _ in kept]
    record_reads(request, named, page="what_if_file", outcome=Outcome.EXPORTED)
    heads = ("Definition", "Reference", "With the draft")
    columns = {
        head: pa.array([row[n] for row in kept], pa.string()) for n, head in enumerate(heads)
    }
    return as_file(pa.table(columns), f"what-if-{run.as_of.isoformat()}.csv")


def effects(run: Run, form: WhatIfForm) -> list[Effect]:
    """What the draft of a valid form would change. Raises `BadDraft` and `RunNotHere`."""
    return what_if(
        folder_of(run),
        as_of=run.as_of,
        drafts=form.drafts,
        only=form.only,
        instead=form.cleaned_data["rule"],
    )


def seen_by(request: HttpRequest, references: frozenset[str] | set[str]) -> list[str]:
    """Those of these children whom this person may see, in order."""
    children = Child.objects.visible_to(request.user).filter(pk__in=references)
    return sorted(children.values_list("pk", flat=True))


def as_file(table: pa.Table, name: str) -> HttpResponse:
    content = csv_text(table).encode("utf-8-sig")
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
