"""A school tells what a review of a part-time timetable found: it goes on, is longer, or ended.

A renewed timetable does not start the count again, so the limit is counted from the first day of
the timetable (`part_time_timetable_limit`), whatever the review made of it.
"""

from __future__ import annotations

from typing import Final

from onroll.record.forms.answers import Answers
from onroll.record.forms.day_order import on_or_after
from onroll.record.forms.form import Form, Kind, Page, Question
from onroll.record.forms.part_time import longer_only_with_an_end, longer_than_the_limit, not_agreed
from onroll.record.forms.the_child import RISK, THE_CHILD
from onroll.record.forms.yes_or_no import yes_or_no


def goes_on(answers: Answers) -> bool:
    """That the child is still taught part time."""
    return answers.text("outcome") in ("continues", "extended")


FORM: Final = Form(
    key="part_time_review",
    title="Tell us a part-time timetable was reviewed",
    of="Review of a part-time timetable",
    about="A pupil whose part-time timetable you have reviewed, ended or made longer",
    law="Working together to improve school attendance (statutory guidance, August 2024)",
    issue="part_time",
    before=("Have the first day of the timetable to hand: we count from it.",),
    minutes=3,
    one_child_door=True,
    pages=(
        THE_CHILD,
        Page(
            "review",
            "What did the review find?",
            (
                Question(
                    "starts_on", "First day of the timetable", Kind.DAY,
                    "Enter the first day of the timetable", past=True,
                    hint="The first of all, if it was renewed",
                ),
                Question(
                    "reviewed_on", "Day of the review", Kind.DAY, "Enter the day of the review",
                    past=True,
                ),
                Question(
                    "outcome", "What was decided?", Kind.ONE_OF, "Select what was decided",
                    options={
                        "ended": "It has ended: the child is back full time",
                        "continues": "It goes on as it was planned",
                        "extended": "It was made longer",
                    },
                ),
            ),
        ),
        Page(
            "back",
            "When did it end?",
            (
                Question(
                    "ended_on", "First day back full time", Kind.DAY,
                    "Enter the day on which the child was back full time", past=True,
                ),
            ),
            asked_if=lambda answers: answers.text("outcome") == "ended",
        ),
        Page(
            "now",
            "What is the timetable now?",
            (
                Question(
                    "hours", "Hours at school a week now", Kind.NUMBER,
                    "Enter the hours at school a week now", least=0, most=40,
                ),
                Question("ends_on", "First day back full time", Kind.DAY),
                Question("why_now", "Why it was made longer, if it was", Kind.WORDS,
                         called="Why it was made longer"),
                yes_or_no(
                    "parent_agreed", "Has the parent whom the child lives with agreed?",
                    "the parent has agreed",
                ),
            ),
            asked_if=goes_on,
        ),
        Page(
            "progress",
            "How is it going?",
            (
                Question(
                    "progress", "What has changed since it began", Kind.WORDS,
                    "Enter what has changed since it began",
                ),
            ),
        ),
        RISK,
    ),
    checks=(
        on_or_after("reviewed_on", "The day of the review", "starts_on",
                    "the first day of the timetable"),
        on_or_after("ended_on", "The first day back full time", "starts_on",
                    "the first day of the timetable"),
        longer_only_with_an_end,
        longer_than_the_limit,
        not_agreed,
    ),
)  # fmt: skip
