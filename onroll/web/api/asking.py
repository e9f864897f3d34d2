"""Whose request it is, and what every endpoint asks before it answers."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Header
from ninja.security import HttpBearer
from pydantic import Field

from onroll.web.access.models import Role, User
from onroll.web.access.refusals import LONGEST
from onroll.web.api.problems import NO_KEY, NO_ROLE, NOT_THERE, Refused
from onroll.web.children.models import Child
from onroll.web.children.search import REFERENCE
from onroll.web.library.current import hold_still
from onroll.web.library.models import Run
from onroll.web.telling_us.tellers import Teller, teller_signed_in

Word = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern="^[A-Za-z0-9_-]{8,64}$",
        description="A word of your own for what you send: sent again under the same word, it is "
        "one, with the same answer.",
    ),
]
PUPIL = "^EC-[0-9A-Z]{1,13}$"
Pupil = Annotated[str, Field(pattern=PUPIL, description="The reference of one of your own pupils.")]


class WithKey(HttpBearer):
    """Lets in whom `keys_in_force` found."""

    def __call__(self, request: HttpRequest) -> Any:
        if vars(request).get("api_key") is None:
            raise Refused(401, NO_KEY)
        return request.user

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        raise AssertionError("`keys_in_force` has asked already")


def asker(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def teller(request: HttpRequest) -> Teller:
    """Who tells by this key. Raises `Refused` where its program has no role in force."""
    found = teller_signed_in(asker(request))
    if found is None:
        raise Refused(403, NO_ROLE)
    return found


def teller_of_school(request: HttpRequest) -> Teller:
    """The same, of a school or provider. Raises `Refused` for any other service."""
    found = teller(request)
    if not found.schools:
        raise Refused(403, NO_ROLE)
    return found


def authority_of(request: HttpRequest) -> str:
    """The number of the authority whose program asks. Raises `Refused` for any other's."""
    sight = asker(request).sight
    assert sight is not None
    held = [each for each in sight.held if each.role == Role.OTHER_AUTHORITY]
    if not held:
        raise Refused(403, NO_ROLE)
    return str(held[0].urns[0])


def urn_of(who: Teller) -> str:
    """The one school or provider of a program; "" for any other service."""
    return next(iter(who.schools), "")


def own_pupil(request: HttpRequest, who: Teller, reference: str) -> Child:
    """One of the organisation's own pupils. Raises `Refused` for any other child, and where there
    is none: the same, and it is on record that somebody asked."""
    vars(request).setdefault("children_asked_for", [])
    if REFERENCE.fullmatch(reference) and len(reference) <= LONGEST:
        vars(request)["children_asked_for"].append(reference)
    found = None
    if who.schools:
        found = Child.objects.visible_to(asker(request)).filter(pk=reference).first()
    if found is None:
        raise Refused(404, NOT_THERE)
    return found


def run_shown() -> Run | None:
    """The run whose results are shown until this request ends; null before there is one."""
    hold_still()
    return Run.objects.current()
