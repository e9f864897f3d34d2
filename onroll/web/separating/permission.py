"""Who may take records apart and see who had read them, asked before anything is shown or done."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from onroll.web.access.roles import DECIDES, SEES_SHIELDED, may_decide

View = Callable[..., HttpResponseBase]


def for_deciders(view: View) -> View:
    """Answer others that they may not, and who may."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_decide(request.user):
            context = {"roles": DECIDES}
            return render(request, "separating/not_allowed.html", context, status=403)
        return view(request, *args, **kwargs)

    return asked


def protected_page(request: HttpRequest) -> HttpResponse:
    """The answer about a protected child to the colleague who works with them, and sees no more."""
    context = {"roles": SEES_SHIELDED}
    return render(request, "separating/protected.html", context, status=403)
