"""Who may load, asked before anything about a file is shown or done, and by what name."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from onroll.web.access.roles import LOADS_FILES, may_load
from onroll.web.config.home import why_nothing_can_be_kept

View = Callable[..., HttpResponseBase]


def for_loaders(view: View) -> View:
    """Answer others that they may not, and why; and everybody where no file can be kept."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_load(request.user):
            context = {"roles": LOADS_FILES}
            return render(request, "feeds/not_allowed.html", context, status=403)
        if words := why_nothing_can_be_kept():
            return render(request, "feeds/cannot_keep.html", {"words": words}, status=503)
        return view(request, *args, **kwargs)

    return asked


def who(request: HttpRequest) -> str:
    """The name that is kept with what somebody did."""
    return str(request.user)
