"""The words and colours for what is true of a child: one education status, and whereabouts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True)
class Tag:
    """Words that are always there, and a colour that never stands alone.

    `definition` is the definition that decided it, empty when none did.
    """

    words: str
    colour: str
    definition: str = ""


# One at a time, the first that applies.
EDUCATION: Final = (
    Tag("Missing education", "red", "missing_education"),
    Tag("Missing out on education", "orange", "missing_out_on_education"),
    Tag("Home educated", "purple", "home_educated_suitable"),
    Tag("Home educated, not yet reviewed", "purple", "home_educated_not_yet_reviewed"),
    Tag("In education", "green", "full_time_education"),
)
MOVED_AWAY_FACT: Final = "moved_away"
MOVED_AWAY: Final = Tag("Moved away, confirmed", "grey")
OVER_SCHOOL_AGE: Final = Tag("Over school age", "grey")
UNDER_SCHOOL_AGE: Final = Tag("Not yet school age", "grey")
NOT_DECIDED: Final = Tag("Not yet decided", "blue")
WHEREABOUTS: Final = Tag("Whereabouts not known", "magenta", "whereabouts_not_known")

TAG_DEFINITIONS: Final = (*(tag.definition for tag in EDUCATION), WHEREABOUTS.definition)
"""The definitions that decide the tags of a child."""

# A child who is not of compulsory school age is over it from this birthday on, under it before.
SCHOOL_AGE_BY: Final = 10


def education_status(
    met: Collection[str], *, born: date | None, day: date, moved_away: bool = False
) -> Tag:
    """The one education status of a child, from the definitions met on a day."""
    for tag in EDUCATION:
        if tag.definition in met:
            return tag
    if moved_away:
        return MOVED_AWAY
    if "compulsory_school_age" not in met and born is not None:
        return OVER_SCHOOL_AGE if age(born, day) >= SCHOOL_AGE_BY else UNDER_SCHOOL_AGE
    return NOT_DECIDED


def tags(
    met: Collection[str], *, born: date | None, day: date, moved_away: bool = False
) -> list[Tag]:
    """At most two tags: the education status, and whereabouts when they are not known."""
    first = education_status(met, born=born, day=day, moved_away=moved_away)
    return [first, WHEREABOUTS] if WHEREABOUTS.definition in met else [first]


def age(born: date, day: date) -> int:
    """Age in whole years on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def clock_tag(due_on: date | None, met_on: date | None, day: date) -> Tag:
    """How a clock stands on a day."""
    if met_on is not None and met_on <= day:
        late = due_on is not None and met_on > due_on
        return Tag("Missed", "red") if late else Tag("Done", "")
    if due_on is None:
        return Tag("Date not known", "grey")
    left = (due_on - day).days
    if left < 0:
        return Tag("Overdue", "red")
    if left == 0:
        return Tag("Due today", "yellow")
    return Tag("Due soon", "yellow") if left <= DUE_SOON_DAYS else Tag("On track", "green")


DUE_SOON_DAYS: Final = 7
