"""Telling at webhooks what waits, until it is taken, with growing pauses; every try is kept.

It is told at least once, and under one `webhook-id` however often. A try is claimed before it is
made, so that of two that run at once each tells other things.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.client import HTTPConnection, HTTPException
from threading import Thread
from typing import Final
from urllib.parse import urlsplit

from cryptography.fernet import InvalidToken
from django.db import transaction
from django.utils.timezone import localdate

from onroll.record.forms.monthly_return import due_on
from onroll.web.api.addresses import NotAllowed
from onroll.web.api.limits import limit
from onroll.web.api.models import Delivery, Try, Webhook
from onroll.web.api.outbox import Event, announce
from onroll.web.api.signing import deciphered, signature
from onroll.web.telling_us.models import MonthlyReturn
from onroll.web.telling_us.sent_returns import newest

PAUSES: Final = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 300, 600, 840, 1200)
)
"""How long after each try the next one is; after the last there is none. Two days and three hours
in all, so that a weekend's fault on one side is passed over."""
CLAIMED_FOR: Final = timedelta(minutes=1)
ANSWERS_WITHIN: Final = 30
"""Seconds for a whole try, less than it is claimed for."""
TAKES: Final = range(200, 300)

Connect = Callable[[str], HTTPConnection]


@dataclass(frozen=True)
class Outcome:
    """What became of one try. No address and no reference: it is printed."""

    number: int
    event: str
    state: Delivery.State
    words: str


def remind(at: datetime) -> None:
    """Put down for each school that is told by webhook that its return of the month is due, from so
    many days before the last, once, while none is sent."""
    day = localdate(at)
    month = day.replace(day=1)
    if (due_on(month) - day).days > limit("return_due_told_before", day):
        return
    for webhook in Webhook.objects.filter(ended_at=None).select_related("account"):
        for urn in {urn for held in webhook.account.roles_held.all() for urn in held.urns}:
            if newest(MonthlyReturn, urn, month) is None:
                about = {"month": f"{month:%Y-%m}"}
                announce(Event.RETURN_DUE, about, urn=urn, once=f"{urn} {month:%Y-%m}", at=at)


def tell_all(connect: Connect, now: Callable[[], datetime]) -> Iterator[Outcome]:
    """Tell what waits and whose time has come, the oldest first."""
    while delivery := claimed(now()):
        yield tell(delivery, connect, now)


@transaction.atomic
def claimed(at: datetime) -> Delivery | None:
    """The next thing to tell, for this one to tell; null where there is none."""
    free = Delivery.objects.select_for_update(skip_locked=True, of=("self",))
    waiting = free.filter(state=Delivery.State.WAITING, next_at__lte=at).order_by("next_at", "pk")
    delivery = waiting.select_related("webhook").first()
    if delivery is not None:
        delivery.next_at = at + CLAIMED_FOR
        delivery.save(update_fields=["next_at"])
    return delivery


def tell(delivery: Delivery, connect: Connect, now: Callable[[], datetime]) -> Outcome:
    """Try once, and keep what came of it."""
    at, webhook = now(), delivery.webhook
    status, words = None, "Nothing is told at this address any more"
    if webhook.ended_at is None:
        status, words = answered(delivery, connect, at)
    number = delivery.tries.count() + 1
    if status is not None and status in TAKES:
        delivery.state = Delivery.State.TOLD
    elif webhook.ended_at is not None or number > len(PAUSES):
        delivery.state = Delivery.State.GIVEN_UP
    else:
        delivery.next_at = now() + PAUSES[number - 1]
    with transaction.atomic():
        Try.objects.create(delivery=delivery, number=number, status=status, words=words, at=at)
        delivery.save(update_fields=["state", "next_at"])
    return Outcome(delivery.pk, delivery.event, Delivery.State(delivery.state), words)


def answered(delivery: Delivery, connect: Connect, at: datetime) -> tuple[int | None, str]:
    """The status of the answer, null where none came, and words for it. No redirect is followed."""
    address, body = delivery.webhook.address, body_of(delivery)
    try:
        headers = headers_of(delivery, body, at)
        status = in_time(lambda: posted(connect, address, body, headers))
    except (OSError, HTTPException, ValueError, NotAllowed, InvalidToken) as problem:
        return None, f"No answer came: {said(problem)}"[:200]
    return status, f"The answer was {status}"


def posted(connect: Connect, address: str, body: bytes, headers: dict[str, str]) -> int:
    parts = urlsplit(address)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = connect(address)
    try:
        connection.request("POST", path, body, headers)
        return connection.getresponse().status
    finally:
        connection.close()


def in_time(do: Callable[[], int]) -> int:
    """What it gives. Raises what it raises, and TimeoutError where it takes too long in all: who
    answers a letter at a time shall not keep the others waiting. The thread is then left behind."""
    found: Future[int] = Future()

    def settle() -> None:
        try:
            found.set_result(do())
        except Exception as problem:
            found.set_exception(problem)

    Thread(target=settle, daemon=True).start()
    return found.result(ANSWERS_WITHIN)


def said(problem: Exception) -> str:
    if isinstance(problem, InvalidToken):
        return "the secret cannot be read any more. Make another"
    return str(problem) if isinstance(problem, NotAllowed) else type(problem).__name__


def body_of(delivery: Delivery) -> bytes:
    about = {"type": delivery.event, "timestamp": delivery.at.isoformat(), "data": delivery.about}
    return json.dumps(about, separators=(",", ":")).encode()


def headers_of(delivery: Delivery, body: bytes, at: datetime) -> dict[str, str]:
    webhook, seconds = delivery.webhook, int(at.timestamp())
    kept = [webhook.secret]
    if webhook.secret_before and webhook.before_until and at < webhook.before_until:
        kept.append(webhook.secret_before)
    signed = [signature(deciphered(each), delivery.ident, seconds, body) for each in kept]
    return {
        "Content-Type": "application/json",
        "User-Agent": "onroll",
        "webhook-id": delivery.ident,
        "webhook-timestamp": str(seconds),
        "webhook-signature": " ".join(signed),
    }
