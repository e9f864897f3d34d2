"""A number with its definition and its day, and what may stand beside it in one sentence.

Leicestershire's papers printed 84 of two things, and a series of three years by two definitions.
Numbers are set against each other only where they count by one definition.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onroll.figures.reports.finding_words import children, day_words
from onroll.record.definitions import definition


class CannotStandTogether(ValueError):
    """Two numbers that are not of one kind. The message says of what each is."""


@dataclass(frozen=True)
class Stated:
    """How many children there were by a definition, given by its key, on a day."""

    definition: str
    day: date
    number: int

    @property
    def title(self) -> str:
        title = definition(self.definition).title
        return title[0].lower() + title[1:]

    @property
    def words(self) -> str:
        """84 children: whereabouts not known, on 31 January 2014."""
        return f"{children(self.number)}: {self.title}, on {day_words(self.day)}"


def changed(now: Stated, before: Stated) -> str:
    """Down from 158 on one day to 97 on another, 61 fewer. Raises `CannotStandTogether`."""
    if now.definition != before.definition:
        raise CannotStandTogether(
            f"{before.title} and {now.title} are two definitions: give two numbers of one"
        )
    if now.number == before.number:
        return f"{now.number:,} on {day_words(before.day)} and on {day_words(now.day)}, no change"
    way, word = ("up", "more") if now.number > before.number else ("down", "fewer")
    return (
        f"{way} from {before.number:,} on {day_words(before.day)} to {now.number:,} on "
        f"{day_words(now.day)}, {abs(now.number - before.number):,} {word}"
    )
