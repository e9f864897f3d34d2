"""Who needs a second step when they sign in, and whether it was taken."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Final

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt, is_mfa_enabled
from django.db import transaction
from django.http import HttpRequest

from onroll.web.access.models import User
from onroll.web.signing_in.configured import signing_in
from onroll.web.signing_in.sessions import end_sessions

CONFIRMED_FOR: Final = timedelta(minutes=5)
"""So long after a password or a code was given somebody may change their second step."""

STEPS: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def methods(request: HttpRequest) -> list[dict]:
    """How somebody signed in to this session: each method, and when (seconds since 1970)."""
    return get_authentication_records(request, request.user)


def taken(request: HttpRequest) -> bool:
    """Whether this session had a second step: here, or at the provider who vouched for them."""
    return any(each["method"] in ("mfa", "socialaccount") for each in methods(request))


def must_set_up(request: HttpRequest) -> bool:
    """Whether somebody may open nothing before they have set up a second step."""
    return signing_in().second_factor_required and not taken(request)


def confirmed_lately(request: HttpRequest) -> bool:
    """Whether a password or a second step was given in this session in the last five minutes."""
    since = time.time() - CONFIRMED_FOR.total_seconds()
    return any(each["method"] in ("password", "mfa") and each["at"] > since
               for each in methods(request))  # fmt: skip


def has_one(user: User) -> bool:
    return is_mfa_enabled(user, STEPS)


def reset(user: User) -> None:
    """Take away every second step of somebody who has lost theirs, and end their sessions.

    Where one is required they set up another as they next sign in.
    """
    Authenticator.objects.filter(user=user.pk).delete()
    end_sessions(user)


@transaction.atomic
def use_up(app: Authenticator, code: str) -> bool:
    """Whether an app's code is used for the first time: one that was seen, or an older one, is not
    (RFC 6238, 5.2). Kept in the database, so that it holds in whatever process asks."""
    held = Authenticator.objects.select_for_update().get(pk=app.pk)
    secret, last = decrypt(held.data["secret"]), held.data.get("last_step", 0)
    for step in totp.yield_hotp_counters_from_time():
        expected = totp.format_hotp_value(totp.hotp_value(secret, step))
        if step > last and compare_user_code(actual=code, expected=expected):
            held.data["last_step"] = step
            held.save(update_fields=["data"])
            return True
    return False
