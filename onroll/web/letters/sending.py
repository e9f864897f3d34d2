"""The outbox: letters that are ready are handed to the carrier, each at most once.

"Being sent" is committed before the call, and the answer after it. A sender that is gone in between
leaves a letter of which nobody knows whether it was sent: the next one says so, and a person
decides. No machine ever hands a letter over twice: the database keeps one event "being sent" of
each letter, and a lock of each letter's own is held from before that event to after the answer.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection, transaction
from django.utils.timezone import localdate

from onroll.record.failpoints import failpoint
from onroll.record.home import Home
from onroll.web.letters.authority_letters import AuthorityLetters
from onroll.web.letters.checks import why_not
from onroll.web.letters.models import SENT_BY_MACHINE, Channel, Letter, State
from onroll.web.letters.moving import Moved, move
from onroll.web.letters.notify import Notify
from onroll.web.letters.pdf import NotMade, pdf
from onroll.web.letters.posting import Carrier, NotAnswered, Parcel, Refused
from onroll.web.letters.stand_in import StandIn
from onroll.web.letters.templates import BadTemplate
from onroll.web.letters.wording import Wording

KEY: Final = "ONROLL_NOTIFY_KEY"
LOCK: Final = 7_062_050
"""Any number of ours; with a letter's own it makes the lock of that letter."""
LEFT: Final = "The sender stopped before it kept the answer"


@dataclass(frozen=True)
class Outcome:
    """What became of one letter. `words` say why, where it is not sent."""

    letter: int
    state: State
    words: str = ""
    stop: bool = False


def carrier(
    home: Home, letters: AuthorityLetters, *, times_out: tuple[int, int] = (10, 60)
) -> Carrier:
    """Whoever carries this authority's letters, given so many seconds to connect and to answer.
    Raises ValueError in words where nobody does."""
    account = letters.notify
    if account.stand_in:
        return StandIn(home.path)
    key = os.environ.get(KEY, "")
    if not key or not account.email_template:
        missing = KEY if not key else "email_template in [notify] of letters.toml"
        raise ValueError(
            f"nothing can be sent: {missing} is not set. Set it, or write stand_in = true in "
            "[notify] of letters.toml to record what would go without sending it."
        )
    return Notify(key, account.email_template, account.base_url, times_out=times_out)


def waiting() -> list[int]:
    """The numbers of the letters that are ready for the machine, the oldest first."""
    found = Letter.objects.filter(state=State.READY, channel__in=SENT_BY_MACHINE)
    return list(found.order_by("pk").values_list("pk", flat=True))


def rehearsed(now: Callable[[], datetime]) -> list[Outcome]:
    """What `send_all` would do with each letter, where the carrier takes them all; nothing is
    changed and nobody is asked."""
    found = []
    for letter in Letter.objects.filter(pk__in=waiting()).order_by("pk"):
        reason = why_not(letter, localdate(now()))
        found.append(Outcome(letter.pk, State.FAILED if reason else State.SENT, reason))
    return found


def left_behind(now: Callable[[], datetime]) -> list[Outcome]:
    """Say of each letter whose sender is gone that nobody knows whether it was sent."""
    found = []
    for letter in Letter.objects.filter(state=State.SENDING).order_by("pk"):
        with holding(letter.pk) as held:
            letter.refresh_from_db()
            if held and letter.state == State.SENDING:
                move(letter, State.NOT_KNOWN, by=None, at=now(), words=LEFT)
                found.append(Outcome(letter.pk, State.NOT_KNOWN, LEFT))
    return found


def send_all(
    to: Carrier, letters: AuthorityLetters, now: Callable[[], datetime]
) -> Iterator[Outcome]:
    """Send what is ready, one after another; stops where the next would fare no better."""
    for number in waiting():
        with holding(number) as held:
            outcome = send_one(number, to, letters, now) if held else None
        if outcome is not None:
            yield outcome
            if outcome.stop:
                return


def send_one(
    number: int, to: Carrier, letters: AuthorityLetters, now: Callable[[], datetime]
) -> Outcome | None:
    """Send one letter; null where another sender has it, or it is not ready any more."""
    with transaction.atomic():
        free = Letter.objects.select_for_update(skip_locked=True)
        letter = free.filter(pk=number, state=State.READY).first()
        if letter is None:
            return None
        try:
            reason = why_not(letter, localdate(now()))
            parcel = None if reason else parcel_of(letter, letters)
        except (NotMade, BadTemplate, OSError) as fault:
            reason, parcel = f"The letter could not be made: {fault}", None
        if parcel is None:
            move(letter, State.FAILED, by=None, at=now(), words=reason)
            return Outcome(number, State.FAILED, reason)
        move(letter, State.SENDING, by=None, at=now())
        failpoint("letter.claimed")
    failpoint("letter.committed")
    try:
        provider_id = to.carry(parcel)
    except Refused as refused:
        return settled(letter, State.FAILED, str(refused), now, stop=refused.stop)
    except NotAnswered as unknown:
        return settled(letter, State.NOT_KNOWN, str(unknown), now)
    failpoint("letter.answered")
    return settled(letter, State.SENT, to.note, now, provider_id=provider_id)


def settled(
    letter: Letter, state: State, words: str, now: Callable[[], datetime],
    *, stop: bool = False, provider_id: str = "",
) -> Outcome:  # fmt: skip
    """Keep the answer. Where somebody has taken this sender for gone, what they said stands."""
    try:
        with transaction.atomic():
            move(letter, state, by=None, at=now(), words=words, told={"provider_id": provider_id})
            failpoint("letter.kept")
    except Moved as reason:
        return Outcome(letter.pk, State.NOT_KNOWN, str(reason), stop)
    failpoint("letter.done")
    return Outcome(letter.pk, state, words, stop)


def parcel_of(letter: Letter, letters: AuthorityLetters) -> Parcel:
    wording = Wording.from_json(letter.words or {})
    key = str(letter.notify_reference)
    if letter.channel == Channel.EMAIL:
        return Parcel(key, "email", letter.email, wording.subject, wording.plain)
    return Parcel(key, "letter", content=pdf(wording, letters.letterhead))


@contextmanager
def holding(number: int) -> Iterator[bool]:
    """Whether this process holds the letter's lock, which ends with the process at the latest."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s, %s)", [LOCK, number])
        held = bool(cursor.fetchone()[0])
    try:
        yield held
    finally:
        if held:
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_unlock(%s, %s)", [LOCK, number])
