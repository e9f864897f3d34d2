"""Who may give others accounts, roles and teams, asked before anything is shown or done."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onroll.web.access.models import User
from onroll.web.access.roles import MANAGES_PEOPLE, may_manage_people
from onroll.web.people.changing import one_at_a_time

View = Callable[..., HttpResponse]


def for_those_who_manage(view: View) -> View:
    """Answer others that they may not, and who may. Whoever changes something waits their turn."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            one_at_a_time(by(request))
        if not may_manage_people(request.user):
            context = {"roles": MANAGES_PEOPLE}
            return render(request, "people/not_allowed.html", context, status=403)
        return view(request, *args, **kwargs)

    return asked


def by(request: HttpRequest) -> User:
    """The person whose request it is, as the models know them."""
    user = getattr(request.user, "_wrapped", request.user)
    assert isinstance(user, User) and user.sight is not None
    return user
