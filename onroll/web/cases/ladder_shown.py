"""The ladder on a case's page: what the case calls for, to whom it went, and what they answered.

A step closes and moves nothing. An answer ends only that somebody waits for one: a refusal of the
police is kept, and the case goes on calling for the step until what called for it is over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from onroll.record.casework.case import Case as AsItStands
from onroll.record.casework.escalation import (
    LetterClock,
    Trigger,
    ladder,
    letter_clock,
    standing_triggers,
)
from onroll.record.casework.events import Event
from onroll.record.school_days import SchoolCalendar
from onroll.web.cases.escalating import ANSWERS
from onroll.web.children.status_words import Tag

SECTION_47: Final = "section_47"


@dataclass(frozen=True)
class CalledFor:
    """A step that the case calls for, in words, since when and whose it is."""

    step: str
    title: str
    words: str
    since: date
    owner: str


@dataclass(frozen=True)
class Escalated:
    """A step that was taken, the newest answer last; `over` once somebody answered it is done.

    `answer_by` is the day by which an answer is awaited; null where none is, or one came.
    """

    number: int
    title: str
    event: Event
    tag: Tag
    answers: list[tuple[Event, str]]
    over: bool
    answer_by: date | None


@dataclass(frozen=True)
class LetterShown:
    """The clock of the letter of warning: its words, and the day that comes next, if any."""

    sent_on: date
    words: str
    tag: Tag
    due_on: date | None


@dataclass(frozen=True)
class Escalation:
    """What stands, the lowest step first; what was taken, the newest first; the letter's clock."""

    called_for: list[CalledFor]
    taken: list[Escalated]
    letter: LetterShown | None


def escalation_of(stands: AsItStands, day: date, calendar: SchoolCalendar | None) -> Escalation:
    """The ladder of one case. `calendar` is the authority's own school days, null if not known."""
    taken = [escalated(number, event, stands, day) for number, event in stands.escalations.items()]
    called = [called_for(each) for each in standing_triggers(stands, day)]
    return Escalation(called, taken[::-1], letter_shown(stands, day, calendar))


def called_for(trigger: Trigger) -> CalledFor:
    title = ladder()[trigger.step].title
    return CalledFor(trigger.step, title, trigger.words, trigger.since, trigger.owner)


def escalated(number: int, event: Event, stands: AsItStands, day: date) -> Escalated:
    answers = stands.answers.get(number, [])
    last = answers[-1].text("answer") if answers else ""
    return Escalated(
        number, step_title(event.text("step")), event, answer_tag(last, event, day),
        [(each, ANSWERS.get(each.text("answer"), "Answered")) for each in answers],
        any(each.text("answer") == "done" for each in answers),
        None if answers else event.day("answer_by"),
    )  # fmt: skip


def answer_tag(last: str, event: Event, day: date) -> Tag:
    if last:
        return {
            "done": Tag("Done", ""), "refused": Tag("Refused", "red"),
        }.get(last, Tag("Taken on", "blue"))  # fmt: skip
    answer_by = event.day("answer_by")
    late = answer_by is not None and answer_by < day
    return Tag("Overdue", "red") if late else Tag("Waiting for reply", "blue")


def step_title(key: str) -> str:
    held = ladder().get(key)
    return held.title if held else key


def letter_shown(
    stands: AsItStands, day: date, calendar: SchoolCalendar | None
) -> LetterShown | None:
    """The clock of the newest letter in words; without a day where no calendar reaches it."""
    clock = letter_clock(stands, day, calendar) if stands.is_open else None
    return letter_words(clock, stands, day) if clock else None


def letter_words(clock: LetterClock, stands: AsItStands, day: date) -> LetterShown:
    asked = [
        each.on for each in stands.escalations.values()
        if each.text("step") == SECTION_47 and clock.sent_on <= each.on <= day
    ]  # fmt: skip
    done = Tag("Done", "")
    if clock.met_on is not None:
        return LetterShown(clock.sent_on, "The child has been seen since.", done, None)
    if clock.visited_on is None:
        words, due_on = "The child must be seen at the next visit.", clock.visit_by
    elif asked:
        words = "The child was not seen at the visit after it. Social care was asked."
        return LetterShown(clock.sent_on, words, done, None)
    else:
        words = "The child was not seen at the visit after it. Social care is to be asked."
        due_on = clock.social_care_by
    tag = due_tag(due_on, day) if due_on else Tag("Date not known", "grey")
    return LetterShown(clock.sent_on, words, tag, due_on)


def due_tag(due_on: date, day: date) -> Tag:
    if due_on < day:
        return Tag("Overdue", "red")
    return Tag("Due today", "yellow") if due_on == day else Tag("On track", "green")
