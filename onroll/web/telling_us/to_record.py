"""What forms tell the record: a feed, with what was sent for a school or was taken in by somebody.

Whoever came through the door for one child may be anybody. What they say counts once somebody in
the authority has put it into a case or taken it as a referral, and until then nowhere.
"""

from __future__ import annotations

import logging
from datetime import datetime

from django.db.models import Q

from onroll.record.feeds.loads import Load
from onroll.record.forms import sent as feed
from onroll.record.people.decisions import Contradicts, Verdict, decide
from onroll.web.access.acting import as_publisher
from onroll.web.access.models import User
from onroll.web.config.home import home
from onroll.web.telling_us.models import DealtWith, SentForm

TAKEN_IN = (DealtWith.What.CASE, DealtWith.What.REFERRAL)

logger = logging.getLogger(__name__)


def counted() -> list[feed.Sent]:
    """The forms that tell the record something, in the order they were sent."""
    of_a_school = ~Q(urn="") & Q(user__isnull=False)
    held = SentForm.objects.filter(of_a_school | Q(dealt_with__what__in=TAKEN_IN)).distinct()
    return [
        feed.Sent(
            ref=each.ref,
            form=each.form,
            answers=each.told,
            urn=each.urn,
            by=each.user.email if each.user else each.email,
            at=each.at,
            token=each.token,
        )
        for each in held.select_related("user").order_by("at", "pk")
    ]


def hand_over(*, at: datetime, by: str) -> Load | None:
    """Land the feed of all that counts; null where nothing does. The same again lands nothing.

    Raises `feeds.FileRefused` or OSError where it cannot be landed; the next one holds it all.
    """
    with as_publisher():
        held = counted()
    return feed.hand_over(home(), held, at=at, by=by) if held else None


def tie(form: SentForm, record_id: str, *, at: datetime, by: User) -> None:
    """Keep that what a form tells is of the child of a record, as somebody said who took it in."""
    ours = f"{feed.FEED}:{form.ref}"
    why = f"Said when the form {form.ref} was taken in: the same child"
    try:
        decide(home(), Verdict.SAME, [ours], [record_id], at=at, by=by.email, why=why)
    except Contradicts:
        logger.warning("What form %s tells is tied to no record: decided otherwise", form.pk)
