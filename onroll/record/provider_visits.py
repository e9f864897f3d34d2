"""Quality visits to providers: what the authority looks at there, and when one is due again.

What is looked at is what whoever places a child must know of the place ("Alternative provision" and
"Keeping children safe in education", statutory guidance of the Department for Education): whether
it must be registered, safeguarding, attendance told each day, the hours and lessons as
commissioned, premises, and progress. How often, no source names: the longest time is the
authority's choice.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import IntEnum
from typing import Final

from onroll.record.casework.day_words import in_words
from onroll.record.forms.answers import Answers
from onroll.record.forms.form import YES_NO, Finding, Kind, Page, Question
from onroll.record.thresholds import Threshold, threshold

LOOKED_AT: Final = {
    "registered": "Is it registered as a school?",
    "central_record": "Is there a single central record of checks on staff?",
    "safeguarding_lead": "Is there a designated safeguarding lead, trained and there?",
    "attendance": "Is attendance told every day to the school and to us?",
    "curriculum": "Are lessons as they were commissioned?",
    "hours": "Are hours as they were commissioned?",
    "premises": "Are the premises safe and fit?",
    "progress": "Is each child's progress reviewed?",
}
"""By key, what is looked at."""

OF: Final = {
    "registered": "registration, or why it need not be registered",
    "central_record": "checks on staff",
    "safeguarding_lead": "the safeguarding lead",
    "attendance": "attendance",
    "curriculum": "lessons",
    "hours": "hours",
    "premises": "the premises",
    "progress": "reviews of progress",
}
"""By the same key, what is seen is seen of."""

OPTIONS: Final = {**YES_NO, "not_looked": "Not looked at"}

OUTCOMES: Final = {
    "good": "Children may go on being placed there",
    "changes": "Children may go on being placed there, and something must change",
    "no_more": "No more children are placed there until it has changed",
    "leave": "The children there are moved",
}

VISIT: Final = Page(
    "visit",
    "Write down a visit",
    (
        Question("visited_on", "Day of the visit", Kind.DAY, "Enter the day of the visit",
                 past=True, called="The day of the visit"),
        Question("who_went", "Who went?", asks="Enter who went"),
        *(
            question
            for key, words in LOOKED_AT.items()
            for question in (
                Question(key, words, Kind.ONE_OF,
                         f"Select yes, no or not looked at: {words}", options=OPTIONS),
                Question(f"{key}_words", f"What you saw of {OF[key]}", Kind.WORDS, most=1000),
            )
        ),
        Question("concerns", "Concerns", Kind.WORDS, most=2000),
        Question("must_change", "What must change", Kind.WORDS, most=2000),
        Question("change_by", "By when", Kind.DAY, called="The day by which it must change"),
        Question("outcome", "Outcome", Kind.ONE_OF, "Select the outcome", options=OUTCOMES),
        Question("next_visit_on", "Next visit due on", Kind.DAY,
                 "Enter the day on which the next visit is due", called="The next visit"),
    ),
)  # fmt: skip


def why_not(answers: Answers) -> Iterator[Finding]:
    """Of whatever is answered no, what was seen; of a place that is not registered, why not."""
    for key in LOOKED_AT:
        if answers.text(key) == "no" and not answers.text(f"{key}_words"):
            needed = (
                "Enter why the place need not be registered, or that it must be"
                if key == "registered" else f"Enter what you saw of {OF[key]}"
            )  # fmt: skip
            yield Finding(f"{key}_words", needed)


def changes(answers: Answers) -> Iterator[Finding]:
    """What must change goes with the day by which, and with an outcome that says so."""
    visited_on, by = answers.day("visited_on"), answers.day("change_by")
    if answers.text("must_change") and by is None:
        yield Finding("change_by", "Enter the day by which it must change")
    if answers.text("outcome") in ("changes", "no_more") and not answers.text("must_change"):
        yield Finding("must_change", "Enter what must change, or select another outcome")
    if visited_on and by and by < visited_on:
        yield Finding("change_by", f"It must be on or after {in_words(visited_on)}, the visit")


def next_visit(answers: Answers) -> Iterator[Finding]:
    visited_on, next_on = answers.day("visited_on"), answers.day("next_visit_on")
    if visited_on is None or next_on is None:
        return
    latest, days = latest_next(visited_on), limit().on(visited_on)
    if next_on <= visited_on:
        yield Finding("next_visit_on", f"It must be after {in_words(visited_on)}, the visit")
    elif next_on > latest:
        yield Finding(
            "next_visit_on",
            f"It must be on or before {in_words(latest)}: {days:g} days after the visit at most",
        )


def findings(answers: Answers) -> list[Finding]:
    """What the answers together are refused for."""
    return [*why_not(answers), *changes(answers), *next_visit(answers)]


def limit() -> Threshold:
    return threshold("provider_visit_again")


def latest_next(visited_on: date) -> date:
    """The last day on which the next visit may be due."""
    return visited_on + timedelta(days=int(limit().on(visited_on)))


class Standing(IntEnum):
    """How a provider stands to its next visit, in the order in which they are listed."""

    NEVER = 0
    OVERDUE = 1
    IN_TIME = 2


WORDS: Final = {
    Standing.NEVER: "Never visited",
    Standing.OVERDUE: "Overdue",
    Standing.IN_TIME: "In time",
}


def standing(next_on: date | None, day: date) -> Standing:
    """How it stands on a day; `next_on` is null where there was no visit. On the day itself it is
    still in time."""
    if next_on is None:
        return Standing.NEVER
    return Standing.OVERDUE if next_on < day else Standing.IN_TIME
