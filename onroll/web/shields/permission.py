"""Who may protect a child, and who may see whom a shield covers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from onroll.web.access.roles import DECIDES, SEES_SHIELDED, may_raise_shield, may_see_shielded

View = Callable[..., HttpResponseBase]


def only(allowed: Callable[[Any], bool], roles: Sequence[str], cannot: str) -> Callable[..., View]:
    """Answer others that they may not, and why."""

    def asked_first(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not allowed(request.user):
                context = {"cannot": cannot, "roles": roles}
                return render(request, "shields/not_allowed.html", context, status=403)
            return view(request, *args, **kwargs)

        return asked

    return asked_first


for_whoever_protects = only(may_raise_shield, DECIDES, "You cannot protect a child")
for_whoever_sees = only(may_see_shielded, SEES_SHIELDED, "You cannot see who is protected")
