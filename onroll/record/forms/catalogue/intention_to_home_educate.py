"""A school tells, before any removal, that a parent speaks of educating a child at home.

What is only said is no ground to remove a name (regulation 9(1)(f) asks for writing), so the name
stays; the sooner the authority knows, the sooner somebody can talk with the family. It is short:
the referral asks the rest once the family has decided.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from onroll.record.casework.day_words import in_words
from onroll.record.forms.answers import Answers
from onroll.record.forms.being_home_educated import (
    LETTER,
    WHY,
    dated_if_written,
    main_reason_is_one_of_them,
    spoken_only,
    suggested_by_the_school,
)
from onroll.record.forms.form import Circumstances, Finding, Form, Kind, Page, Question
from onroll.record.forms.lawful_removal import asked_to_leave
from onroll.record.forms.needs import NEEDS
from onroll.record.forms.the_child import RISK, THE_CHILD
from onroll.record.forms.yes_or_no import yes_or_no


def already_left(answers: Answers, at: Circumstances) -> Iterator[Finding]:
    """An intention is of a day to come; a name that is removed is told by another form."""
    if answers.text("still_on_roll") == "no":
        yield Finding(
            "still_on_roll",
            "This form is for a child whose name is still on the register. Tell us that the child "
            "has left your roll instead",
        )
    leaves_on = answers.day("leaves_on")
    if leaves_on and leaves_on < at.today:
        yield Finding(
            "leaves_on",
            f"The day of leaving must be today or later, and {in_words(leaves_on)} has passed. "
            "Leave it empty if the family has set no new one",
        )


FORM: Final = Form(
    key="intention_to_home_educate",
    title="Tell us a family is thinking of home education",
    of="Intention to home educate",
    about="A pupil on your roll whose parent speaks of educating the child at home",
    law="Regulation 9(1)(f) of the School Attendance (Pupil Registration) (England) Regulations "
    "2024: a name is removed only once the parent has written",
    issue="home_education",
    source="school_home_education",
    before=("Keep the child's name on the register. This form does not remove it.",),
    minutes=3,
    one_child_door=True,
    pages=(
        THE_CHILD,
        Page(
            "now",
            "Where do things stand?",
            (
                yes_or_no(
                    "still_on_roll", "Is the child's name still on your register?",
                    "the name is still on your register",
                ),
                Question(
                    "told_on", "Day the parent first told the school", Kind.DAY,
                    "Enter the day the parent first told the school", past=True,
                ),
                Question(
                    "leaves_on", "Day the parent gave for leaving, if any", Kind.DAY,
                    called="The day of leaving",
                ),
            ),
        ),
        LETTER,
        WHY,
        NEEDS,
        RISK,
    ),
    checks=(
        already_left,
        dated_if_written,
        main_reason_is_one_of_them,
        spoken_only,
        asked_to_leave,
        suggested_by_the_school,
    ),
)  # fmt: skip
