"""Who keeps recommendations and case studies, and who keeps what a region's partnership does."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onroll.figures.improvement.topics import OF_A_PARTNERSHIP, Kind
from onroll.web.access.roles import (
    IMPROVES,
    IN_PARTNERSHIP,
    may_improve,
    may_keep_partnership,
)

View = Callable[..., HttpResponse]


def for_those_who_improve(view: View) -> View:
    """Answer others that they may not, and who may."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        may = may_improve(request.user)
        return view(request, *args, **kwargs) if may else not_allowed(request)

    return asked


def for_the_partnership(view: View) -> View:
    """The same, of what authorities of a region do together."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        may = may_keep_partnership(request.user)
        return view(request, *args, **kwargs) if may else not_allowed(request)

    return asked


def may_keep(user: Any, kind: Kind) -> bool:
    """Whether somebody reads and writes topics of a kind."""
    return may_keep_partnership(user) if kind in OF_A_PARTNERSHIP else may_improve(user)


def not_allowed(request: HttpRequest) -> HttpResponse:
    context = {"one": IMPROVES, "other": IN_PARTNERSHIP}
    return render(request, "improvement/not_allowed.html", context, status=403)
