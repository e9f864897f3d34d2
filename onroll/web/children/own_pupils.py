"""The children who learn at somebody's own school, or are placed with their provider.

What a school knows itself: who they are, their UPN and since when they are there. What the
authority knows of them is not on it (workflow, section 10: own pupils only, and not the enquiries
of the authority or of other agencies).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from onroll.web.access.models import User
from onroll.web.access.reads import record_reads
from onroll.web.access.relating import LEARNS_THERE
from onroll.web.children.listing import children_after
from onroll.web.children.models import Child, Fact, School
from onroll.web.children.today import Named, named
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run


@dataclass(frozen=True)
class OwnPupil:
    """A child at one's own school; `since` is null where no day is known."""

    child: Named
    upn: str
    school: str
    since: date | None


@require_GET
@needs_run
def own_pupils(request: HttpRequest, run: Run) -> HttpResponse:
    assert isinstance(request.user, User) and request.user.sight
    urns = sorted({urn for held in request.user.sight.held for urn in held.urns})
    rows, more = children_after(
        Child.objects.visible_to(request.user), request.GET.get("after", "")
    )
    record_reads(request, [child.pk for child in rows], page="own_pupils")
    context = {
        "run": run,
        "schools": [names_of(urns).get(urn, urn) for urn in urns],
        "pupils": pupils(rows, urns, run.as_of),
        "next_page_href": more and f"?after={rows[-1].pk}",
    }
    return render(request, "children/own_pupils.html", context)


def pupils(children: list[Child], urns: list[str], day: date) -> list[OwnPupil]:
    """The same children, in the same order, with where they are and since when."""
    told = Fact.objects.on(day).filter(
        child__in=[child.pk for child in children], fact__in=LEARNS_THERE, setting__in=urns
    )
    there: dict[str, Fact] = {}
    for fact in told.order_by("starts_on"):
        there.setdefault(fact.child_id, fact)
    names = names_of(urns)
    found = []
    for child in children:
        first = there.get(child.pk)
        school = names.get(first.setting, first.setting) if first else ""
        found.append(OwnPupil(named(child), child.upn, school, first.starts_on if first else None))
    return found


def names_of(urns: list[str]) -> dict[str, str]:
    return dict(School.objects.filter(urn__in=urns).values_list("urn", "name"))
