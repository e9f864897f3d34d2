"""A school tells of a managed move: a trial at another school that everybody has agreed to.

The Department's statutory guidance on suspension and permanent exclusion: a managed move is
permanent and voluntary, agreed by the parents and both schools, and nobody is pressed into one by
the threat of exclusion. Until it succeeds the pupil stays on the roll of the first school.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from onroll.record.casework.day_words import in_words
from onroll.record.forms.answers import Answers
from onroll.record.forms.day_order import after, on_or_after
from onroll.record.forms.form import Circumstances, Finding, Form, Kind, Page, Question
from onroll.record.forms.needs import NEEDS
from onroll.record.forms.the_child import RISK, THE_CHILD
from onroll.record.forms.yes_or_no import yes_or_no


def has_ended(answers: Answers) -> bool:
    """That the trial is over, so that it has an outcome."""
    return answers.text("stage") == "ended"


def agreed_by_everybody(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    if answers.text("parent_agreed") == "no":
        yield Finding(
            "parent_agreed",
            "A managed move is voluntary. Without the agreement of the parent there is none, and "
            "the child stays where they are",
        )
    if answers.text("free_choice") == "no":
        yield Finding(
            "free_choice",
            "A family must not be pressed into a move by the threat of exclusion. We will ask you "
            "about it",
            refused=False,
        )


def to_another_school(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    here, there = answers.text("from_school"), answers.text("to_school")
    if here and here.casefold() == there.casefold():
        yield Finding("to_school", f"The child moves to another school than {here}")


def stays_on_roll_until_it_succeeds(answers: Answers, at: Circumstances) -> Iterator[Finding]:
    until = answers.day("trial_until")
    if answers.text("first_roll") == "removed" and not has_ended(answers):
        yield Finding(
            "first_roll",
            "During the trial the child stays on the register of the first school. Put the name "
            "back, and tell us when the trial has ended",
            refused=False,
        )
    if not has_ended(answers) and until and until < at.today:
        yield Finding(
            "trial_until",
            f"The trial was to end on {in_words(until)}. Tell us what came of it",
            refused=False,
        )


FORM: Final = Form(
    key="managed_move",
    title="Tell us of a managed move",
    of="Managed move",
    about="A pupil who tries another school, with the agreement of the family and both schools",
    law="Suspension and permanent exclusion (statutory guidance); Education Act 2002, section 51A",
    issue="other",
    before=("Keep the child's name on the register of the first school during the trial.",),
    minutes=3,
    one_child_door=True,
    pages=(
        THE_CHILD,
        Page(
            "schools",
            "From which school to which?",
            (
                Question("from_school", "First school", asks="Enter the first school"),
                Question("to_school", "Second school", asks="Enter the second school"),
                Question(
                    "first_roll", "Is the child still on the register of the first school?",
                    Kind.ONE_OF, "Select whether the child is still on that register",
                    options={"kept": "Yes", "removed": "No. The name was removed"},
                ),
            ),
        ),
        Page(
            "trial",
            "When is the trial?",
            (
                Question("trial_from", "First day at the second school", Kind.DAY,
                         "Enter the first day at the second school"),
                Question("trial_until", "Day on which the trial ends", Kind.DAY,
                         "Enter the day on which the trial ends"),
                Question(
                    "stage", "Where does it stand?", Kind.ONE_OF, "Select where it stands",
                    options={
                        "agreed": "Agreed, and has not begun",
                        "trial": "The child is on trial",
                        "ended": "The trial has ended",
                    },
                ),
            ),
        ),
        Page(
            "agreed",
            "Who has agreed?",
            (
                yes_or_no("parent_agreed", "Have the parents agreed?", "the parents have agreed"),
                yes_or_no(
                    "free_choice", "Was it free of any word that the child would be excluded "
                    "otherwise?", "it was free of any such word",
                ),
                Question("why", "Why the child moves", Kind.WORDS, "Enter why the child moves"),
                Question("panel", "Panel or forum that agreed it, if one did",
                         called="Panel or forum"),
            ),
        ),
        Page(
            "outcome",
            "What came of the trial?",
            (
                Question(
                    "outcome", "What came of it?", Kind.ONE_OF, "Select what came of it",
                    options={
                        "stays": "The child stays at the second school",
                        "returned": "The child is back at the first school",
                        "neither": "The child is at neither",
                    },
                ),
                Question("outcome_on", "From which day", Kind.DAY, "Enter from which day",
                         past=True, called="The day of the outcome"),
                Question("outcome_words", "What went well, and what did not", Kind.WORDS),
            ),
            asked_if=has_ended,
        ),
        NEEDS,
        RISK,
    ),
    checks=(
        after("trial_until", "The end of the trial", "trial_from",
              "the first day at the second school"),
        on_or_after("outcome_on", "The day of the outcome", "trial_from",
                    "the first day at the second school"),
        to_another_school,
        agreed_by_everybody,
        stays_on_roll_until_it_succeeds,
    ),
)  # fmt: skip
