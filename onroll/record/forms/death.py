"""A child who has died: asked once whether it is so, and then nothing of what comes next.

A slip of one letter in the ground must not end the search for a living child, and a school whose
pupil has died is not asked where the child is going.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from onroll.record.forms.answers import Answers
from onroll.record.forms.form import Circumstances, Finding, Page
from onroll.record.forms.yes_or_no import yes_or_no


def died(answers: Answers) -> bool:
    """That the name is removed on ground (k)."""
    return answers.text("ground") == "k"


DEATH: Final = Page(
    "death",
    "You chose that the child has died",
    (yes_or_no("has_died", "Has the child died?", "the child has died"),),
    asked_if=died,
)


def of_the_living(page: Page) -> Page:
    """The same page, which is not asked of a child who has died."""
    return replace(page, asked_if=lambda answers: not died(answers) and page.asked_if(answers))


def ground_of_no_living_child(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    if died(answers) and answers.text("has_died") == "no":
        yield Finding(
            "has_died", "This ground is for a child who has died. Go back and select another ground"
        )
