"""Whether fifteen school days of illness are reached or expected, as a school says they are.

Regulation 13 of the School Attendance (Pupil Registration) (England) Regulations 2024: code I, and
reasonable grounds to believe that the pupil will miss fifteen school days, in a row or not, in the
school year. The number is a threshold.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from onroll.record.casework.day_words import in_words
from onroll.record.forms.answers import Answers
from onroll.record.forms.form import Circumstances, Finding
from onroll.record.school_days import CalendarEnds
from onroll.record.thresholds import threshold


def enough_days(answers: Answers, at: Circumstances) -> Iterator[Finding]:
    """So many days are reached only by a pupil who has missed so many."""
    missed, number = answers.number("days_missed"), threshold("sickness_return_days")
    needed = number.on(answers.day("absent_from") or at.today)
    if answers.text("which") == "reached" and missed is not None and missed < needed:
        yield Finding(
            "days_missed",
            f"{number.words} are not reached with {missed:g}. If you expect them to be, select "
            "that you expect it",
        )


def days_to_come_are_enough(answers: Answers, at: Circumstances) -> Iterator[Finding]:
    """So many are expected where those missed and those until the child is back come to it."""
    missed, back_on = answers.number("days_missed"), answers.day("expected_back_on")
    if answers.text("which") != "expected" or missed is None or not back_on or not at.calendar:
        return
    try:
        to_come = at.calendar.count(at.today + timedelta(days=1), back_on - timedelta(days=1))
    except CalendarEnds:
        return
    number = threshold("sickness_return_days")
    if missed + to_come < number.on(at.today):
        yield Finding(
            "expected_back_on",
            f"With {to_come} school days until {in_words(back_on)} the child will have missed "
            f"{missed + to_come:g}. The law asks for this return from {number.words}. You can send "
            "it all the same",
            refused=False,
        )
