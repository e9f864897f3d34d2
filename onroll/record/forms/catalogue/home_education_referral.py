"""A school tells that a family means to educate a child at home: what each of them says of it.

The parent's letter and its date are the parent's, in the parent's words; the school's view is kept
apart. Home education is lawful and a family's own choice. Where the school asked the family to
leave it is not a choice, and the authority asks about it: pressing a parent to take a child off
roll is unlawful. The name is removed by another form, and not before its ground is met.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from onroll.record.forms.answers import Answers
from onroll.record.forms.being_home_educated import (
    LETTER,
    SCHOOLS_VIEW,
    WHY,
    dated_if_written,
    main_reason_is_one_of_them,
    spoken_only,
    suggested_by_the_school,
)
from onroll.record.forms.form import Circumstances, Finding, Form, Kind, Page, Question
from onroll.record.forms.lawful_removal import asked_to_leave
from onroll.record.forms.needs import NEEDS
from onroll.record.forms.the_child import ADDRESS_NOW, PARENTS, RISK, THE_CHILD
from onroll.record.forms.yes_or_no import yes_or_no


def held_or_why_not(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    """A meeting has a day, people and an outcome; where there was none there is a reason."""
    if answers.said_yes("meeting_held"):
        if answers.day("met_on") is None:
            yield Finding("met_on", "Enter the day of the meeting")
        if not answers.text("meeting"):
            yield Finding("meeting", "Enter who was there and what came of it")
    elif answers.text("meeting_held") == "no" and not answers.text("why_no_meeting"):
        yield Finding("why_no_meeting", "Enter why there was no meeting")


FORM: Final = Form(
    key="home_education_referral",
    title="Tell us a family has chosen home education",
    of="Home education referral",
    about="A pupil whose parent has said that the child will be educated at home",
    law="Regulation 9(1)(f) of the School Attendance (Pupil Registration) (England) Regulations "
    "2024; Education Act 1996, section 7",
    issue="home_education",
    source="school_home_education",
    before=(
        "Talk with the family first. What it means for the child is best said in person.",
        "This does not remove the name. Tell us of that when the child leaves your roll.",
    ),
    minutes=8,
    one_child_door=True,
    pages=(
        THE_CHILD,
        LETTER,
        Page(
            "leaving",
            "When is the child to leave?",
            (
                Question(
                    "leaves_on", "Day the parent gave for leaving, if any", Kind.DAY,
                    called="The day of leaving",
                ),
            ),
        ),
        Page(
            "meeting",
            "Was there a meeting with the family?",
            (
                yes_or_no("meeting_held", "Was a meeting held?", "a meeting was held"),
                Question("met_on", "Day of the meeting", Kind.DAY, past=True),
                Question(
                    "meeting", "Who was there, and what came of it", Kind.WORDS,
                    hint="Leave empty where there was none",
                ),
                Question(
                    "why_no_meeting", "If there was none, why not", Kind.WORDS,
                    called="Why there was no meeting",
                ),
            ),
        ),
        WHY,
        SCHOOLS_VIEW,
        Page(
            "attendance",
            "How did the child attend?",
            (
                Question(
                    "attendance", "Attendance over the last 12 weeks, per cent", Kind.NUMBER,
                    "Enter the attendance over the last 12 weeks", least=0, most=100,
                    called="Attendance",
                ),
                Question(
                    "suspensions", "Suspensions this school year", Kind.NUMBER,
                    "Enter the number of suspensions this school year, 0 if none",
                    least=0, most=100,
                ),
                yes_or_no(
                    "excluded", "Has the child ever been permanently excluded?",
                    "the child was ever permanently excluded",
                ),
            ),
        ),
        NEEDS,
        ADDRESS_NOW,
        PARENTS,
        RISK,
    ),
    checks=(
        dated_if_written,
        held_or_why_not,
        main_reason_is_one_of_them,
        spoken_only,
        asked_to_leave,
        suggested_by_the_school,
    ),
)  # fmt: skip
