"""Making accounts, and slowing down whoever guesses at them."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.validators import validate_email
from django.db import transaction
from django.http import HttpRequest
from django.utils.timezone import now

from onroll.web.access.models import FailedSignIn, User

MOST_FAILURES = 10
WITHIN = timedelta(minutes=15)


@transaction.atomic
def add_user(*, email: str, full_name: str, password: str, role: str = "") -> User:
    """Give somebody an account; an address that has one gets this name, role and password.

    Raises `ValidationError` when the address is not one or the password is too easy to guess.
    """
    email = email.strip().lower()
    validate_email(email)
    user = User.objects.filter(email=email).first() or User(email=email)
    user.full_name, user.role, user.is_active = full_name, role, True
    validate_password(password, user)
    user.set_password(password)
    user.save()
    return user


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


def too_many_failures(email: str, address: str | None) -> bool:
    """Whether this address has guessed too often at this account.

    Both count together, so nobody can lock a colleague out, nor a whole council behind one address.
    """
    recent = FailedSignIn.objects.filter(email=email, address=address, at__gt=now() - WITHIN)
    return recent.count() >= MOST_FAILURES


def record_failure(email: str, address: str | None) -> None:
    FailedSignIn.objects.create(email=email, address=address)
