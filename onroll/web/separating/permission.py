"""Who may take records apart and see who had read them, asked before anything is shown or done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from onroll.web.access.reads import record_refusals
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


def protected_page(request: HttpRequest, children: Iterable[str] = ()) -> HttpResponse:
    """The answer about a protected child to somebody who may not see what is kept back of them.

    `children` are those asked for by an address that does not name them; they are logged here.
    """
    record_refusals(request, children)
    context = {"roles": SEES_SHIELDED}
    return render(request, "separating/protected.html", context, status=403)
