"""What is odd about an exclusion or a suspension, as a school tells of it.

The School Discipline (Pupil Exclusions and Reviews) (England) Regulations 2012 and the Department's
statutory guidance: the authority is told without delay, however short it is; nobody is suspended
for more than 45 school days in one school year; from the sixth school day education is arranged.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from onroll.record.forms.answers import Answers
from onroll.record.forms.form import Circumstances, Finding
from onroll.record.thresholds import threshold

KINDS: Final = {
    "permanent": "Permanent exclusion",
    "suspension": "Suspension",
    "lunchtime": "Suspension from lunchtimes",
}
"""What a headteacher can decide, and what the common basic data set calls it: `CODES`."""

CODES: Final = {"permanent": "PERM", "suspension": "SUSP", "lunchtime": "LNCH"}


def is_for_some_time(answers: Answers) -> bool:
    """That it is a suspension, which has a number of sessions."""
    return answers.text("category") == "suspension"


def school_days(answers: Answers) -> float:
    """How many school days a suspension takes: half a day for each session. 0 of any other."""
    return (answers.number("sessions") or 0) / 2 if is_for_some_time(answers) else 0


def no_longer_than_the_law_allows(answers: Answers, at: Circumstances) -> Iterator[Finding]:
    beyond = threshold("suspension_limit_in_a_year").on(answers.day("starts_on") or at.today)
    if school_days(answers) >= beyond:
        yield Finding(
            "sessions",
            f"{answers.text('sessions')} sessions are {school_days(answers):g} school days. A "
            f"pupil may be suspended for no more than {beyond - 0.5:g} in one school year",
        )


def whole_sessions(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    sessions = answers.number("sessions") if is_for_some_time(answers) else None
    if sessions is not None and sessions % 1:
        yield Finding(
            "sessions",
            f"Sessions must be a whole number, and {sessions:g} is not. Two are one school day",
        )


def education_from_the_sixth_day(answers: Answers, at: Circumstances) -> Iterator[Finding]:
    """A suspension that reaches its sixth school day is one for which education is arranged."""
    sixth = threshold("suspension_sixth_school_day").on(answers.day("starts_on") or at.today)
    if school_days(answers) > sixth - 1 and not answers.text("education"):
        yield Finding(
            "education",
            f"It lasts to school day {sixth:g} or longer. Enter what full-time education you "
            "arranged from then on, where, and by whom",
        )


def reinstated_on_a_day(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    if answers.said_yes("reinstated") and answers.day("reinstated_on") is None:
        yield Finding("reinstated_on", "Enter the day on which the pupil was reinstated")
    if answers.text("reinstated") == "no" and answers.day("reinstated_on"):
        yield Finding(
            "reinstated_on",
            "You say that the pupil was not reinstated. Take out this day, or change that answer",
        )
