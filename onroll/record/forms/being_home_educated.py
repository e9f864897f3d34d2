"""What a parent says about home education, and what the school says, each in a place of its own.

The parent's words may be quoted to the parent. The school's opinion is never put among them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from onroll.record.casework.day_words import in_words
from onroll.record.forms.answers import Answers
from onroll.record.forms.form import Circumstances, Finding, Kind, Page, Question
from onroll.record.forms.yes_or_no import yes_or_no
from onroll.record.home_education_reasons import HOME_EDUCATION_REASONS

PLAINLY: Final = {
    "dissatisfied": "School dissatisfaction: general",
    "dissatisfied_send": "School dissatisfaction: special educational needs",
    "dissatisfied_bullying": "School dissatisfaction: bullying",
}
REASONS: Final = {
    key: PLAINLY.get(key, words) for key, words in HOME_EDUCATION_REASONS.items() if key != "covid"
}
"""The reasons of the Department's return on home education, in words that a school reads at once;
but for one that registers hold from the years of the pandemic."""

LETTER: Final = Page(
    "letter",
    "What did the parent say?",
    (
        yes_or_no(
            "in_writing", "Has the parent said it in a letter or an email?",
            "the parent said it in writing",
        ),
        Question(
            "written_on", "Date of the parent's letter or email", Kind.DAY, past=True,
            hint="Leave empty where nothing is in writing",
        ),
        Question(
            "parents_words", "The parent's own words", Kind.WORDS,
            "Enter what the parent wrote or said, in the parent's own words",
            hint="Type them as they were written or said. What the school thinks is asked apart",
        ),
    ),
)  # fmt: skip

WHY: Final = Page(
    "why",
    "Why does the family want this?",
    (
        Question(
            "reasons", "Every reason that the family gave", Kind.ANY_OF,
            "Select every reason that the family gave, or that they gave none", options=REASONS,
        ),
        Question(
            "main_reason", "The main one", Kind.ONE_OF, "Select the main reason",
            options=REASONS,
        ),
        Question(
            "whose_choice", "Is this the family's own free choice?", Kind.ONE_OF,
            "Select whether this is the family's own free choice",
            options={
                "family": "Yes",
                "school_asked": "No. The school suggested it or asked the family to leave",
                "not_sure": "We are not sure",
            },
        ),
    ),
)  # fmt: skip

SCHOOLS_VIEW: Final = Page(
    "schools_view",
    "What does the school think?",
    (
        yes_or_no(
            "concerned", "Is the school concerned about this child's education at home?",
            "the school is concerned",
        ),
        Question(
            "schools_view", "The school's view", Kind.WORDS,
            hint="This is kept as the school's, apart from what the parent said",
        ),
        Question(
            "childs_view", "What the child thinks, in the child's own words if you asked",
            Kind.WORDS, called="What the child thinks",
        ),
    ),
)  # fmt: skip


def dated_if_written(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    """A letter has a date, and what is not in writing has none."""
    written_on = answers.day("written_on")
    if answers.said_yes("in_writing") and written_on is None:
        yield Finding("written_on", "Enter the date of the parent's letter or email")
    if answers.text("in_writing") == "no" and written_on:
        yield Finding(
            "written_on",
            f"You say that nothing is in writing. Take out {in_words(written_on)}, or change that "
            "answer",
        )


def spoken_only(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    """What was only said is no ground to remove a name (regulation 9(1)(f)): the name stays."""
    if answers.text("in_writing") == "no":
        yield Finding(
            "in_writing",
            "The name stays on the register until the parent has written. Ask the parent to write "
            "to you, and tell us when they have",
            refused=False,
        )


def main_reason_is_one_of_them(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    main = answers.text("main_reason")
    if main and main not in answers.chosen("reasons"):
        yield Finding(
            "main_reason",
            f"“{REASONS[main]}” is not among the reasons that you selected. Select it there too",
        )


def suggested_by_the_school(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    """A family that was asked to leave may have been removed from the roll by the school."""
    suggested = "school_suggestion" in answers.chosen("reasons")
    if suggested and answers.text("whose_choice") == "family":
        yield Finding(
            "whose_choice",
            "The family gave “School suggestion” as a reason. We will ask you about it",
            refused=False,
        )
