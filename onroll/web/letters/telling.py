"""What a letter that was served tells the case: the law's days run from the day of service."""

from __future__ import annotations

from datetime import date, datetime

from onroll.record.casework.events import Kind
from onroll.web.access.models import User
from onroll.web.cases.actions import add
from onroll.web.cases.models import Case, CaseEvent
from onroll.web.letters.models import Letter, State
from onroll.web.letters.templates import catalogue


def tell_of_service(letter: Letter, day: date, at: datetime, by: User) -> CaseEvent | None:
    """Tell the case that is open about a child of a letter served by a day, once.

    Null where the letter tells no step, has not gone out, is served later, or no case is open.
    """
    known = catalogue().get(letter.template)
    if known is None or not known.step or letter.state != State.SENT:
        return None
    served = letter.fields.get(known.step_on)
    case = Case.objects.open().of(letter.child).first()
    if not served or date.fromisoformat(served) > day or case is None:
        return None
    told = {"step": known.step, "words": f"{letter.title}, letter {letter.pk}"}
    return add(
        case,
        Kind.STEPPED,
        told,
        on=date.fromisoformat(served),
        by=by,
        at=at,
        token=f"letter {letter.pk}",
    )


def tell_of_every_service(day: date, at: datetime) -> int:
    """Tell each case of the letters served by a day that it was not told of; how many they were."""
    telling = [key for key, template in catalogue().items() if template.step]
    sent = Letter.objects.filter(state=State.SENT, template__in=telling).order_by("pk")
    tokens = {f"letter {letter.pk}": letter for letter in sent.select_related("made_by")}
    told = CaseEvent.objects.filter(token__in=tokens).values_list("token", flat=True)
    for token in told:
        del tokens[token]
    found = [tell_of_service(letter, day, at, letter.made_by) for letter in tokens.values()]
    return len([event for event in found if event is not None])
