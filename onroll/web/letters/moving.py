"""The one way in which a letter's state changes: from the state it is in, with an event of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from onroll.web.access.models import User
from onroll.web.letters.models import FOLLOWS, Letter, LetterEvent, State


class Moved(ValueError):
    """The letter is no longer in that state: somebody else, or the sender, was before. In words."""


@transaction.atomic
def move(
    letter: Letter,
    to: State,
    *,
    by: User | None,
    at: datetime,
    words: str = "",
    on: date | None = None,
    told: Mapping[str, Any] | None = None,
) -> Letter:
    """Move a letter to a state, write its event, and set what else is told of it.

    Raises `Moved`, with nothing changed, where it is in another state by now, and ValueError where
    no letter goes that way.
    """
    before = State(letter.state)
    if to not in FOLLOWS[before]:
        raise Moved(f"The letter is {before.label.lower()}, so it cannot be {to.label.lower()}")
    same = Letter.objects.filter(pk=letter.pk, state=before, edition=letter.edition)
    if not same.update(state=to, **(told or {})):
        now = Letter.objects.get(pk=letter.pk)
        raise Moved(
            f"The letter is {State(now.state).label.lower()} now: somebody was before you. "
            "Look at it again"
        )
    for name, value in {"state": to, **(told or {})}.items():
        setattr(letter, name, value)
    LetterEvent.objects.create(
        letter=letter, state=to, on=on or localdate(at), at=at, by=by, words=words
    )
    return letter
