"""Whether a removal from roll, as a school tells it, is one that the regulations let it do.

Regulation 9 of the School Attendance (Pupil Registration) (England) Regulations 2024 (SI 2024/208).
What a school may not do is refused; what is odd is warned of, for the authority to ask about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from onroll.record.casework.day_words import in_words
from onroll.record.forms.answers import Answers
from onroll.record.forms.form import Circumstances, Finding
from onroll.record.school_days import CalendarEnds
from onroll.record.thresholds import threshold

_NUMBERED: Final = {"h": "tenth", "i": "twentieth"}


def on_grounds(*letters: str) -> Callable[[Answers], bool]:
    """That one of these grounds was chosen."""
    return lambda answers: answers.text("ground") in letters


def ground_met_on(answers: Answers, at: Circumstances) -> date | None:
    """The first day on which ground (h) or (i) can be met; null for another, or with no calendar.

    Of (h) the tenth school day after the leave ended, of (i) the twentieth of the absence, in the
    school's own calendar.
    """
    began, ground = answers.day("absent_from"), answers.text("ground")
    if began is None or at.calendar is None or ground not in _NUMBERED:
        return None
    try:
        if ground == "h":
            return at.calendar.school_days_after(
                began, int(threshold("ground_h_school_day").on(began))
            )
        return at.calendar.nth_school_day(began, int(threshold("ground_i_school_day").on(began)))
    except CalendarEnds:
        return None


def not_before_its_day(answers: Answers, at: Circumstances) -> Iterator[Finding]:
    """Grounds (h) and (i) are met by the passing of school days, and not before."""
    met_on, removed_on = ground_met_on(answers, at), answers.day("removed_on")
    if met_on and removed_on and removed_on < met_on:
        nth = _NUMBERED[answers.text("ground")]
        since = "after the leave" if nth == "tenth" else "of absence"
        yield Finding(
            "removed_on",
            f"The {nth} school day {since} is {in_words(met_on)}. "
            "You cannot use this ground before then",
        )


def both_enquired(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    """For grounds (h) and (i) school and authority must both have failed to find the pupil."""
    if answers.text("ground") not in _NUMBERED:
        return
    for key, who in (("school_enquired", "the school"), ("authority_enquired", "the authority")):
        if answers.kept.get(key) == "no":
            yield Finding(
                key,
                f"This ground needs enquiries by {who} too. Keep the name on the register, and "
                "tell us of the absence with a referral of a child who is missing education",
            )


def as_the_parent_wrote(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    """Ground (f) rests on the parent's own writing; a special school's place on consent."""
    if answers.text("ground") != "f":
        return
    if answers.kept.get("in_writing") == "no":
        yield Finding(
            "in_writing",
            "This ground needs the parent's words in writing. Keep the name on the register until "
            "you have them",
        )
    if answers.text("special_school") == "without_consent":
        yield Finding(
            "special_school",
            "A pupil whom the authority placed at a special school may not be removed for home "
            "education without the authority's consent. Keep the name on the register and ask us",
        )


def goes_where_the_ground_says(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    """Ground (a) is registration at another school, so there is one."""
    if answers.text("ground") == "a" and not answers.text("next_school"):
        yield Finding("next_school", "Enter the school at which the child is registered now")


def removed_when_told(answers: Answers, at: Circumstances) -> Iterator[Finding]:
    """The return is due no later than the deletion."""
    removed_on = answers.day("removed_on")
    if removed_on is None:
        return
    if answers.kept.get("already_removed") == "yes" and removed_on > at.today:
        yield Finding(
            "removed_on",
            "The name is removed already, so the day it was removed must be today or in the past",
        )
    if answers.kept.get("already_removed") == "no" and removed_on < at.today:
        yield Finding(
            "removed_on",
            "The name is still on the register, so the day it will be removed must be today or "
            "later. A name is not removed from a day that has passed",
        )
    attended = answers.day("last_attended")
    if attended and attended > removed_on:
        yield Finding(
            "removed_on",
            f"The day of removal must be on or after {in_words(attended)}, the last day the child "
            "attended",
        )


def asked_to_leave(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    """Pressing a parent to take a child away is not a ground: the authority asks about it."""
    if answers.text("whose_choice") in ("school_asked", "not_sure"):
        yield Finding(
            "whose_choice",
            "You say that the family may not have chosen this freely. We will ask you about it",
            refused=False,
        )


def late(answers: Answers, at: Circumstances) -> Iterator[Finding]:
    removed_on = answers.day("removed_on")
    if answers.kept.get("already_removed") == "yes" and removed_on and removed_on < at.today:
        yield Finding(
            "removed_on",
            "The law asks for this return no later than the day the name is removed. "
            "It will be recorded as late",
            refused=False,
        )
