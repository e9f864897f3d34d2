"""What is odd about a part-time timetable, or about a review of one, as a school tells of it.

"Working together to improve school attendance" (DfE, statutory guidance, in force 19 August 2024):
for a short time, agreed with the parent, with an end and regular review, and not to manage a
pupil's behaviour. No number of weeks is in it; the limit is local (`part_time_timetable_limit`),
so a longer one is taken and asked about.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from onroll.record.casework.day_words import in_words
from onroll.record.forms.answers import Answers
from onroll.record.forms.form import Circumstances, Finding
from onroll.record.thresholds import threshold

REASONS: Final = {
    "SB": "Social and behavioural",
    "RA": "Rarely attends",
    "MH": "Mental health",
    "MN": "Medical needs",
    "PG": "Pregnant or a young mother",
}
"""Why a pupil is taught part-time, by the pupil system's codes."""


def longer_than_the_limit(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    """From the first day to the last it is more days than the limit, the first day counted."""
    starts_on, ends_on = answers.day("starts_on"), answers.day("ends_on")
    if starts_on is None or ends_on is None:
        return
    limit = threshold("part_time_timetable_limit")
    back_by = starts_on + timedelta(days=int(limit.on(starts_on)))
    if ends_on > back_by:
        yield Finding(
            "ends_on",
            f"From {in_words(starts_on)} this is longer than {limit.words}, which would have the "
            f"child back full time on {in_words(back_by)}. We will ask you about it",
            refused=False,
        )


def reviewed_while_it_runs(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    review_on, ends_on = answers.day("review_on"), answers.day("ends_on")
    if review_on and ends_on and review_on > ends_on:
        yield Finding(
            "review_on",
            f"The review must be on or before {in_words(ends_on)}, when the timetable ends",
        )


def not_agreed(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    if answers.text("parent_agreed") == "no":
        yield Finding(
            "parent_agreed",
            "A part-time timetable needs the agreement of the parent whom the child lives with. "
            "Until it is agreed the child is entitled to full-time education. We will ask you "
            "about it",
            refused=False,
        )


def for_behaviour(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    if answers.text("reason") == "SB":
        yield Finding(
            "reason",
            "A part-time timetable is not a way to manage behaviour. We will ask you what else "
            "has been tried",
            refused=False,
        )


def longer_only_with_an_end(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    """What goes on has a day on which it ends: a part-time timetable is never without one."""
    outcome, ends_on = answers.text("outcome"), answers.day("ends_on")
    reviewed_on = answers.day("reviewed_on")
    if outcome in ("continues", "extended") and ends_on is None:
        yield Finding("ends_on", "Enter the day on which the child is back full time")
    if outcome == "extended" and not answers.text("why_now"):
        yield Finding("why_now", "Enter why it was made longer")
    if outcome in ("continues", "extended") and ends_on and reviewed_on and ends_on <= reviewed_on:
        yield Finding(
            "ends_on",
            f"The day back full time must be after {in_words(reviewed_on)}, the day of the review",
        )
