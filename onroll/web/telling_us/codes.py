"""A code by email: proof that whoever types it reads the mail of an address. It says no more."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Final

from django.utils.crypto import salted_hmac

from onroll.web.access.acting import as_publisher
from onroll.web.config.authority import authority
from onroll.web.config.home import home
from onroll.web.letters.here import letters_here
from onroll.web.letters.posting import NotAnswered, Parcel, Refused
from onroll.web.letters.sending import carrier
from onroll.web.telling_us.models import EmailCode

GOOD_FOR: Final = timedelta(minutes=15)
TRIES: Final = 5
AN_HOUR: Final = timedelta(hours=1)
MOST_TO_AN_ADDRESS: Final = 5
"""Codes in an hour to one email address."""
MOST_FROM_A_PLACE: Final = 60
"""Codes in an hour that one network address asks for: a school of many offices has one."""


class TooMany(Exception):
    """So many codes were asked for in an hour that no more are sent."""


class NotSent(Exception):
    """The code could not be sent. The message says why, for the log."""


def send_code(email: str, address: str | None, at: datetime) -> None:
    """Send a new code to an email address. Raises `TooMany` and `NotSent`."""
    with as_publisher():
        EmailCode.objects.filter(sent_at__lt=at - 24 * AN_HOUR).delete()
        lately = EmailCode.objects.filter(sent_at__gt=at - AN_HOUR)
        if lately.filter(email=email).count() >= MOST_TO_AN_ADDRESS:
            raise TooMany
        if address and lately.filter(address=address).count() >= MOST_FROM_A_PLACE:
            raise TooMany
        code = f"{secrets.randbelow(1_000_000):06}"
        kept = EmailCode.objects.create(
            email=email, hash=hashed(email, code), address=address, sent_at=at
        )
    words = (
        f"Your code is {code}. It is good for 15 minutes.\n\n"
        f"Somebody typed this email address to tell {authority().name} about a child. If it was "
        "not you, do nothing: without the code nobody can go on."
    )
    parcel = Parcel(
        f"code-{kept.pk}-{secrets.token_hex(4)}", "email", email,
        f"Your code to tell {authority().short_name} about a child", words,
    )  # fmt: skip
    try:
        carrier(home(), letters_here()).carry(parcel)
    except (Refused, NotAnswered, ValueError, OSError) as problem:
        raise NotSent(type(problem).__name__) from None


def is_right(email: str, code: str, at: datetime) -> bool:
    """Whether it is the newest code of the address, in time, and not tried too often. It is good
    once."""
    with as_publisher():
        held = EmailCode.objects.select_for_update().filter(email=email).order_by("-sent_at")
        newest = held.first()
        if newest is None or newest.used_at or newest.sent_at <= at - GOOD_FOR:
            return False
        newest.tries += 1
        right = newest.tries <= TRIES and secrets.compare_digest(newest.hash, hashed(email, code))
        newest.used_at = at if right else None
        newest.save()
        return right


def hashed(email: str, code: str) -> str:
    """Keyed with this service's secret: six digits alone are soon tried out."""
    return salted_hmac("onroll.web.telling_us.codes", f"{email} {code}").hexdigest()
