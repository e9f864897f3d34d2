"""A file that was sent is examined between two transactions, for that may take a minute.

The first lets it in: whoever sends it may, and the form is right. The second keeps it, and asks
everything anew: meanwhile a role may have ended, the case may be over, the child be protected.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.timezone import now

from onroll.web.access.narrow import narrowed
from onroll.web.config.home import home
from onroll.web.documents.examining import Examined, examine
from onroll.web.documents.refused import Refused
from onroll.web.documents.storing import Arrived
from onroll.web.matching.not_kept import not_kept, why_not_written
from onroll.web.shields.restricting import follow_journal
from onroll.web.write_history.attribution import attribute

NOT_KEPT = "The document was not kept."

Then = Callable[[HttpRequest, Arrived, Examined | Refused], HttpResponse]


class ToExamine(HttpResponse):
    """What a view answers with a file that arrived, and what is then to be done. It is never sent:
    `ExaminedBetween` takes its place."""

    def __init__(self, arrived: Arrived, then: Then) -> None:
        super().__init__(status=202)
        self.arrived, self.then = arrived, then


class ExaminedBetween:
    """Middleware, outside the one that opens the request's transaction."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not isinstance(response, ToExamine):
            return response
        try:
            return answered(request, response)
        finally:
            response.arrived.drop()


def answered(request: HttpRequest, response: ToExamine) -> HttpResponse:
    found: Examined | Refused
    try:
        found = examine(home(), response.arrived.path)
    except Refused as reason:
        found = reason
    try:
        with narrowed(request, now()):
            follow_journal()
            attribute(by=request.user.pk, page="new_document")
            return response.then(request, response.arrived, found)
    except OSError as problem:
        with narrowed(request, now()):
            return not_kept(request, NOT_KEPT, why_not_written(problem))
