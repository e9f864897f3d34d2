"""What was asked about a child, for the page of the child."""

from __future__ import annotations

from datetime import date
from typing import Any

from onroll.web.questions.asking import with_last_of
from onroll.web.questions.shown import Listed, listed
from onroll.web.questions.who_answers import seen


def asked_about(child: str, user: Any, day: date) -> dict[str, Listed]:
    """The newest question about a child that this person sees, by what contradicts."""
    theirs = seen(user).values("pk")
    held = with_last_of([child]).filter(pk__in=theirs)
    return {each.question.contradiction: each for each in listed(held, day)}


def asked_of(children: list[str], user: Any, day: date) -> dict[tuple[str, str], Listed]:
    """The same of some children, by child and what contradicts."""
    held = with_last_of(children).filter(pk__in=seen(user).values("pk"))
    return {(each.question.child, each.question.contradiction): each for each in listed(held, day)}
