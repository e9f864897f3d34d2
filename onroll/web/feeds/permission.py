"""Who may load, asked before anything about a file is shown or done, and by what name."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from onroll.web.access.roles import LOADS_FILES, may_load, may_see_shielded
from onroll.web.config.home import why_nothing_can_be_kept
from onroll.web.matching.not_kept import or_say_what_was_not_kept

View = Callable[..., HttpResponseBase]


def may_see_rows(user: Any) -> bool:
    """Whether somebody may see rows with faults: who loads, and who is asked about the protected.

    The latter see what is kept from the former.
    """
    return may_load(user) or may_see_shielded(user)


def only(allowed: Callable[[Any], bool]) -> Callable[[View], View]:
    """Answer others that they may not, and why; and everybody where no file can be kept."""

    def asked_first(view: View) -> View:
        view = or_say_what_was_not_kept("Nothing was loaded, and nothing was taken back.")(view)

        @wraps(view)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not allowed(request.user):
                context = {"roles": LOADS_FILES}
                return render(request, "feeds/not_allowed.html", context, status=403)
            if words := why_nothing_can_be_kept():
                return render(request, "feeds/cannot_keep.html", {"words": words}, status=503)
            return view(request, *args, **kwargs)

        return asked

    return asked_first


for_loaders = only(may_load)
for_those_who_see_rows = only(may_see_rows)


def who(request: HttpRequest) -> str:
    """The name that is kept with what somebody did."""
    return str(request.user)
