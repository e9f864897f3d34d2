"""Who has looked at this child, and my access: what I may do and what I have looked at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from onroll.web.access.looks import MINE, Look, as_csv, for_their_eyes, looks_at, looks_of
from onroll.web.access.models import FileEvent, Read, RoleHeld, User
from onroll.web.access.policy import Reach, reach, reaches_every_child, see_now
from onroll.web.access.reads import Outcome, record_file_event, record_reads
from onroll.web.access.roles import MANAGES_PEOPLE, SEES_READS, SEES_SHIELDED, may_see_reads, rights
from onroll.web.children.views import record_of
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.people.actions import last_day
from onroll.web.people.allocating import children_of
from onroll.web.people.listing import names_of_schools, sorted_by_time, whose
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
    looks = [Look(each, each.child) for each in with_roles(page, request)]
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
    looks = with_roles(looks_at(reference), request)
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
    user = request.user
    assert isinstance(user, User) and user.sight is not None
    works_with = children_of(user, user, user.sight.day)[: PAGE + 1]
    shown = [each.reference for each in looks if each.reference]
    record_reads(request, [*shown, *(each.child for each in works_with[:PAGE])], page=MINE)
    context = {
        "run": run,
        "held": user.sight.held,
        "reach": what_it_reaches,
        "whose": whose(names_of_schools(user.sight.held)),
        "last_day": last_day,
        "later": sorted_by_time(user, user.sight.day)["later"],
        "works_with": works_with[:PAGE],
        "more_works_with": len(works_with) > PAGE,
        "manages": MANAGES_PEOPLE,
        "rights": rights(request.user),
        "page": page,
        "looks": looks,
        **other_pages(page),
    }
    return render(request, "access/my_access.html", context)


def what_it_reaches(held: RoleHeld) -> str:
    """Whose children a role that somebody holds shows them, in words."""
    found = Reach.EVERY_CHILD if reaches_every_child(held) else reach(held)
    if found is Reach.NOBODY or held.role in SEES_SHIELDED:
        return found.value
    but = "" if found is Reach.AT_THEIRS else ", unless they work with them"
    return f"{found.value}. Not those whose record is restricted{but}"


def with_roles(reads: Iterable[Read], request: HttpRequest) -> list[Read]:
    """The same rows, with the roles that each person holds now."""
    rows = list(reads)
    assert isinstance(request.user, User) and request.user.sight
    see_now([each.user for each in rows], request.user.sight.at)
    return rows


def not_allowed(request: HttpRequest) -> HttpResponse:
    return render(request, "access/looked_not_allowed.html", {"roles": SEES_READS}, status=403)


def other_pages(page: Page[Any]) -> dict[str, Any]:
    return {
        "next_page_href": page.has_next() and f"?page={page.next_page_number()}",
        "previous_page_href": page.has_previous() and f"?page={page.previous_page_number()}",
    }
