"""Hours of a week that were offered and attended, wherever a provider tells of them."""

from __future__ import annotations

from collections.abc import Iterator

from onroll.record.forms.answers import Answers
from onroll.record.forms.form import Circumstances, Finding


def came_to_nothing(answers: Answers) -> bool:
    """Whether something was offered and the child came to none of it."""
    return bool(answers.number("hours_offered")) and answers.number("hours_attended") == 0


def attended_of_what_was_offered(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    offered, attended = answers.number("hours_offered"), answers.number("hours_attended")
    if offered is None or attended is None:
        return
    if attended > offered:
        yield Finding(
            "hours_attended",
            f"{attended:g} hours a week were attended of {offered:g} offered. Check both numbers",
        )
    elif came_to_nothing(answers):
        yield Finding(
            "hours_attended",
            "The child came to nothing that was offered. We will ask you and the school about it",
            refused=False,
        )
