"""Recommendations, strengths, practice, applications and case studies, each as its events.

What is written is never changed: words that replace others are one more event, and so is what is
taken out. No child is in any of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a topic is."""

    RECOMMENDATION = "recommendation"
    AREA = "area"  # a strength, or an area to develop
    CASE_STUDY = "case-study"
    PRACTICE = "practice"
    APPLICATION = "application"
    CONSULTANCY = "consultancy"


OF_A_PARTNERSHIP: Final = (Kind.PRACTICE, Kind.APPLICATION, Kind.CONSULTANCY)
"""The kinds that authorities of a region keep together."""


class Happened(StrEnum):
    """What happened to a topic."""

    WRITTEN = "written"  # all its fields; the last holds
    NOTED = "noted"  # note, rating: where we are on the day
    DECIDED = "decided"  # decision, who, why
    READ = "read"  # somebody who wrote none of it found nobody in it
    TAKEN_OUT = "taken-out"  # why


class Rating(StrEnum):
    """How far a recommendation is, as somebody judged it."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    AT_RISK = "at_risk"
    DONE = "done"


RATING_WORDS: Final = {
    Rating.NOT_STARTED: "Not started",
    Rating.UNDER_WAY: "Under way",
    Rating.AT_RISK: "At risk",
    Rating.DONE: "Done",
}
RATING_COLOURS: Final = {
    Rating.NOT_STARTED: "grey",
    Rating.UNDER_WAY: "blue",
    Rating.AT_RISK: "orange",
    Rating.DONE: "green",
}
"""Always beside the words, never in their place."""

AGREED, DECLINED = "agreed", "declined"


@dataclass(frozen=True)
class Event:
    """One event. `on`: the day it is about; `at`: when it was written; `by`: a person's number."""

    kind: Happened
    on: date
    at: datetime
    by: int
    name: str
    told: Mapping[str, str]


@dataclass(frozen=True)
class Topic:
    """A topic with its events, in the order in which they were written; the first is its words."""

    number: int
    kind: Kind
    events: tuple[Event, ...]

    def of(self, kind: Happened) -> list[Event]:
        """Its events of one kind, in the order in which they were written."""
        return [event for event in self.events if event.kind is kind]

    @property
    def written(self) -> Event:
        """The words that hold."""
        return self.of(Happened.WRITTEN)[-1]

    @property
    def times_written(self) -> int:
        """How often its words were written: what replaces them is to say which it replaces."""
        return len(self.of(Happened.WRITTEN))

    def text(self, name: str) -> str:
        """A field of the words that hold; "" where it was left empty."""
        return self.written.told.get(name, "")

    def day(self, name: str) -> date | None:
        """A day of the words that hold; null where it was left empty."""
        text = self.text(name)
        return date.fromisoformat(text) if text else None

    @property
    def notes(self) -> list[Event]:
        """Where we were, the newest day first; of one day, what was written last."""
        return sorted(self.of(Happened.NOTED), key=lambda each: each.on)[::-1]

    @property
    def rating(self) -> Rating:
        """That of the newest note; not started before there is one."""
        return Rating(self.notes[0].told["rating"]) if self.notes else Rating.NOT_STARTED

    @property
    def rating_words(self) -> str:
        return RATING_WORDS[self.rating]

    @property
    def rating_colour(self) -> str:
        return RATING_COLOURS[self.rating]

    def is_overdue(self, day: date) -> bool:
        """Whether a recommendation is not done, and was to be by a day before this one."""
        due_on = self.day("due_on")
        return due_on is not None and due_on < day and self.rating is not Rating.DONE

    @property
    def decision(self) -> Event | None:
        """What was decided of an application; null before it is."""
        return next(iter(self.of(Happened.DECIDED)), None)

    @property
    def is_agreed(self) -> bool:
        return self.decision is not None and self.decision.told["decision"] == AGREED

    @property
    def read(self) -> Event | None:
        """That somebody read the words that hold; null where nobody did since they were written."""
        last = self.events.index(self.written)
        return next((e for e in self.events[last:] if e.kind is Happened.READ), None)

    @property
    def taken_out(self) -> Event | None:
        """That it no longer counts, and why; null while it does."""
        return next(iter(self.of(Happened.TAKEN_OUT)), None)


READ_BY_ANOTHER: Final = (Kind.PRACTICE, Kind.CASE_STUDY)
WRITTEN_ONCE: Final = (Kind.CONSULTANCY, Kind.CASE_STUDY)
ANOTHER: Final = "Take it out, say why, and write another."


def why_not(kind: Happened, by: int, topic: Topic) -> str:
    """Why this may not happen to a topic now, in words; "" where it may."""
    if topic.taken_out:
        return "It was taken out. It stays as it is: write another."
    match kind:
        case Happened.NOTED if topic.kind is not Kind.RECOMMENDATION:
            return "Only a recommendation has notes on where we are."
        case Happened.DECIDED if topic.kind is not Kind.APPLICATION:
            return "Only an application is decided."
        case Happened.DECIDED if topic.decision:
            return f"It is decided already. {ANOTHER}"
        case Happened.READ if topic.kind not in READ_BY_ANOTHER:
            return "Only practice and case studies are read by a second person."
        case Happened.READ if topic.read:
            return "Somebody has read it already."
        case Happened.READ if by in {each.by for each in topic.of(Happened.WRITTEN)}:
            return "You wrote this. Somebody who wrote none of it must read it."
        case Happened.WRITTEN if topic.kind in WRITTEN_ONCE or topic.decision:
            return f"What was decided, spent or read cannot be changed. {ANOTHER}"
    return ""
