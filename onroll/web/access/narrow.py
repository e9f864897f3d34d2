"""Each request in one transaction of its own, narrowed to what its person may see.

If any of it fails, the request does, and nothing is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.timezone import now

from onroll.web.access.acting import as_person
from onroll.web.access.models import User
from onroll.web.shields.restricting import follow_journal


class Narrowed:
    """Middleware, the last of all. Sets what `request.user` may see, read afresh."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with narrowed(request, now()):
            follow_journal()
            return self.get_response(request)


@contextmanager
def narrowed(request: HttpRequest, at: datetime) -> Iterator[None]:
    """A transaction in which the database shows what the person of a request may see."""
    user = request.user if isinstance(request.user, User) else None
    with as_person(user, at):
        yield
