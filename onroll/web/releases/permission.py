"""Who drafts reports, and who releases what a colleague drafted."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onroll.web.access.roles import DRAFTS_RELEASES, RELEASES, may_draft_releases, may_release

View = Callable[..., HttpResponse]


def takes_part(user: Any) -> bool:
    """Whether somebody sees drafts, and the children behind a number."""
    return may_draft_releases(user) or may_release(user)


def for_those_who_take_part(view: View) -> View:
    """Answer others that they may not, and who may."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if takes_part(request.user) else not_allowed(request)

    return asked


def for_those_who_draft(view: View) -> View:
    """The same, of those who draft."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        may = may_draft_releases(request.user)
        return view(request, *args, **kwargs) if may else not_allowed(request)

    return asked


def not_allowed(request: HttpRequest) -> HttpResponse:
    context = {"drafts": DRAFTS_RELEASES, "releases": RELEASES}
    return render(request, "releases/not_allowed.html", context, status=403)
