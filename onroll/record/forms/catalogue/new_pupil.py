"""A school tells that it has entered a name in its admission register.

Due by the end of the fifth day after the entry, with what the register holds of the pupil:
regulation 13 of the School Attendance (Pupil Registration) (England) Regulations 2024
(SI 2024/208). Not asked for pupils who start in the most junior class, unless the authority asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from onroll.record.casework.day_words import in_words
from onroll.record.forms.answers import Answers
from onroll.record.forms.day_order import born_before
from onroll.record.forms.form import Circumstances, Finding, Form, Kind, Page, Question
from onroll.record.forms.in_time import late_by_days
from onroll.record.forms.the_child import ADDRESS_NOW, PARENTS, RISK, THE_CHILD
from onroll.record.forms.yes_or_no import yes_or_no
from onroll.record.thresholds import threshold

CAME_FROM: Final = {
    "school_here": "A school in this area",
    "school_elsewhere": "A school in another area of England",
    "home_education": "Home education",
    "abroad": "Abroad, or another country of the United Kingdom",
    "no_school": "No school",
    "not_known": "We do not know",
}


def from_which_school(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    if answers.text("came_from") in ("school_here", "school_elsewhere") and not answers.text(
        "previous_school"
    ):
        yield Finding("previous_school", "Enter the name of the school the child came from")


def has_not_arrived(answers: Answers, at: Circumstances) -> Iterator[Finding]:
    """A child who was to start and has not come may be missing education."""
    agreed = answers.day("expected_on")
    if answers.text("attended") == "no" and agreed and agreed < at.today:
        yield Finding(
            "attended",
            f"The child was to start on {in_words(agreed)} and has not come. Begin enquiries, and "
            "tell us of a child who may be missing education",
            refused=False,
        )


FORM: Final = Form(
    key="new_pupil",
    title="Tell us a child has joined your roll",
    of="New pupil",
    about="A pupil whose name you have entered in the admission register",
    law="Regulation 13 of the School Attendance (Pupil Registration) (England) Regulations 2024",
    issue="other",
    before=(
        f"The law asks for it within {threshold('new_pupil_return').words} of the entry.",
        "Leave out children who start in your youngest class, unless we ask for them.",
    ),
    minutes=3,
    one_child_door=True,
    pages=(
        THE_CHILD,
        Page(
            "entry",
            "When did the child join?",
            (
                Question(
                    "entered_on", "Day the name was entered in the register", Kind.DAY,
                    "Enter the day the name was entered in the register", past=True,
                    hint="For example, 5 9 2026", called="The day of entry",
                ),
                Question(
                    "expected_on", "Day the child was to start, if you agreed one", Kind.DAY,
                    called="The day the child was to start",
                ),
                yes_or_no(
                    "attended", "Has the child attended yet?", "the child has attended",
                ),
            ),
        ),
        Page(
            "before",
            "Where was the child before?",
            (
                Question(
                    "came_from", "Where did the child come from?", Kind.ONE_OF,
                    "Select where the child came from, or that you do not know",
                    options=CAME_FROM,
                ),
                Question(
                    "previous_school", "Name of the last school, if there was one",
                    called="Name of the last school",
                ),
                yes_or_no(
                    "other_school", "Is the child registered at another school as well?",
                    "the child is registered at another school",
                    hint="For example, at a special school or a pupil referral unit",
                ),
            ),
        ),
        ADDRESS_NOW,
        PARENTS,
        RISK,
    ),
    checks=(
        born_before("entered_on", "The day of entry"),
        from_which_school,
        has_not_arrived,
        late_by_days(
            "entered_on",
            "new_pupil_return",
            f"The law asks for this return within {threshold('new_pupil_return').words}.",
        ),
    ),
)  # fmt: skip
