"""What organisations are told by webhook that happened: put down in the transaction of the thing.

What is told names no child: a reference, a month or a number, with which the program then asks.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from django.db.models import Q
from django.utils.timezone import localdate

from onroll.web.access.acting import as_publisher
from onroll.web.access.models import RoleHeld, User
from onroll.web.api.models import Delivery, Webhook
from onroll.web.config.authority import authority


class Event(StrEnum):
    """What an organisation is told of."""

    FORM_RECEIVED = "form.received"
    RETURN_RECEIVED = "return.received"
    RETURN_DUE = "return.due"
    QUESTION_ASKED = "question.asked"


def announce(
    event: Event,
    about: Mapping[str, str | int],
    *,
    urn: str,
    once: str,
    at: datetime,
    user: User | None = None,
) -> None:
    """Put down that something is to be told to the organisation of a URN, or else of a program.

    The same under `once` is told once. As the publisher: whoever it happens to may not read where
    an organisation is told.
    """
    with as_publisher():
        for webhook in Webhook.objects.filter(ended_at=None, account__in=told(urn, user, at)):
            Delivery.objects.get_or_create(
                webhook=webhook, once=f"{event} {once}",
                defaults={
                    "event": event, "about": dict(about), "ident": f"msg_{secrets.token_hex(12)}",
                    "at": at, "next_at": at,
                },
            )  # fmt: skip


def told(urn: str, user: User | None, at: datetime) -> list[int]:
    """The programs, by number, that are of a URN on the day; with none, the one that did it."""
    if not urn:
        return [user.pk] if user else []
    day = localdate(at)
    held = RoleHeld.objects.filter(
        Q(ends_before__isnull=True) | Q(ends_before__gt=day), starts_on__lte=day,
        la_code=authority().la_code, urns__contains=[urn],
        user__is_program=True, user__is_active=True,
    )  # fmt: skip
    return list(held.values_list("user", flat=True))
