"""The private address of somebody's calendar: made, found by its secret, and ended.

The secret is 256 random bits, so nobody guesses one, and nothing slows down whoever tries.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import F

from onroll.web.access.models import User
from onroll.web.calendar.models import CalendarAddress
from onroll.web.cases.permission import may_work
from onroll.web.signing_in.dormant import is_dormant


@transaction.atomic
def make(user: User, at: datetime) -> str:
    """The secret of a new address for somebody, to be shown this once. An earlier one ends."""
    end(user, at)
    secret = secrets.token_urlsafe(32)
    CalendarAddress.objects.create(user=user, hash=hashed(secret), made_at=at)
    return secret


def end(user: User, at: datetime) -> None:
    """The address of somebody, if there is one, is good no more."""
    CalendarAddress.objects.filter(user=user, ended_at=None).update(ended_at=at)


def standing(user: User) -> CalendarAddress | None:
    """The address that somebody has now; null: none."""
    return CalendarAddress.objects.filter(user=user, ended_at=None).first()


def found(secret: str) -> CalendarAddress | None:
    """The address that a secret is of. Null: never made, or ended; by one and the same question, so
    that the time it takes does not say which."""
    held = CalendarAddress.objects.filter(hash=hashed(secret), ended_at=None)
    return held.select_related("user").first()


def lets_in(user: User, at: datetime) -> bool:
    """Whether whose address it is may still have visits: the account is open and in use, and a role
    in which visits are made is in force."""
    return user.is_active and not is_dormant(user, at) and may_work(user)


def count(address: CalendarAddress, at: datetime) -> None:
    """Somebody asked at this address."""
    asked = CalendarAddress.objects.filter(pk=address.pk)
    asked.update(fetched_at=at, fetches=F("fetches") + 1)


def hashed(secret: str) -> str:
    """A secret of 256 random bits needs no slow hash: nobody can guess what it was made from."""
    return hashlib.sha256(secret.encode()).hexdigest()
