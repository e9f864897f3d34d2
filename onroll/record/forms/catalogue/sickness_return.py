"""A school tells of a pupil whom illness keeps, or will keep, away for fifteen school days.

Regulation 13 of the School Attendance (Pupil Registration) (England) Regulations 2024
(SI 2024/208): when fifteen school days of code I are reached, or as soon as there are reasonable
grounds to believe that they will be, in a row or not, in the school year. The authority must
arrange education once that is clear (Education Act 1996, section 19), so it waits for no letter.
"""

from __future__ import annotations

from typing import Final

from onroll.record.forms.day_order import after
from onroll.record.forms.form import Form, Kind, Page, Question
from onroll.record.forms.long_absence import days_to_come_are_enough, enough_days
from onroll.record.forms.needs import NEEDS
from onroll.record.forms.the_child import ADDRESS_NOW, RISK, THE_CHILD
from onroll.record.thresholds import threshold

_FIFTEEN: Final = threshold("sickness_return_days").words

FORM: Final = Form(
    key="sickness_return",
    title="Tell us a child is too ill to attend",
    of="Sickness return",
    about=f"A pupil who has missed, or is expected to miss, {_FIFTEEN} through illness (code I)",
    law="Regulation 13 of the School Attendance (Pupil Registration) (England) Regulations 2024; "
    "section 19 of the Education Act 1996",
    issue="too_ill",
    before=(
        f"Tell us as soon as you expect {_FIFTEEN}. Do not wait until they have passed.",
        "You do not need a letter from a consultant.",
    ),
    one_child_door=True,
    pages=(
        THE_CHILD,
        Page(
            "which",
            f"Have {_FIFTEEN} been missed, or do you expect it?",
            (
                Question(
                    "which", "Which of these is it?", Kind.ONE_OF, "Select which it is",
                    options={
                        "reached": f"{_FIFTEEN} have been missed this school year",
                        "expected": f"We expect {_FIFTEEN} to be missed this school year",
                    },
                ),
            ),
        ),
        Page(
            "illness",
            "How long has the child been ill?",
            (
                Question(
                    "absent_from", "First day of this illness", Kind.DAY,
                    "Enter the first day of this illness", past=True,
                    hint="For example, 9 11 2026", called="The first day of this illness",
                ),
                Question(
                    "days_missed", "School days missed through illness this school year",
                    Kind.NUMBER, "Enter the school days missed through illness, 0 if none yet",
                    hint="In a row or not. Half days count: 12.5", least=0, most=200,
                ),
                Question(
                    "expected_back_on", "Day you expect the child back, if you know it", Kind.DAY,
                    called="The day you expect the child back",
                ),
            ),
        ),
        Page(
            "health",
            "What do you know about the illness?",
            (
                Question(
                    "diagnosis", "Is it physical or mental health?", Kind.ONE_OF,
                    "Select which it is, or that you do not know",
                    options={
                        "physical": "Physical health",
                        "mental": "Mental health",
                        "both": "Both",
                        "not_known": "We do not know",
                    },
                ),
                Question(
                    "evidence", "What has the school seen?", Kind.ANY_OF,
                    "Select everything the school has seen, or that it has seen nothing",
                    options={
                        "consultant": "A consultant's letter",
                        "gp": "A letter from a doctor's surgery",
                        "appointment": "An appointment card or letter",
                        "prescription": "A prescription or medicine",
                        "notes": "Notes of the parent or the school",
                        "nothing": "Nothing in writing",
                    },
                ),
                Question("in_hospital", "Hospital, if the child is in one", called="Hospital"),
            ),
        ),
        Page(
            "education",
            "What education does the child have now?",
            (
                Question(
                    "education", "Work, lessons or teaching that the school provides", Kind.WORDS,
                    "Enter what the school provides, or “nothing”",
                ),
                Question(
                    "hours", "Hours a week", Kind.NUMBER, "Enter the hours a week, 0 if none",
                    least=0, most=40,
                ),
            ),
        ),
        ADDRESS_NOW,
        NEEDS,
        RISK,
    ),
    checks=(
        enough_days,
        after("expected_back_on", "The day you expect the child back", "absent_from",
              "the first day of this illness"),
        days_to_come_are_enough,
    ),
)  # fmt: skip
