"""A school tells of a part-time timetable: its hours, why, from when, and until when.

Every source asks a school to tell the authority of each one. "Working together to improve school
attendance" (DfE, statutory guidance, in force 19 August 2024): temporary, agreed with the parent,
with a time limit and regular review. One beyond the local limit is taken and asked about: refused,
it would be a child out of school of whom nobody tells.
"""

from __future__ import annotations

from typing import Final

from onroll.record.forms.day_order import after, on_or_after
from onroll.record.forms.form import Form, Kind, Page, Question
from onroll.record.forms.in_time import late_by_days
from onroll.record.forms.needs import NEEDS
from onroll.record.forms.part_time import (
    REASONS,
    for_behaviour,
    longer_than_the_limit,
    not_agreed,
    reviewed_while_it_runs,
)
from onroll.record.forms.the_child import RISK, THE_CHILD
from onroll.record.forms.yes_or_no import yes_or_no
from onroll.record.thresholds import threshold

FORM: Final = Form(
    key="part_time_timetable",
    title="Tell us a child is on a part-time timetable",
    of="Part-time timetable",
    about="A pupil on your roll whom you teach for part of the week",
    law="Working together to improve school attendance (statutory guidance, August 2024)",
    issue="part_time",
    before=(
        "It is for a short time, agreed with the parent, and brings the child back full time.",
        f"We ask about any that is longer than {threshold('part_time_timetable_limit').words}.",
    ),
    minutes=3,
    one_child_door=True,
    pages=(
        THE_CHILD,
        Page(
            "timetable",
            "What is the timetable?",
            (
                Question(
                    "hours", "Hours at school a week", Kind.NUMBER,
                    "Enter the hours at school a week", least=0, most=40,
                    hint="Such as 12 or 12.5",
                ),
                Question(
                    "starts_on", "First day of the timetable", Kind.DAY,
                    "Enter the first day of the timetable", hint="For example, 9 11 2026",
                ),
                Question(
                    "ends_on", "First day back full time", Kind.DAY,
                    "Enter the day on which the child is back full time",
                ),
                Question(
                    "review_on", "Day of the next review", Kind.DAY,
                    "Enter the day of the next review",
                ),
            ),
        ),
        Page(
            "why",
            "Why is it part time?",
            (
                Question(
                    "reason", "Main reason", Kind.ONE_OF, "Select the main reason",
                    options=REASONS,
                ),
                Question(
                    "why", "What has been tried, and what the timetable is to achieve", Kind.WORDS,
                    "Enter what has been tried, and what the timetable is to achieve",
                ),
            ),
        ),
        Page(
            "plan",
            "What is the plan?",
            (
                yes_or_no(
                    "plan", "Is there a written plan for this child?", "there is a written plan",
                ),
                Question(
                    "rest_of_week", "What the child does for the rest of the week", Kind.WORDS,
                    "Enter what the child does for the rest of the week, and who looks after them",
                ),
            ),
        ),
        Page(
            "agreed",
            "Who has agreed?",
            (
                yes_or_no(
                    "parent_agreed", "Has the parent whom the child lives with agreed?",
                    "the parent has agreed",
                ),
                Question("agreed_on", "Day the parent agreed", Kind.DAY, past=True,
                         called="The day the parent agreed"),
                Question("childs_view", "What the child thinks, if you asked", Kind.WORDS,
                         called="What the child thinks"),
            ),
        ),
        NEEDS,
        RISK,
    ),
    checks=(
        after("ends_on", "The first day back full time", "starts_on",
              "the first day of the timetable"),
        on_or_after("review_on", "The review", "starts_on", "the first day of the timetable"),
        reviewed_while_it_runs,
        longer_than_the_limit,
        not_agreed,
        for_behaviour,
        late_by_days(
            "starts_on",
            "part_time_timetable_notice",
            f"We ask to be told within {threshold('part_time_timetable_notice').words}.",
        ),
    ),
)  # fmt: skip
