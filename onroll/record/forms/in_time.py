"""Whether a return comes in its time: a day too early for what it tells, or later than is asked.

What the regulations do not let a school tell yet is refused. What comes late is taken and warned
of: a late return is better than none, and it is recorded as late.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from onroll.record.casework.day_words import in_words
from onroll.record.forms.answers import Answers
from onroll.record.forms.form import Check, Circumstances, Finding
from onroll.record.school_days import CalendarEnds, SchoolCalendar, days_after
from onroll.record.thresholds import threshold


def nth_school_day(calendar: SchoolCalendar | None, began: date | None, key: str) -> date | None:
    """The school day of an absence that a threshold numbers, the first day of it counted as one.

    Null without a calendar, without a first day, or where the calendar does not reach so far.
    """
    if calendar is None or began is None:
        return None
    try:
        return calendar.nth_school_day(began, int(threshold(key).on(began)))
    except CalendarEnds:
        return None


def late_by_days(key: str, number: str, law: str) -> Check:
    """That a form comes by the end of so many days after the day answered to a question.

    `number` is the key of a threshold in days, `law` the sentence that says what is asked.
    """

    def check(answers: Answers, at: Circumstances) -> Iterator[Finding]:
        began = answers.day(key)
        if began is None:
            return
        due = days_after(began, int(threshold(number).on(began)))
        if at.today > due:
            yield Finding(
                key, f"{law} It was due by {in_words(due)} and will be recorded as late", False
            )

    return check


def late_by_school_days(key: str, number: str, law: str) -> Check:
    """The same in school days after, which are counted only where the school's days are known."""

    def check(answers: Answers, at: Circumstances) -> Iterator[Finding]:
        began = answers.day(key)
        if began is None or at.calendar is None:
            return
        try:
            due = at.calendar.school_days_after(began, int(threshold(number).on(began)))
        except CalendarEnds:
            return
        if at.today > due:
            yield Finding(
                key, f"{law} It was due by {in_words(due)} and will be recorded as late", False
            )

    return check


def ten_days_reached(answers: Answers, at: Circumstances) -> Iterator[Finding]:
    """A continuous absence is returned once its tenth school day has come (regulation 13)."""
    if answers.text("why") != "continuous":
        return
    reached = nth_school_day(
        at.calendar, answers.day("absent_from"), "attendance_return_school_day"
    )
    if reached and at.today < reached:
        yield Finding(
            "absent_from",
            f"{threshold('attendance_return_school_day').words} of absence are reached on "
            f"{in_words(reached)}. Until then, tell us only of a pupil who does not attend "
            "regularly, or who may be missing education",
        )


def code_n_replaced(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    """A code N that still stands so long should have become another code."""
    if "N" not in answers.chosen("codes") or answers.text("why") != "continuous":
        return
    within = threshold("code_n_replaced_within")
    yield Finding(
        "codes",
        f"Code N is replaced within {within.words} of the session. Change those that are older, "
        "and send this all the same",
        refused=False,
    )
