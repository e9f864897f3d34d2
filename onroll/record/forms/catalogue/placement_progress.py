"""A provider tells how a placement goes: hours offered and attended, progress, and any worry.

Alternative provision, tuition or a hospital school, for a child whom the authority, a school or a
partnership placed there. It is of the provider's own placements only, so it needs an account.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from onroll.record.casework.day_words import in_words
from onroll.record.forms.answers import Answers
from onroll.record.forms.day_order import on_or_after
from onroll.record.forms.form import Circumstances, Finding, Form, Kind, Page, Question, Sender
from onroll.record.forms.hours_attended import attended_of_what_was_offered
from onroll.record.forms.the_child import RISK, THE_CHILD
from onroll.record.forms.yes_or_no import yes_or_no


def ended_on_a_day(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    ended_on = answers.day("ended_on")
    if answers.text("still_placed") == "no":
        if ended_on is None:
            yield Finding("ended_on", "Enter the last day of the placement")
        if not answers.text("ended_why"):
            yield Finding("ended_why", "Enter why it ended, and where the child is now")
    elif ended_on:
        yield Finding(
            "ended_on",
            f"You say that the child is still with you. Take out {in_words(ended_on)}, or change "
            "that answer",
        )


FORM: Final = Form(
    key="placement_progress",
    title="Tell us how a placement is going",
    of="Progress of a placement",
    about="A child whom you teach for the authority, a school or a partnership",
    law="Education Act 1996, section 19; Alternative provision (statutory guidance)",
    issue="other",
    source="provider",
    before=("Count the hours of an ordinary week of the time you tell of.",),
    minutes=4,
    senders=frozenset({Sender.PROVIDER}),
    pages=(
        THE_CHILD,
        Page(
            "weeks",
            "Which weeks is this about?",
            (
                Question("period_from", "From", Kind.DAY, "Enter the first day", past=True,
                         called="The first day"),
                Question("period_to", "To", Kind.DAY, "Enter the last day", past=True,
                         called="The last day"),
            ),
        ),
        Page(
            "hours",
            "How many hours a week?",
            (
                Question(
                    "hours_offered", "Hours a week offered", Kind.NUMBER,
                    "Enter the hours a week offered", least=0, most=40,
                ),
                Question(
                    "hours_attended", "Hours a week attended", Kind.NUMBER,
                    "Enter the hours a week attended, 0 if none", least=0, most=40,
                ),
                Question(
                    "absence", "Why the child was away, where they were", Kind.WORDS,
                    called="Why the child was away",
                ),
            ),
        ),
        Page(
            "progress",
            "How is the child getting on?",
            (
                Question("subjects", "What the child is taught", asks="Enter what is taught"),
                Question("progress", "Progress since the last time", Kind.WORDS,
                         "Enter what progress the child has made"),
                Question("childs_view", "What the child thinks, in the child's own words",
                         Kind.WORDS, called="What the child thinks"),
                Question("next_review_on", "Day of the next review", Kind.DAY,
                         called="The next review"),
            ),
        ),
        Page(
            "placement",
            "Is the child still with you?",
            (
                yes_or_no("still_placed", "Is the child still with you?",
                          "the child is still with you"),
                Question("ended_on", "Last day of the placement, if it ended", Kind.DAY, past=True,
                         called="The last day of the placement"),
                Question("ended_why", "Why it ended, and where the child is now", Kind.WORDS),
            ),
        ),
        RISK,
    ),
    checks=(
        on_or_after("period_to", "The last day", "period_from", "the first day"),
        on_or_after("ended_on", "The last day of the placement", "period_from", "the first day"),
        attended_of_what_was_offered,
        ended_on_a_day,
    ),
)  # fmt: skip
