"""What is known of a child who may be missing education: last seen when, looked for how."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from onroll.record.casework.day_words import in_words
from onroll.record.casework.referring import ISSUES
from onroll.record.forms.answers import Answers
from onroll.record.forms.form import Circumstances, Finding, Kind, Page, Question
from onroll.record.school_days import CalendarEnds
from onroll.record.thresholds import threshold

MOSTLY: Final = Question(
    "issue", "What is it mostly about?", Kind.ONE_OF, "Select what it is mostly about",
    options=ISSUES,
)  # fmt: skip

LAST_SEEN: Final = Page(
    "last_seen",
    "When was the child last seen?",
    (
        Question("last_seen_on", "Day the child was last seen", Kind.DAY, past=True,
                 hint="Leave empty if you do not know"),
        Question("last_seen_by", "Who saw the child, and where"),
        Question("last_attended", "Last day the child attended", Kind.DAY, past=True,
                 hint="Leave empty if the child never attended"),
    ),
)  # fmt: skip

WHO_MAY_KNOW: Final = Page(
    "who_may_know",
    "Who may know where the child is?",
    (
        Question("siblings", "Brothers and sisters, their ages and schools", Kind.WORDS),
        Question("who_may_know", "Family, friends and services who may know", Kind.WORDS),
        Question(
            "said_to_be", "Where the child is said to be, or to have gone, and who said so",
            Kind.WORDS, called="Where the child is said to be",
        ),
    ),
    words="Leave empty what you do not know.",
)  # fmt: skip

NO_REASON: Final = frozenset({"whereabouts", "not_attending"})
"""What a school refers because of an absence that nobody has explained."""


def seen_by_somebody(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    """Who saw a child last, and when, go together."""
    if answers.day("last_seen_on") and not answers.text("last_seen_by"):
        yield Finding("last_seen_by", "Enter who saw the child, and where")


def enquired_on_a_day(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    """Enquiries that were made began on a day, and none are begun where none were made."""
    made = [done for done in answers.chosen("enquiries_made") if done != "none"]
    if made and answers.day("enquiries_began_on") is None:
        yield Finding("enquiries_began_on", "Enter the day on which the enquiries began")
    if "none" in answers.chosen("enquiries_made") and (made or answers.day("enquiries_began_on")):
        yield Finding(
            "enquiries_made",
            "You say that no enquiries were made, and also that some were. Change one of them",
        )
    for key, done, called in (
        ("called_on", "called", "telephoned"),
        ("visited_on", "visited", "visited"),
    ):
        if done in made and answers.day(key) is None:
            yield Finding(key, f"Enter the day on which you first {called}")


def referred_by_its_day(answers: Answers, at: Circumstances) -> Iterator[Finding]:
    """Practice is to refer an unexplained absence no later than its tenth school day."""
    attended = answers.day("last_attended")
    if not attended or at.calendar is None or answers.text("issue") not in NO_REASON:
        return
    number = threshold("absence_referred")
    try:
        due = at.calendar.school_days_after(attended, int(number.on(attended)))
    except CalendarEnds:
        return
    if at.today > due:
        yield Finding(
            "last_attended",
            f"We ask to be told within {number.words} of absence, which was {in_words(due)}. "
            "Tell us sooner next time, and send this all the same",
            refused=False,
        )
