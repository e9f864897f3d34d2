"""Where an organisation is told: set, given another secret, ended."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from onroll.web.access.models import User
from onroll.web.api.addresses import parts_of
from onroll.web.api.models import Webhook
from onroll.web.api.signing import enciphered, new_secret

BOTH_FOR: Final = timedelta(days=1)
"""So long what is told is signed with the secret before, too."""


def standing(account: User) -> Webhook | None:
    """Where a program is told now; null: nowhere."""
    return Webhook.objects.filter(account=account, ended_at=None).first()


@transaction.atomic
def tell_at(account: User, address: str, by: User, at: datetime) -> str:
    """The secret of a new webhook, to be shown this once. An earlier one ends. Raises
    `NotAllowed`."""
    parts_of(address)
    end(account, at)
    secret = new_secret()
    Webhook.objects.create(
        account=account, address=address, secret=enciphered(secret), made_by=by, made_at=at
    )
    return secret


def another_secret(webhook: Webhook, at: datetime) -> str:
    """A new secret, to be shown this once; the one before is signed with for a day more."""
    secret = new_secret()
    webhook.secret_before, webhook.before_until = webhook.secret, at + BOTH_FOR
    webhook.secret = enciphered(secret)
    webhook.save(update_fields=["secret", "secret_before", "before_until"])
    return secret


def end(account: User, at: datetime) -> None:
    """Nothing more is told, also not what waits."""
    Webhook.objects.filter(account=account, ended_at=None).update(ended_at=at)
