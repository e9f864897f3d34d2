"""Releasing what a second person approved, once it was checked beside everything released since.

It is done by the process that makes drafts, in the name of whoever approved. What is sent back or
withdrawn while it is checked is not released.
"""

from __future__ import annotations

import logging
import secrets
from typing import Final

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.timezone import localdate, now

from onroll.figures.releasing.gate import Refused, through_the_gate
from onroll.figures.releasing.stages import Kind, Stage
from onroll.web.access.acting import as_person, as_publisher
from onroll.web.access.models import User
from onroll.web.access.roles import may_release
from onroll.web.releases.drafting import ONE_AT_A_TIME, released_so_far, wait_for_ones_turn
from onroll.web.releases.files import make_files, words_of
from onroll.web.releases.models import Release, ReleaseEvent
from onroll.web.releases.starting import MOST_BEGUN

NO_LONGER_SAFE: Final = (
    "What was released since this was drafted, together with this, would give a small number away. "
    "Send it back, and draft it again."
)
NO_MORE: Final = (
    "Whoever approved it may not release reports any more. Somebody else who may has to approve it."
)
GIVEN_UP: Final = (
    f"The check was begun {MOST_BEGUN} times, and each time the process that made it was stopped. "
    "Approve it again. If it happens again, tell whoever looks after this service: the machine may "
    "have too little memory."
)

logger = logging.getLogger(__name__)


def hold(release: int) -> None:
    """Until this transaction ends, nothing else happens to this release."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [ONE_AT_A_TIME, release])


def approved() -> QuerySet[Release]:
    """What is approved and neither released nor held back yet, the oldest draft first."""
    last = ReleaseEvent.objects.filter(release=OuterRef("pk")).order_by("-pk").values("kind")[:1]
    held = Release.objects.annotate(last=Subquery(last))
    return held.filter(last__in=(Kind.APPROVED, Kind.CHECKING)).order_by("pk")


def release_or_hold_back(found: Release) -> None:
    """Release what is approved; or hold it back, and say why and what to do."""
    with as_publisher():
        events = list(found.events.select_related("by"))
    approval = [each for each in events if each.kind == Kind.APPROVED][-1]
    begun = sum(each.kind == Kind.CHECKING and each.pk > approval.pk for each in events)
    if begun >= MOST_BEGUN:
        logger.error("The check of release %s was begun %s times and not ended", found.pk, begun)
        happens(found, Kind.HELD_BACK, approval.by, GIVEN_UP)
        return
    try:
        check_and_release(found, approval.by)
    except Exception:
        reference = secrets.token_hex(4)
        logger.exception("Release %s could not be checked: reference %s", found.pk, reference)
        happens(found, Kind.HELD_BACK, approval.by, words_of_failure(reference))


def check_and_release(found: Release, by: User) -> None:
    begun = happens(found, Kind.CHECKING, by)
    if begun is None:
        return
    with as_person(by, begun.at):
        if not may_release(by):
            happens(found, Kind.HELD_BACK, by, NO_MORE)
            return
        wait_for_ones_turn()
        if not is_still_safe(found):
            happens(found, Kind.HELD_BACK, by, NO_LONGER_SAFE)
            return
        released = happens(found, Kind.RELEASED, by)
        if released is not None:
            words = words_of(found.words, found, localdate(released.at), is_draft=False)
            make_files(found, found.counted.released.as_read(), words)


def is_still_safe(release: Release) -> bool:
    """Whether what the draft shows is safe beside what was released since it was made."""
    held = release.counted.released
    newer = Release.objects.filter(events__kind=Kind.RELEASED, events__at__gte=release.made_at)
    if not newer.exists():
        return True
    try:
        found = through_the_gate(
            release.name, held.report, released_so_far(),
            small=release.small, base=release.rounded_to,
        )  # fmt: skip
    except Refused:
        return False
    return found.hidden <= held.hidden


def happens(found: Release, kind: Kind, by: User, note: str = "") -> ReleaseEvent | None:
    """Write it down; null and nothing where it was sent back or withdrawn meanwhile.

    Only here is the release held, not while it is checked: whoever sends it back need not wait.
    """
    told = {"note": note} if note else {}
    with as_publisher():
        hold(found.pk)
        if Release.objects.get(pk=found.pk).stage is not Stage.APPROVED:
            return None
        return found.events.create(
            kind=kind, by=by, at=now(), told=told, token=secrets.token_urlsafe(16)
        )


def words_of_failure(reference: str) -> str:
    return (
        "It could not be checked. Nothing was changed. Approve it again. If it happens again, tell "
        f"whoever looks after this service the reference {reference}: the log has it."
    )
