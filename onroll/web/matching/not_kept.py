"""What somebody is told when what they decided could not be written into the home."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from onroll.web.config.home import why_nothing_can_be_kept

View = Callable[..., HttpResponseBase]

_FULL: Final = (errno.ENOSPC, errno.EDQUOT)
_READ_ONLY: Final = (errno.EROFS, errno.EACCES, errno.EPERM)

logger = logging.getLogger(__name__)


def or_say_what_was_not_kept(what: str) -> Callable[[View], View]:
    """Answer a form that cannot be kept with a page that says so, and leave everything as it was.

    `what` is a sentence: what the form did not do. What is decided is one act in a journal, whole
    or not there, and it is written before anything else; where it cannot be, nothing is.
    """

    def guarded(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method != "POST":
                return view(request, *args, **kwargs)
            if words := why_nothing_can_be_kept():
                return not_kept(request, what, words)
            try:
                with transaction.atomic():
                    return view(request, *args, **kwargs)
            except OSError as problem:
                return not_kept(request, what, why_not_written(problem))

        return asked

    return guarded


DISK_FULL: Final = (
    "The disk that holds this service's record is full. Ask whoever looks after this service to "
    "make room."
)
READ_ONLY: Final = (
    "This service's record can only be read. Ask whoever looks after this service to let it be "
    "written to."
)
CANNOT_WRITE: Final = (
    "This service could not write to its record. Ask whoever looks after this service to look at "
    "its log."
)


def why_not_written(problem: OSError) -> str:
    """What stood in the way of writing, and who can help; the log has the system's word for it."""
    # not the message, in which a path may name a child's file
    logger.error("Something decided could not be kept: %s", problem.strerror)
    if problem.errno in _FULL:
        return DISK_FULL
    return READ_ONLY if problem.errno in _READ_ONLY else CANNOT_WRITE


def not_kept(request: HttpRequest, what: str, why: str) -> HttpResponse:
    """The page: what was not done, why, what was typed, and what to do."""
    context = {"what": what, "why": why, "typed": request.POST.get("why", "").strip()}
    return render(request, "matching/not_kept.html", context, status=503)
