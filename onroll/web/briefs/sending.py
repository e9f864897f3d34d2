"""Sending each colleague how things stand, at most once a day or a week.

A row for the person and the day is committed before GOV.UK Notify is called, and the database holds
no second. Whoever runs the command twice, or on two machines, sends one. One that was certainly not
taken is tried again the next time; one of which nobody knows is not, for it would be a second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.timezone import localdate

from onroll.web.access.acting import as_person
from onroll.web.access.models import Role, User
from onroll.web.access.policy import see_now
from onroll.web.access.roles import has_role
from onroll.web.briefs.models import Brief, Kind
from onroll.web.briefs.wording import Wording, of_questions, of_today, of_week
from onroll.web.letters.models import State
from onroll.web.letters.posting import Carrier, NotAnswered, Parcel, Refused
from onroll.web.library.models import Run
from onroll.web.questions.who_answers import put_to

FOR: Final = {
    Kind.TODAY: (Role.PATHWAY_MANAGER,),
    Kind.WEEK: (Role.DIRECTOR,),
    Kind.QUESTIONS: (
        Role.SCHOOL_USER,
        Role.PROVIDER,
        Role.HEALTH_PRACTITIONER,
        Role.YOUTH_JUSTICE_WORKER,
    ),
}
"""Whose each message is: who decides on what comes in, the named accountable person, and those who
are asked outside the authority."""

SAYS: Final[dict[Kind, Callable[[Any, Run], Wording]]] = {
    Kind.TODAY: of_today,
    Kind.WEEK: of_week,
    Kind.QUESTIONS: of_questions,
}


@dataclass(frozen=True)
class Outcome:
    """What became of one message. `words` say why, where it was not sent now."""

    email: str
    state: State
    words: str = ""
    stop: bool = False


BEFORE: Final = "It was sent before"


def recipients(kind: Kind, at: datetime) -> list[User]:
    """The active people who hold the role at a moment, in the order of their accounts; of questions
    those whom one waits for."""
    people = list(User.objects.filter(is_active=True).order_by("pk"))
    see_now(people, at)
    held = [person for person in people if has_role(person, FOR[kind])]
    if kind is Kind.QUESTIONS:
        return [person for person in held if newest_asked(person, at)]
    return held


def newest_asked(person: User, at: datetime) -> date | None:
    """The day on which the newest question that waits for somebody was asked; null for none."""
    with as_person(person, at):
        newest = put_to(person).waiting().order_by("-asked_at").first()
        return localdate(newest.asked_at) if newest else None


def first_day(person: User, kind: Kind, at: datetime) -> date:
    """The day that a message is for; of a week its Monday, and of questions the day on which the
    newest was asked: so nobody is told of the same ones twice."""
    day = localdate(at)
    if kind is Kind.QUESTIONS:
        return newest_asked(person, at) or day
    return day - timedelta(days=day.weekday()) if kind is Kind.WEEK else day


def said_to(person: User, kind: Kind, run: Run, at: datetime) -> Wording:
    """What a message says, counted by that person's own rights."""
    with as_person(person, at):
        return SAYS[kind](person, run)


def send_all(kind: Kind, run: Run, to: Carrier, at: datetime) -> Iterator[Outcome]:
    """Send what was not sent yet, one after another; stops where the next would fare no better."""
    for person in recipients(kind, at):
        outcome = send_one(person, kind, run, to, at)
        yield outcome
        if outcome.stop:
            return


def send_one(person: User, kind: Kind, run: Run, to: Carrier, at: datetime) -> Outcome:
    wording = said_to(person, kind, run, at)
    brief = taken(person, kind, at)
    if brief is None:
        held = Brief.objects.get(to=person, kind=kind, of=first_day(person, kind, at))
        return Outcome(person.email, State(held.state), BEFORE)
    parcel = Parcel(str(brief.reference), "email", person.email, wording.subject, wording.body)
    try:
        provider_id = to.carry(parcel)
    except Refused as refused:
        return kept(brief, State.FAILED, str(refused), stop=refused.stop)
    except NotAnswered as unknown:
        return kept(brief, State.NOT_KNOWN, str(unknown))
    return kept(brief, State.SENT, to.note, provider_id=provider_id)


@transaction.atomic
def taken(person: User, kind: Kind, at: datetime) -> Brief | None:
    """The message for this one sender to send; null where it was sent, or may have been."""
    brief, new = Brief.objects.get_or_create(
        to=person, kind=kind, of=first_day(person, kind, at), defaults={"at": at}
    )
    again = Brief.objects.filter(pk=brief.pk, state=State.FAILED)
    if not new and not again.update(state=State.SENDING, at=at, words=""):
        return None
    return brief


def kept(
    brief: Brief, state: State, words: str, *, stop: bool = False, provider_id: str = ""
) -> Outcome:
    brief.state, brief.words, brief.provider_id = state, words, provider_id
    brief.save(update_fields=["state", "words", "provider_id"])
    return Outcome(brief.to.email, state, words, stop)
