"""Who has looked at this child, and my access: what I may do and what I have looked at."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from onroll.web.access.looks import MINE, Look, as_csv, for_their_eyes, looks_at, looks_of
from onroll.web.access.models import FileEvent
from onroll.web.access.reads import Outcome, record_file_event, record_reads
from onroll.web.access.roles import SEES_READS, may_see_reads, rights
from onroll.web.children.views import record_of
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.separating.forwarding import leads_on, was
from onroll.web.separating.permission import protected_page

PAGE = 50


@require_GET
@leads_on
@needs_run
def looked(request: HttpRequest, run: Run, reference: str) -> HttpResponse:
    """Every look at a child before this one, the last first."""
    if not may_see_reads(request.user):
        return not_allowed(request)
    record = record_of(request, run, reference)
    if record.protected:
        return protected_page(request)
    page = Paginator(looks_at(reference), PAGE).get_page(request.GET.get("page"))
    looks = [Look(each, each.child) for each in page]
    record_reads(request, [reference], page="looked")
    context = {
        "run": run,
        "record": record,
        "page": page,
        "looks": looks,
        "was": was(request, record.child),
        **other_pages(page),
    }
    return render(request, "access/looked.html", context)


@require_GET
@leads_on
@needs_run
def looked_file(request: HttpRequest, run: Run, reference: str) -> HttpResponse:
    """All of them as a file. Whoever has it is written down."""
    if not may_see_reads(request.user):
        return not_allowed(request)
    record = record_of(request, run, reference)
    if record.protected:
        return protected_page(request)
    looks = list(looks_at(reference))
    name = f"who-looked-{reference}.csv"
    record_reads(request, [reference], page="looked_file", outcome=Outcome.EXPORTED)
    record_file_event(request, FileEvent.Kind.LISTED, file=name, rows=len(looks))
    response = HttpResponse(as_csv(looks), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_GET
@needs_run
def my_access(request: HttpRequest, run: Run) -> HttpResponse:
    """Who I am here, what my role lets me do, and what I have looked at, the last first."""
    page = Paginator(looks_of(request.user), PAGE).get_page(request.GET.get("page"))
    looks = for_their_eyes(page, request.user)
    record_reads(request, [each.reference for each in looks if each.reference], page=MINE)
    context = {
        "run": run,
        "rights": rights(request.user),
        "page": page,
        "looks": looks,
        **other_pages(page),
    }
    return render(request, "access/my_access.html", context)


def not_allowed(request: HttpRequest) -> HttpResponse:
    return render(request, "access/looked_not_allowed.html", {"roles": SEES_READS}, status=403)


def other_pages(page: Page[Any]) -> dict[str, Any]:
    return {
        "next_page_href": page.has_next() and f"?page={page.next_page_number()}",
        "previous_page_href": page.has_previous() and f"?page={page.previous_page_number()}",
    }
