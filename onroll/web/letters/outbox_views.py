"""The outbox: letters that wait, or of which somebody must decide, of children somebody sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from onroll.web.access.models import ChildRelation, Team
from onroll.web.access.reads import record_reads
from onroll.web.children.models import Child
from onroll.web.letters.models import Letter, LetterQuerySet, State
from onroll.web.letters.showing import happened, with_last
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.shields.protected import not_protected

PAGE: Final = 50
WAITING: Final = (State.NOT_KNOWN, State.FAILED, State.READY, State.SENDING, State.DRAFT)
"""What is shown where nobody asks for a state: what somebody, or the sender, still has to do."""


@dataclass(frozen=True)
class Asked:
    """Which letters somebody asks for; empty where they do not say."""

    state: str = ""
    team: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Asked:
        state, team = query.get("state", ""), query.get("team", "")
        return cls(
            state if state in State.values else "",
            team if team.isdecimal() and len(team) < 10 else "",
        )

    def of(self, letters: LetterQuerySet) -> LetterQuerySet:
        found = letters.filter(state__in=[self.state] if self.state else WAITING)
        if self.team:
            theirs = ChildRelation.objects.filter(
                child=OuterRef("child"), relation=f"team:{self.team}"
            )
            found = found.filter(Exists(theirs))
        return found.order_by("-pk")

    def at(self, page: int) -> str:
        asked = {name: value for name, value in vars(self).items() if value}
        return "?" + urlencode({**asked, "page": page})


@require_GET
@needs_run
def letters(request: HttpRequest, run: Run) -> HttpResponse:
    """The letters of the children somebody sees, the newest first, by state and team."""
    asked = Asked.read(request.GET)
    seen = not_protected(Child.objects.visible_to(request.user), request.user)
    found = asked.of(Letter.objects.about(seen).select_related("made_by"))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = with_last(list(page))
    children: Any = seen.in_bulk({row.letter.child for row in rows})
    record_reads(request, children, page="letters")
    context = {
        "run": run,
        "rows": rows,
        "children": children,
        "page": page,
        "asked": asked,
        "states": State.choices,
        "teams": Team.objects.filter(retired_on=None).order_by("name"),
        "happened": happened,
        "next_page_href": page.has_next() and asked.at(page.next_page_number()),
        "previous_page_href": page.has_previous() and asked.at(page.previous_page_number()),
    }
    return render(request, "letters/letters.html", context)
