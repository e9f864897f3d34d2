"""What people do with a letter: begin, change, make ready, post, cancel, settle what is not known.

Every action is one transaction with its event, and raises ValidationError or `Moved` in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from onroll.web.access.models import User
from onroll.web.cases.models import Case
from onroll.web.cases.record_of_case import record_known_by
from onroll.web.cases.telling import recalculate
from onroll.web.children.models import Child
from onroll.web.letters.checks import DIED_WORDS, has_died, why_not, wrong_in
from onroll.web.letters.here import letterhead, version_of
from onroll.web.letters.models import Channel, Letter, LetterEvent, State
from onroll.web.letters.moving import Moved, move
from onroll.web.letters.telling import tell_of_service
from onroll.web.letters.templates import LetterTemplate
from onroll.web.letters.wording import About, Wording, worded
from onroll.web.shields.restricting import restricted_children

CHANGED = "A colleague changed this letter after you opened it. Your words are below. Compare them"


@dataclass(frozen=True)
class Verified:
    """To whom a letter goes, and who checked when and how that it reaches them now."""

    channel: Channel
    to: str
    email: str
    on: date
    how: str


@transaction.atomic
def begin(
    *,
    child: Child,
    template: LetterTemplate,
    filled: Mapping[str, str],
    by: User,
    at: datetime,
) -> Letter:
    """A draft from the words that hold today, of the case that is open about the child, if any."""
    if has_died(child.pk, localdate(at)):
        raise ValidationError(DIED_WORDS)
    letter = Letter.objects.create(
        child=child.pk, record_id=record_known_by(child.pk),
        case_number=Case.objects.open().of(child.pk).values_list("pk", flat=True).first(),
        template=template.key,
        version=template.on(localdate(at)).key, fields=dict(filled), made_by=by, made_at=at,
    )  # fmt: skip
    LetterEvent.objects.create(letter=letter, state=State.DRAFT, on=localdate(at), at=at, by=by)
    return letter


def change(*, letter: Letter, filled: Mapping[str, str], seen: int) -> Letter:
    """Put other words in a draft. Raises `Moved` where somebody changed it since `seen`."""
    same = Letter.objects.filter(pk=letter.pk, state=State.DRAFT, edition=seen)
    if not same.update(fields=dict(filled), edition=F("edition") + 1):
        raise Moved(CHANGED)
    letter.refresh_from_db()
    return letter


def wording_of(letter: Letter, child: Child, signer: User, day: date) -> Wording:
    """The letter in words: as it was when it was made ready, or as it would be on a day, signed by
    whoever makes it ready."""
    if letter.words is not None:
        return Wording.from_json(letter.words)
    about = About(
        child.full_name, child.forename, child.date_of_birth, child.pk,
        tuple(line.strip() for line in letter.to.splitlines() if line.strip()),
        tuple(line for line in (signer.full_name, signer.role) if line),
    )  # fmt: skip
    return worded(version_of(letter), letter.fields, about, letterhead(), day)


@transaction.atomic
def make_ready(
    *, letter: Letter, child: Child, verified: Verified, by: User, at: datetime
) -> Letter:
    """Fix the words of a letter and say to whom it goes: from now on it may be sent.

    Raises ValidationError where the address was not checked, or the letter may not go out today.
    """
    day = localdate(at)
    if verified.channel not in letter.of.channels:
        raise ValidationError(f"This letter does not go this way: {verified.channel.label.lower()}")
    if verified.on > day:
        raise ValidationError("The day of the check must be today or in the past")
    if not verified.how.strip():
        raise ValidationError("Enter how somebody checked that the address is theirs now")
    letter.to, letter.channel = verified.to, verified.channel
    letter.was_restricted = child.pk in restricted_children()
    if reason := why_not(letter, day):
        raise ValidationError(reason)
    fixed = wording_of(letter, child, by, day).as_json()
    told = {
        "words": fixed, "channel": verified.channel, "to": verified.to, "email": verified.email,
        "verified_by": by, "verified_on": verified.on, "verified_how": verified.how.strip(),
        "was_restricted": letter.was_restricted,
    }  # fmt: skip
    return move(letter, State.READY, by=by, at=at, told=told)


@transaction.atomic
def post_by_hand(*, letter: Letter, on: date, words: str, by: User, at: datetime) -> Letter:
    """Say that a letter which we printed was posted or handed over on a day."""
    if letter.is_sent_by_machine:
        raise ValidationError("GOV.UK Notify sends this letter, so it is not posted by hand")
    made = letter.events.get(state=State.READY).on
    if not made <= on <= localdate(at):
        raise ValidationError("The day must be from the day it was made ready up to today")
    if wrong := wrong_in(version_of(letter), letter.fields, on):
        raise ValidationError(
            f"{next(iter(wrong.values()))}, for a letter posted that day. Cancel it, and write "
            "another with the right days"
        )
    sent = move(letter, State.SENT, by=by, at=at, on=on, words=words)
    if tell_of_service(sent, localdate(at), at, by):
        recalculate(sent.child)
    return sent


def cancel(*, letter: Letter, why: str, by: User, at: datetime) -> Letter:
    """Take back a letter that has not left."""
    return move(letter, State.CANCELLED, by=by, at=at, words=why)


def settle(*, letter: Letter, was_sent: bool, why: str, by: User, at: datetime) -> Letter:
    """Say of a letter of which nobody knows whether it was sent that it was, or that it was not."""
    if letter.state != State.NOT_KNOWN:
        raise Moved(f"This letter is {State(letter.state).label.lower()} already")
    return move(letter, State.SENT if was_sent else State.FAILED, by=by, at=at, words=why)
