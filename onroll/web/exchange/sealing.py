"""A message of ours as a file that the other authority alone can open."""

from __future__ import annotations

from datetime import datetime

from onroll.record.exchange.keys import BadKey, OwnKey, key_for, own_keys
from onroll.record.exchange.sealed_file import Package, seal
from onroll.web.config.home import home
from onroll.web.exchange.models import ExchangeMessage


def sealed(row: ExchangeMessage, at: datetime) -> bytes:
    """The file, sealed anew. Raises `BadKey` or `BadMessage` in words."""
    message = row.message
    to = key_for(home(), message.to, at.date())
    return seal(Package(message, row.told), by=our_key(), to=to, at=at)


def our_key() -> OwnKey:
    if found := own_keys(home()):
        return found[0]
    raise BadKey(
        "This authority has no key yet. Whoever looks after this service makes one with "
        "`onroll exchange keys make`."
    )
