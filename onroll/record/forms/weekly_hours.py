"""The hours of a week: what a provider tells of each child who is placed with it.

Alternative provision, tuition, a partnership's or an authority's own centre. Of every child: hours
offered and attended, and why the child was away; or the last day, where the child is no longer
there. That nobody is placed is an answer, and silence is none. A week is named by its Monday.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

from onroll.record.casework.day_words import in_words
from onroll.record.forms.answers import Answers
from onroll.record.forms.form import Circumstances, Finding, Form, Kind, Page, Question
from onroll.record.forms.hours_attended import attended_of_what_was_offered
from onroll.record.thresholds import threshold

WEEK: Final = timedelta(days=7)
WEEKS: Final = 5
"""How many weeks can be told of: the last one, and the four before it."""

MOST: Final = 40
ABSENCE: Final = Question("absence", "Why away", hint="If the child was, and where they were")


def numbers(offered: str, attended: str, hint: str = "") -> tuple[Question, Question]:
    """The two boxes, with what each asks for where it is empty; "" lets it stay so."""
    return (
        Question("hours_offered", "Hours offered", Kind.NUMBER, offered, hint, most=MOST),
        Question("hours_attended", "Hours attended", Kind.NUMBER, attended, hint, most=MOST),
    )


HOURS: Final = Page(
    "hours",
    "The hours of the week",
    (
        *numbers("Enter the hours offered", "Enter the hours attended, 0 if none"),
        ABSENCE,
    ),
)

LEFT: Final = Page(
    "left",
    "No longer with you",
    (
        Question("ended_on", "Last day there", Kind.DAY, "Enter the last day", past=True,
                 called="The last day"),
        Question("where_now", "Where is the child now?",
                 asks="Enter where the child is now, or that you do not know",
                 called="Where the child is now"),
        *numbers("", "", "In this week, 0 if none. Empty if the last day was before it"),
        ABSENCE,
    ),
)  # fmt: skip


def in_this_week_or_before(week: date) -> Callable[[Answers, Circumstances], Iterator[Finding]]:
    """That the last day is not after the week, and that hours are told of days in it alone."""

    def check(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
        ended_on, offered = answers.day("ended_on"), answers.number("hours_offered")
        if ended_on is None:
            return
        if ended_on > last_day(week):
            yield Finding(
                "ended_on",
                f"{in_words(ended_on)} is after the week, which ends on {in_words(last_day(week))}."
                " Tell us of it with the week that it is in",
            )
        elif ended_on < week and (offered or answers.number("hours_attended")):
            yield Finding(
                "hours_offered",
                f"The last day, {in_words(ended_on)}, is before this week, which begins on "
                f"{in_words(week)}. Leave the hours empty, or check the day",
            )
        elif ended_on >= week:
            words = f"in this week up to {in_words(ended_on)}, 0 if none"
            if offered is None:
                yield Finding("hours_offered", f"Enter the hours offered {words}")
            if answers.number("hours_attended") is None:
                yield Finding("hours_attended", f"Enter the hours attended {words}")

    return check


def of_child(week: date, left: bool) -> Form:
    """What is asked of a child in the week that begins on a Monday: who is there, or who left."""
    return Form(
        key="weekly_hours",
        title="Send the hours of a week",
        of="Hours of a week",
        about="Every child who is placed with you",
        law="Education Act 1996, section 19; Alternative provision (statutory guidance)",
        issue="other",
        source="provider",
        pages=(LEFT if left else HOURS,),
        checks=(*([in_this_week_or_before(week)] if left else []), attended_of_what_was_offered),
    )


def last_week(today: date) -> date:
    """The Monday of the last week that is over: on a Monday, of the one before it."""
    return today - timedelta(days=today.weekday()) - WEEK


def weeks_before(week: date, so_many: int) -> list[date]:
    """So many weeks, this one first and then each one before."""
    return [week - n * WEEK for n in range(so_many)]


def last_day(week: date) -> date:
    """The Sunday of a week."""
    return week + timedelta(days=6)


def in_full(week: date) -> str:
    """16 to 22 November 2026; with the month, and the year, of the Monday where they are others."""
    sunday = last_day(week)
    monday = str(week.day) if week.month == sunday.month else f"{week.day} {week:%B}"
    if week.year != sunday.year:
        monday = in_words(week)
    return f"{monday} to {in_words(sunday)}"


def due_on(week: date) -> date:
    """The last day on which the hours of a week are in time."""
    days = threshold("weekly_hours_due").on(last_day(week))
    return last_day(week) + timedelta(days=int(days))
