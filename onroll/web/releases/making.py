"""Making the drafts that were asked for, one after the other, as whoever asked; and before each,
releasing what is approved (`releasing`).

What a report counts is read first, while no run is published; then it goes through the gate, while
nobody releases anything. What happened is kept at each step, so whoever asked can see it, and what
was begun by a process that is gone is begun again.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from functools import partial
from typing import Final

from django.db import connection
from django.utils.timezone import now

from onroll.figures.releasing.gate import Refused
from onroll.figures.reports.catalogue import REPORTS
from onroll.web.access.acting import as_person, as_publisher
from onroll.web.access.roles import may_draft_releases
from onroll.web.library.current import hold_still
from onroll.web.library.models import Run
from onroll.web.library.trying import RunNotHere
from onroll.web.releases.asking import waiting
from onroll.web.releases.drafting import NOT_HERE, keep_draft, report_of
from onroll.web.releases.models import DraftAsked, DraftEvent, Release
from onroll.web.releases.releasing import approved, release_or_hold_back
from onroll.web.releases.starting import MAKING, MOST_BEGUN

Kind = DraftEvent.Kind

NO_MORE: Final = "Whoever asked for it may not draft reports any more. Ask for it yourself."
GIVEN_UP: Final = (
    f"It was begun {MOST_BEGUN} times, and each time the process that made it was stopped. Ask for "
    "it again. If it happens again, tell whoever looks after this service: the machine may have "
    "too little memory."
)

logger = logging.getLogger(__name__)


class MayNotDraft(Exception):
    """Whoever asked may draft no more."""


def make_what_waits() -> None:
    """Release what is approved, and make each draft that is asked for, until nothing waits.

    Does nothing where another process is at work. That one looks again after it let go of its lock,
    so nothing is left behind that was asked for in its last moment.
    """
    while next_one() is not None:
        if not asked_database("select pg_try_advisory_lock(%s)"):
            return
        try:
            while (what := next_one()) is not None:
                what()
        finally:
            asked_database("select pg_advisory_unlock(%s)")


def asked_database(question: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(question, [MAKING])
        return bool((cursor.fetchone() or [False])[0])


def next_one() -> Callable[[], None] | None:
    """What is to be done next: somebody waits longer for what is approved than for a draft."""
    with as_publisher():
        if release := approved().first():
            return partial(release_or_hold_back, release)
        if asked := waiting().select_related("by").first():
            return partial(make, asked)
    return None


def make(asked: DraftAsked) -> None:
    """Make one draft, and keep what came of it, whatever that is."""
    with as_publisher():
        begun = asked.events.filter(kind=Kind.COUNTING).count()
    if begun >= MOST_BEGUN:
        logger.error("Draft %s was begun %s times and came to no end", asked.pk, begun)
        happens(asked, Kind.FAILED, GIVEN_UP)
        return
    try:
        count_and_protect(asked)
    except Refused as problem:
        happens(asked, Kind.REFUSED, str(problem))
    except RunNotHere:
        happens(asked, Kind.REFUSED, NOT_HERE)
    except MayNotDraft:
        happens(asked, Kind.REFUSED, NO_MORE)
    except Exception:
        reference = secrets.token_hex(4)
        logger.exception("Draft %s could not be made: reference %s", asked.pk, reference)
        happens(asked, Kind.FAILED, words_of_failure(reference))


def count_and_protect(asked: DraftAsked) -> None:
    """Raises Refused, RunNotHere and MayNotDraft."""
    # What is released from now on is reckoned with once more before this is released.
    at = happens(asked, Kind.COUNTING).at
    kind = REPORTS[asked.report]
    with as_person(asked.by, at):
        if not may_draft_releases(asked.by):
            raise MayNotDraft(asked.pk)
        hold_still()
        run = Run.objects.current()
        if run is None:
            raise RunNotHere(asked.pk)
        report = report_of(run, kind, asked.day)
    happens(asked, Kind.PROTECTING)
    with as_person(asked.by, at):
        made = keep_draft(kind, asked.day, report, asked.by)
        happens(asked, Kind.DRAFTED, release=made)


def happens(
    asked: DraftAsked, kind: DraftEvent.Kind, words: str = "", release: Release | None = None
) -> DraftEvent:
    with as_publisher():
        return asked.events.create(kind=kind, words=words, release=release, at=now())


def words_of_failure(reference: str) -> str:
    return (
        "The draft could not be made. Nothing was changed. Ask for it again. If it happens again, "
        f"tell whoever looks after this service the reference {reference}: the log has it."
    )
