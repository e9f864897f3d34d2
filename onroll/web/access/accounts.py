"""Making accounts, and slowing down whoever guesses at them."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from datetime import date, timedelta
from ipaddress import ip_address
from typing import Final

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.http import HttpRequest
from django.utils.timezone import localdate, now

from onroll.web.access.giving_roles import end_role, give_role, role_called
from onroll.web.access.models import FailedSignIn, RoleHeld, User
from onroll.web.signing_in.dormant import open_again
from onroll.web.signing_in.models import FailedCode, FailedFromKnownBrowser

MOST_FAILURES: Final = 10
WITHIN: Final = timedelta(minutes=15)
MOST_CODES: Final = 50
CODES_WITHIN: Final = timedelta(days=1)
"""A code has six figures. Whoever has somebody's password and guesses at codes from ever new
addresses is stopped after fifty in a day; a browser the account is known in is not."""


@transaction.atomic
def add_user(
    *,
    email: str,
    full_name: str,
    password: str | None,
    role: str = "",
    urns: Collection[str] = (),
    ends_before: date | None = None,
) -> User:
    """Give somebody an account; an address that has one gets this name, role and password.

    `urns` are the schools of a school's user; the role ends before `ends_before`. A closed account
    is opened again. Without a password they need an invitation, or a provider who vouches for them;
    an account that has one keeps it. Raises `ValidationError` when the address is not one, the
    password is too easy to guess, or there is no such role or it lacks its school or its end.
    """
    email = email.strip().lower()
    validate_email(email)
    user = User.objects.filter(email=email).first()
    if user is not None and user.is_program:
        raise ValidationError("This address is a program's, which never signs in. Use another")
    if password is not None:
        validate_password(password, user)
    if user is None:
        user = User.objects.create_user(email, password, full_name=full_name)
    else:
        user.full_name, user.is_active = full_name, True
        if password is not None:
            user.set_password(password)
        user.save()
        open_again(user)
    if role:
        give_role_instead(user, role, urns, ends_before)
    return user


def give_role_instead(
    user: User, role: str, urns: Collection[str] = (), ends_before: date | None = None
) -> None:
    """The role from today on, in place of every other; one that is held already is left alone,
    unless it is to end on another day."""
    today, wanted = localdate(), role_called(role)
    kept = False
    for each in RoleHeld.objects.filter(user=user):
        if each.ends_before is not None and each.ends_before <= today:
            continue
        same_end = ends_before in (None, each.ends_before)
        if each.role == wanted and set(each.urns) == set(urns) and same_end:
            kept = True
        else:
            end_role(each, today)
    if not kept:
        give_role(user, wanted, urns=urns, ends_before=ends_before)


def sent_from(request: HttpRequest) -> str | None:
    """The address a request came from: behind the council's proxy, the one the proxy names.

    Only the last address of `X-Forwarded-For` is the proxy's word; whoever sends a request can
    write those before it.
    """
    if settings.HTTPS:
        named = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        with suppress(ValueError):
            return str(ip_address(named))
    return request.META.get("REMOTE_ADDR") or None


def too_many_failures(email: str, address: str | None, browser: str = "") -> bool:
    """Whether there was too much guessing at this account from here.

    Account and address count together, so nobody can lock a colleague out, nor a whole council
    behind one address. A browser that this account has signed in with before (`browser`, see
    `signing_in.browsers`) counts on its own, so that whoever guesses behind the same address does
    not keep out the account's owner.
    """
    since = now() - WITHIN
    if browser:
        here = FailedFromKnownBrowser.objects.filter(browser=browser, at__gt=since)
        return here.count() >= MOST_FAILURES
    recent = FailedSignIn.objects.filter(email=email, address=address, at__gt=since)
    return recent.count() >= MOST_FAILURES


def record_failure(email: str, address: str | None, browser: str = "") -> None:
    if browser:
        FailedFromKnownBrowser.objects.create(browser=browser)
    else:
        FailedSignIn.objects.create(email=email, address=address)


def too_many_codes(user: User, browser: str) -> bool:
    """Whether an account had too many wrong codes in a day, in browsers it is not known in."""
    recent = FailedCode.objects.filter(user=user, at__gt=now() - CODES_WITHIN)
    return not browser and recent.count() >= MOST_CODES


def record_wrong_code(user: User, address: str | None, browser: str) -> None:
    record_failure(user.email, address, browser)
    if not browser:
        FailedCode.objects.create(user=user)
