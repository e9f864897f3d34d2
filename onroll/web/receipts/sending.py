"""Emailing a receipt, after what it is of is kept for good; once, however often that was sent.

A row is committed before GOV.UK Notify is called, and the database holds no second. Whatever then
fails is kept with the row and in the log, and fails nothing: the receipt on the page stands.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from onroll.web.access.acting import as_publisher
from onroll.web.access.models import User
from onroll.web.config.authority import authority
from onroll.web.config.home import home
from onroll.web.config.words import day
from onroll.web.letters.here import letters_here
from onroll.web.letters.models import State
from onroll.web.letters.posting import Carrier, NotAnswered, Parcel, Refused
from onroll.web.letters.sending import carrier
from onroll.web.receipts.models import EmailedReceipt

logger = logging.getLogger(__name__)

WAITED_FOR: Final = (2, 5)
"""Seconds to connect and to answer: whoever sent the form waits for its page meanwhile."""


@dataclass(frozen=True)
class Told:
    """What a receipt is of: its reference, the name of what was sent, to whom it goes and when.

    `again` is where it can be seen once more.
    """

    ref: str
    what: str
    to: str
    at: datetime
    again: str = "under Tell us, Sent"


def email_receipt(told: Told, user: User | None) -> None:
    """Send the receipt once what was told is kept for good. A program has one in its answer."""
    if told.to and not (user and user.is_program):
        transaction.on_commit(partial(send, told), robust=True)


def send(told: Told) -> None:
    """Send it now, where it was not sent and a carrier is there."""
    try:
        by = carrier(home(), letters_here(), times_out=WAITED_FOR)
    except (ValueError, OSError):
        return  # a home without Notify: the receipt on the page is all
    with as_publisher():
        receipt, new = EmailedReceipt.objects.get_or_create(
            ref=told.ref, defaults={"to": told.to, "at": told.at}
        )
    if new:
        kept(receipt, *carried(by, parcel_of(receipt, told)))


def parcel_of(receipt: EmailedReceipt, told: Told) -> Parcel:
    words = (
        f"{authority().name} received “{told.what}” from you on {day(localdate(told.at))}.\n\n"
        f"Your reference is {told.ref}. You can see what you sent {told.again}.\n\n"
        "This message names nobody. If you sent nothing, tell us."
    )
    subject = f"Received: {told.what}, {told.ref}"
    return Parcel(f"receipt-{receipt.reference}", "email", told.to, subject, words)


def carried(by: Carrier, parcel: Parcel) -> tuple[State, str, str]:
    """What became of it, why it was not sent, and what the carrier calls it."""
    try:
        return State.SENT, by.note, by.carry(parcel)
    except Refused as refused:
        return State.FAILED, str(refused), ""
    except (NotAnswered, OSError) as unknown:
        return State.NOT_KNOWN, str(unknown), ""


def kept(receipt: EmailedReceipt, state: State, words: str, provider_id: str) -> None:
    receipt.state, receipt.words, receipt.provider_id = state, words, provider_id
    with as_publisher():
        receipt.save(update_fields=["state", "words", "provider_id"])
    if state != State.SENT:
        logger.warning("The receipt of %s was not sent: %s", receipt.ref, state)
