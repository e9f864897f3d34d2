"""Who fills a form in: somebody signed in, or whoever reads the mail of an email address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import wraps
from typing import Any, Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now

from onroll.record.forms.catalogue import FORMS
from onroll.record.forms.form import Form, Sender
from onroll.web.access.acting import put
from onroll.web.access.models import Role, User
from onroll.web.access.pages import is_outside
from onroll.web.access.policy import REACH, Reach
from onroll.web.access.roles import may_tell
from onroll.web.children.own_pupils import names_of

KEPT_IN: Final = "teller"
DOOR_IS_OPEN_FOR: Final = timedelta(hours=4)
"""How long after a code was typed the door for one child stays open. onroll's own."""


@dataclass(frozen=True)
class Teller:
    """Whoever tells: `user` is null, and `email` not empty, at the door for one child.

    `schools` are the names, by URN, of the schools or providers that they tell for.
    """

    user: User | None
    email: str
    kind: Sender
    schools: dict[str, str]
    at: datetime

    @property
    def day(self) -> date:
        return localdate(self.at)

    @property
    def forms(self) -> list[Form]:
        """The forms that they may send, in the order of the catalogue."""
        if self.user is None:
            return [form for form in FORMS if form.one_child_door]
        return [form for form in FORMS if self.kind in form.senders]

    def form(self, key: str) -> Form | None:
        return next((form for form in self.forms if form.key == key), None)


def teller_of(request: HttpRequest) -> Teller | None:
    """Who tells; null for nobody signed in and no code given, and for a role that sends none."""
    if isinstance(request.user, User):
        return teller_signed_in(request.user)
    held = request.session.get(KEPT_IN) or {}
    at = now()
    if not held or datetime.fromisoformat(held["until"]) <= at:
        return None
    put({"onroll.teller": held["email"]})
    return Teller(None, held["email"], Sender.SCHOOL, {}, at)


def teller_signed_in(user: User) -> Teller | None:
    assert user.sight is not None
    if is_outside(user.sight):
        held = [each for each in user.sight.held if REACH[Role(each.role)] is Reach.AT_THEIRS]
        urns = sorted({urn for each in held for urn in each.urns})
        school = any(each.role == Role.SCHOOL_USER for each in held)
        schools = {urn: names_of([urn]).get(urn, f"URN {urn}") for urn in urns}
        kind = Sender.SCHOOL if school else Sender.PROVIDER
        return Teller(user, user.email, kind, schools, user.sight.at)
    if may_tell(user):
        return Teller(user, user.email, Sender.PARTNER, {}, user.sight.at)
    return None


def open_door(request: HttpRequest, email: str) -> None:
    """From now on, for some hours, this browser tells as the email address."""
    request.session.cycle_key()
    request.session[KEPT_IN] = {
        "email": email, "until": (now() + DOOR_IS_OPEN_FOR).isoformat(),
    }  # fmt: skip


def close_door(request: HttpRequest) -> None:
    request.session.flush()


def tells(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for whoever tells; a stranger is shown the two doors."""

    @wraps(view)
    def for_a_teller(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        teller = teller_of(request)
        if teller is None and request.user.is_authenticated:
            return render(request, "telling_us/doors.html", status=403)
        if teller is None:
            return redirect("tell_us")
        return view(request, teller, *args, **kwargs)

    return login_not_required(for_a_teller)
