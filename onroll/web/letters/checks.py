"""Whether a letter may go out on a day: what its words promise, and whom it is about.

The same rules are asked when it is filled in, made ready, posted and sent: between those days the
time that a notice gives runs out, and a child may die or come under protection.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from onroll.record.thresholds import threshold
from onroll.web.children.deaths import DIED
from onroll.web.children.models import Fact
from onroll.web.config.words import day as in_words
from onroll.web.letters.here import version_of
from onroll.web.letters.models import Letter
from onroll.web.letters.templates import Blank, Version
from onroll.web.shields.restricting import restricted_children

DIED_WORDS = "The record says that this child has died, so no letter goes out"
RESTRICTED_WORDS = (
    "This child was protected after the letter was made ready. Look at the address again, and "
    "write another if it is still right"
)


def wrong_in(version: Version, filled: Mapping[str, str], day: date) -> dict[str, str]:
    """By the name of each blank, what is wrong with it for a letter that goes out on a day."""
    found = {}
    for blank in version.blanks:
        value = filled.get(blank.name, "")
        if not value:
            found[blank.name] = blank.missing
        elif blank.kind == "day" and (words := wrong_day(blank, version, filled, day)):
            found[blank.name] = words
    return found


def wrong_day(blank: Blank, version: Version, filled: Mapping[str, str], day: date) -> str:
    """What is wrong with a day; empty where nothing is."""
    on = date.fromisoformat(filled[blank.name])
    if blank.earliest == "today" and on < day:
        return f"{blank.label} must be {in_words(day)} or later"
    if blank.latest == "today" and on > day:
        return f"{blank.label} must be {in_words(day)} or earlier"
    if blank.after and filled.get(blank.after):
        first = date.fromisoformat(filled[blank.after])
        least = int(threshold(blank.threshold).on(first))
        if on < (last := first + timedelta(days=least - 1)):
            other = next(each for each in version.blanks if each.name == blank.after)
            return (
                f"{blank.label} must be {in_words(last)} or later: at least {least} days, and the "
                f"{other.label.lower()} counts"
            )
    return ""


def has_died(child: str, day: date) -> bool:
    """Whether a death stands on the child's record by a day."""
    return Fact.objects.filter(child=child, fact=DIED, starts_on__lte=day).exists()


def why_not(letter: Letter, day: date) -> str:
    """Why a letter that is ready may not go out on a day; empty where it may."""
    if has_died(letter.child, day):
        return DIED_WORDS
    if not letter.was_restricted and letter.child in restricted_children():
        return RESTRICTED_WORDS
    wrong = wrong_in(version_of(letter), letter.fields, day)
    return next(iter(wrong.values()), "")
