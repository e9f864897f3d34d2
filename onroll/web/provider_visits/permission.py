"""Who writes down and reads visits to providers: those who take in what providers tell."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onroll.web.access.roles import TAKES_IN, may_take_in

View = Callable[..., HttpResponse]


def for_those_who_visit(view: View) -> View:
    """Answer others that they may not, and who may."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_take_in(request.user):
            context = {"roles": TAKES_IN}
            return render(request, "provider_visits/not_allowed.html", context, status=403)
        return view(request, *args, **kwargs)

    return asked
