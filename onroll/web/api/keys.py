"""Keys: made, found by their secret, counted, withdrawn.

A secret is 256 random bits, so nobody guesses one, and nothing slows down whoever tries.
"""

from __future__ import annotations

import hashlib
import math
import secrets
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import connection
from django.utils.timezone import localdate

from onroll.web.access.acting import as_publisher
from onroll.web.access.models import User
from onroll.web.api.limits import limit
from onroll.web.api.models import Key

A_MINUTE: Final = timedelta(minutes=1)
BEGINS: Final = "onroll_"
"""What every secret begins with, so that whoever finds one in a file knows what it is."""


def make_key(*, account: User, name: str, last_day: date, by: User, at: datetime) -> str:
    """The secret of a new key for a program, to be shown this once. Earlier keys stay good."""
    assert account.is_program
    secret = BEGINS + secrets.token_urlsafe(32)
    Key.objects.create(
        account=account, name=name, hash=hashed(secret), made_by=by, made_at=at,
        ends_before=last_day + timedelta(days=1),
    )  # fmt: skip
    return secret


def withdraw(key: Key, by: User, at: datetime) -> None:
    """From the next request on it lets nobody in. One that was withdrawn stays so."""
    standing = Key.objects.filter(pk=key.pk, withdrawn_at=None)
    standing.update(withdrawn_by=by, withdrawn_at=at)


def found(secret: str, at: datetime) -> Key | None:
    """The key that a secret is of, if it lets its program in now. Null: there is none such, it is
    withdrawn or over, or the account is closed; by one question, which no answer tells apart."""
    good = Key.objects.filter(
        hash=hashed(secret), withdrawn_at=None, ends_before__gt=localdate(at),
        account__is_active=True, account__is_program=True,
    )  # fmt: skip
    return good.select_related("account").first()


COUNTED: Final = """
update api_key set last_used_at = %(at)s,
    counted = case when counted_since > %(since)s then counted + 1 else 1 end,
    counted_since = case when counted_since > %(since)s then counted_since else %(at)s end
where id = %(key)s returning counted, counted_since
"""


def count(key: Key, at: datetime) -> int:
    """Count a request: 0 where it may be answered, else in how many seconds the next one may be.

    A minute begins with the first request after the last one ended. One statement, so that of two
    at one moment neither is lost; as the publisher, for a program may not write its own key.
    """
    asked: dict[str, Any] = {"key": key.pk, "at": at, "since": at - A_MINUTE}
    with as_publisher(), connection.cursor() as cursor:
        cursor.execute(COUNTED, asked)
        counted, since = cursor.fetchone() or (1, at)
    if counted <= limit("requests_a_minute", localdate(at)):
        return 0
    return max(1, math.ceil((since + A_MINUTE - at).total_seconds()))


def hashed(secret: str) -> str:
    """A secret of 256 random bits needs no slow hash: nobody can guess what it was made from."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
