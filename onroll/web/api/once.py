"""What a program sends twice under one word of its own is done once, and answered the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.db import connection

from onroll.web.access.models import User
from onroll.web.api.models import SentOnce
from onroll.web.api.problems import Refused, problem

SENDING: Final = 7_062_061
"""Any number of ours; with a word's own it makes the lock of that word."""


def once(account: User, word: str, sent: Any, at: datetime, do: Callable[[], str]) -> str:
    """The reference of what is done, or was when the same came before.

    Of two at one moment the second waits for the first. Raises `Refused` where something else was
    sent under the word.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(%s, hashtext(%s))", [SENDING, f"{account.pk} {word}"]
        )
    text = json.dumps(sent, sort_keys=True, ensure_ascii=True)
    digest = hashlib.sha256(text.encode()).hexdigest()
    before = SentOnce.objects.filter(account=account, word=word).first()
    if before is None:
        ref = do()
        SentOnce.objects.create(account=account, word=word, digest=digest, ref=ref, at=at)
        return ref
    if before.digest != digest:
        raise Refused(
            409,
            problem(
                f"Something else was sent under this word. Its reference is {before.ref}",
                "Send it under a new word, if it is to be sent too",
                where="Idempotency-Key",
                found=word,
            ),
        )
    return before.ref
