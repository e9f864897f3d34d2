"""A school tells of a pupil who does not attend: ten school days without leave, or irregularly.

Regulation 13 of the School Attendance (Pupil Registration) (England) Regulations 2024
(SI 2024/208): a pupil who fails to attend regularly, or has been absent for ten school days in a
row with every session coded G, N, O or U. Any other code begins the count again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from onroll.record.feeds.catalogue.attendance_codes import CODES
from onroll.record.forms.answers import Answers
from onroll.record.forms.form import Circumstances, Finding, Form, Kind, Page, Question
from onroll.record.forms.in_time import code_n_replaced, ten_days_reached
from onroll.record.forms.needs import NEEDS
from onroll.record.forms.the_child import ADDRESS_NOW, RISK, THE_CHILD
from onroll.record.forms.yes_or_no import yes_or_no
from onroll.record.thresholds import threshold

_TEN: Final = threshold("attendance_return_school_day").words
_MEANING: Final = {code.code: code.meaning for code in CODES}
WITHOUT_LEAVE: Final = {
    code: f"{_MEANING[code][:1].upper()}{_MEANING[code][1:]} ({code})" for code in "GNOU"
}
"""The codes of which a continuous absence is made, in words."""


def possible_sessions(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    missed, possible = answers.number("sessions_missed"), answers.number("sessions_possible")
    if missed is not None and possible is not None and missed > possible:
        yield Finding(
            "sessions_missed",
            f"{missed:g} sessions were missed of {possible:g}. Check both numbers",
        )


FORM: Final = Form(
    key="attendance_return",
    title="Tell us a child is not attending",
    of="Attendance return",
    about=f"A pupil absent for {_TEN} in a row without leave, or who does not attend regularly",
    law="Regulation 13 of the School Attendance (Pupil Registration) (England) Regulations 2024",
    issue="not_attending",
    before=(
        "Count sessions coded G, N, O or U. Any other code begins the count again.",
        "If you cannot find the child, tell us of a child who may be missing education instead.",
    ),
    one_child_door=True,
    pages=(
        THE_CHILD,
        Page(
            "why",
            "Why do you tell us?",
            (
                Question(
                    "why", "Which of these is it?", Kind.ONE_OF, "Select which it is",
                    options={
                        "continuous": f"Absent for {_TEN} in a row, every session coded G, N, O "
                        "or U",
                        "irregular": "Does not attend regularly",
                    },
                ),
            ),
        ),
        Page(
            "absence",
            "When did the absence begin?",
            (
                Question(
                    "absent_from", "First day of the absence", Kind.DAY,
                    "Enter the first day of the absence", past=True, hint="For example, 9 11 2026",
                ),
                Question(
                    "codes", "Which codes are in the register?", Kind.ANY_OF,
                    "Select every code that is in the register for these days",
                    options=WITHOUT_LEAVE,
                ),
                yes_or_no("back", "Is the child back at school?", "the child is back"),
            ),
            asked_if=lambda answers: answers.text("why") == "continuous",
        ),
        Page(
            "sessions",
            "How much has the child missed?",
            (
                Question(
                    "sessions_missed", "Sessions missed this school year", Kind.NUMBER,
                    "Enter the sessions missed this school year", least=1, most=400,
                ),
                Question(
                    "sessions_possible", "Sessions that were possible", Kind.NUMBER,
                    "Enter the sessions that were possible", least=1, most=400,
                ),
            ),
            words="Two sessions are one school day.",
            asked_if=lambda answers: answers.text("why") == "irregular",
        ),
        Page(
            "what_is_known",
            "What do you know about the absence?",
            (
                Question(
                    "familys_reason", "What the family says", Kind.WORDS,
                    "Enter what the family says, or “not known”",
                ),
                Question(
                    "done", "What the school has done, and when", Kind.WORDS,
                    "Enter what the school has done, and when",
                ),
            ),
        ),
        ADDRESS_NOW,
        NEEDS,
        RISK,
    ),
    checks=(ten_days_reached, possible_sessions, code_n_replaced),
)  # fmt: skip
