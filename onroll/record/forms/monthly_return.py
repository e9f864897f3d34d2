"""The monthly return of pupils missing out on education: what a school tells of each pupil.

Every pupil whom the school returned the month before is still the same, changed, or ended; others
are new. That there is nobody is an answer, and silence is none. The reasons are Leicestershire's
groups of pupils missing out on education that a school can have on its roll (scrutiny report 2020,
paragraphs 16, 17 and 22).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from onroll.record.casework.day_words import in_words
from onroll.record.council_calendar import last_day
from onroll.record.forms.answers import Answers
from onroll.record.forms.form import Circumstances, Finding, Form, Kind, Page, Question
from onroll.record.forms.part_time import longer_than_the_limit
from onroll.record.thresholds import threshold


class How(StrEnum):
    """How a pupil stands to the return of the month before."""

    SAME = "same"
    CHANGED = "changed"
    ENDED = "ended"
    NEW = "new"


WORDS: Final[Mapping[How, str]] = {
    How.SAME: "Still the same",
    How.CHANGED: "Changed",
    How.ENDED: "Ended",
    How.NEW: "New",
}
TO_CHOOSE: Final = (How.SAME, How.CHANGED, How.ENDED)

PART_TIME: Final = "SB"

REASONS: Final = {
    "PX": "Permanently excluded, and not yet placed",
    "SB": "Part-time timetable, for social or behavioural difficulties",
    "MH": "Mental health needs",
    "MN": "Medical needs",
    "RA": "Rarely attends",
    "PG": "Pregnant or a young mother",
    "CN": "Complex needs and no suitable place",
    "GT": "Gypsy, Roma or Traveller child in alternative provision",
    "OT": "Another reason",
}

MISSING_OUT: Final = Page(
    "missing_out",
    "What education does the pupil miss?",
    (
        Question("reason", "Main reason", Kind.ONE_OF, "Select the main reason", options=REASONS),
        Question("reason_words", "If there is more to say of the reason", Kind.WORDS, most=1000),
        Question(
            "hours_offered", "Hours a week offered", Kind.NUMBER, "Enter the hours a week offered",
            least=0, most=40,
        ),
        Question(
            "hours_attended", "Hours a week attended, on average", Kind.NUMBER,
            "Enter the hours a week attended", called="Hours a week attended", least=0, most=40,
        ),
        Question(
            "starts_on", "Since which day", Kind.DAY, "Enter the day since when", past=True,
            called="The day since when",
        ),
        Question("provider", "Provider, if another than the school"),
        Question("plan", "Plan, in a few words", Kind.WORDS, most=1000),
        Question("review_on", "Next review", Kind.DAY),
        Question("ends_on", "Last day of a part-time timetable", Kind.DAY),
    ),
)  # fmt: skip

ENDED: Final = Page(
    "ended",
    "How did it end?",
    (
        Question(
            "ended_on", "First day of full-time education again, or day of leaving", Kind.DAY,
            "Enter the day", past=True, called="The day",
        ),
        Question(
            "ended_how", "What happened?", Kind.ONE_OF, "Select what happened",
            options={
                "full_time": "The pupil is in full-time education with us",
                "left": "The pupil left our roll",
                "mistake": "The pupil was returned by mistake",
            },
        ),
    ),
)  # fmt: skip


def no_part_time_week(answers: Answers, at: Circumstances) -> Iterator[Finding]:
    """More hours than Ofsted asks about are no part-time timetable, whatever the child's age."""
    hours, most = answers.number("hours_offered"), threshold("hours_ofsted_asks_about")
    if answers.text("reason") == PART_TIME and hours is not None and hours > most.on(at.today):
        yield Finding(
            "hours_offered",
            f"{hours:g} hours a week are more than {most.on(at.today):g}, and the reason is a "
            "part-time timetable. Check the hours, or select another reason",
        )


def more_attended_than_offered(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    offered, attended = answers.number("hours_offered"), answers.number("hours_attended")
    if offered is not None and attended is not None and attended > offered:
        yield Finding(
            "hours_attended",
            f"{attended:g} hours a week attended are more than the {offered:g} offered. Check both",
        )


def in_order(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    starts_on = answers.day("starts_on")
    for key, name in (("review_on", "Next review"), ("ends_on", "Last day")):
        day = answers.day(key)
        if starts_on and day and day < starts_on:
            yield Finding(key, f"{name} must be on or after {in_words(starts_on)}, the first day")


def of_pupil(how: How) -> Form | None:
    """What is asked of a pupil who stands so; null for one who is still the same."""
    if how is How.SAME:
        return None
    ended = how is How.ENDED
    return Form(
        key="monthly_return",
        title="Send the monthly return",
        of="Monthly return",
        about="A pupil who misses out on education",
        law="Local arrangement: a return each month (scrutiny report 2020, paragraph 16)",
        pages=(ENDED if ended else MISSING_OUT,),
        issue="part_time",
        checks=() if ended else (
            no_part_time_week, more_attended_than_offered, in_order, longer_than_the_limit,
        ),
    )  # fmt: skip


def due_on(month: date) -> date:
    """The last day on which the return of a month is in time: that of the month."""
    return last_day(month.year, month.month)


def month_before(month: date) -> date:
    """The first day of the month before."""
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
