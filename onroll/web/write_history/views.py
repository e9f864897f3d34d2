"""What was changed on accounts, roles, teams and the like, by whom and where."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from onroll.web.access.models import FileEvent, User
from onroll.web.access.reads import Outcome, record_file_event, record_reads
from onroll.web.children.models import Child
from onroll.web.library.current import hold_still
from onroll.web.write_history.listing import SEES_CHANGES, WHAT, as_csv, chosen, may_see_changes
from onroll.web.write_history.models import Change, ChangeQuerySet
from onroll.web.write_history.told import Told, told

PAGE = 50


@require_GET
def changes(request: HttpRequest) -> HttpResponse:
    """The changes that somebody asks for, the newest first."""
    if not may_see_changes(request.user):
        return not_allowed(request)
    hold_still()
    asked, before = asked_for(request), number(request, "before")
    found = these(request, **asked)
    # One more than are shown, to know whether there are older ones; to count them all takes long.
    some = list((found if before is None else found.filter(pk__lt=before))[: PAGE + 1])
    listed = told(some[:PAGE])
    record_reads(request, children_of(listed), page="changes")
    there = Child.objects.visible_to(request.user).filter(pk__in=children_of(listed))
    context = {
        "changes": listed,
        "there": set(there.values_list("pk", flat=True)),
        "people": User.objects.order_by("full_name", "email"),
        "what": WHAT,
        "asked": asked,
        "asks": any(asked.values()),
        "newest_href": before and query(asked),
        "older_href": len(some) > PAGE and query(asked, before=some[PAGE - 1].pk),
        "file_query": query(asked) if any(asked.values()) else "",
    }
    return render(request, "write_history/changes.html", context)


@require_GET
def changes_file(request: HttpRequest) -> HttpResponse:
    """All that somebody asks for as a file. Whoever has it is written down."""
    if not may_see_changes(request.user):
        return not_allowed(request)
    hold_still()
    listed = told(these(request, **asked_for(request)))
    record_reads(request, children_of(listed), page="changes_file", outcome=Outcome.EXPORTED)
    record_file_event(request, FileEvent.Kind.CHANGES, file="changes.csv", rows=len(listed))
    response = HttpResponse(as_csv(listed), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="changes.csv"'
    return response


def these(request: HttpRequest, *, person: int | None, what: str) -> ChangeQuerySet:
    seen = Change.objects.visible_to(request.user)
    return chosen(seen, person=person, what=what).newest_first()


def asked_for(request: HttpRequest) -> dict[str, Any]:
    """The person's number and the word for what; null and empty where not asked. Raises Http404."""
    what = request.GET.get("what", "")
    if what and what not in WHAT:
        raise Http404
    return {"person": number(request, "person"), "what": what}


def number(request: HttpRequest, name: str) -> int | None:
    """The number that an address has under a name; null where it has none. Raises Http404."""
    text = request.GET.get(name, "")
    if text and not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Http404
    return int(text) if text else None


def query(asked: dict[str, Any], **more: int) -> str:
    """What was asked for, as it ends an address."""
    return "?" + urlencode({name: value for name, value in {**asked, **more}.items() if value})


def children_of(listed: list[Told]) -> list[str]:
    return list(dict.fromkeys(each.child for each in listed if each.child))


def not_allowed(request: HttpRequest) -> HttpResponse:
    context = {"roles": [role.value for role in SEES_CHANGES]}
    return render(request, "write_history/not_allowed.html", context, status=403)
