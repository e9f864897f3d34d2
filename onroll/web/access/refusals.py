"""Whoever asks for a child by the child's address and is refused is written down too.

A refusal is an exception or an answer of 403, and either may undo what the page had written. So it
is logged here, outside the page's transaction and before anything is sent. A reference that no
child has is logged as one that this person may not see is: by the same queries, so that neither the
answer nor the time it takes says which of the two it was.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.timezone import now

from onroll.web.access.models import Read
from onroll.web.access.narrow import narrowed
from onroll.web.access.reads import record_refusals
from onroll.web.children.models import Child
from onroll.web.children.search import REFERENCE

NAMES_A_CHILD = ("reference", "a", "b")
"""What the part of an address that is a child's reference is called in every `urls.py`."""
LONGEST = Read._meta.get_field("child").max_length or 0


class RefusalsLogged:
    """Middleware; the last but `Narrowed` of those that look at a request before its view does.

    What another turned away, a form without its token or somebody not signed in, never asked.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        asked: list[str] = vars(request).get("children_asked_for", [])
        if asked and response.status_code in (403, 404) and request.user.is_authenticated:
            with narrowed(request, now()):
                record_refusals(request, refused(request, asked, response.status_code))
        return response

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, kwargs: Any) -> None:
        vars(request)["children_asked_for"] = [
            asked
            for name, asked in kwargs.items()
            if name in NAMES_A_CHILD and len(asked) <= LONGEST and REFERENCE.fullmatch(asked)
        ]

    def process_exception(self, request: HttpRequest, _exception: Exception) -> None:
        """What the view had logged goes with its transaction."""
        vars(request).pop("children_logged", None)


def refused(request: HttpRequest, asked: list[str], status: int) -> list[str]:
    """Whom of those asked for this person was not shown.

    A page that is not there (404), asked for of a child who may be seen, refuses nobody.
    """
    if status == 403:
        shown = vars(request).get("children_logged", set())
        return [child for child in asked if child not in shown]
    visible = Child.objects.visible_to(request.user).filter(pk__in=asked)
    seen = set(visible.values_list("pk", flat=True))
    return [child for child in asked if child not in seen]
