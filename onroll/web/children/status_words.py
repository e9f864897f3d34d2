"""The words and colours for what is true of a child: one education status, and whereabouts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from onroll.record.clock_states import State, clock_state
from onroll.record.definitions import CLOCKS
from onroll.record.school_days import SchoolCalendar


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
DIED_FACT: Final = "died"
RECORDED_AS_DIED: Final = Tag("Recorded as having died", "")
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
    met: Collection[str],
    *,
    born: date | None,
    day: date,
    moved_away: bool = False,
    died: bool = False,
) -> list[Tag]:
    """At most two tags: the education status, and whereabouts when they are not known.

    Of a child who has died there is no status, and no colour.
    """
    if died:
        return [RECORDED_AS_DIED]
    first = education_status(met, born=born, day=day, moved_away=moved_away)
    return [first, WHEREABOUTS] if WHEREABOUTS.definition in met else [first]


def age(born: date, day: date) -> int:
    """Age in whole years on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def clock_tag(
    key: str,
    due_on: date | None,
    met_on: date | None,
    day: date,
    calendar: SchoolCalendar | None = None,
) -> Tag:
    """How a clock stands on a day, by the school days of `calendar` where it counts those.

    A clock of an older run that there is no more is counted as one of the first's unit.
    """
    state = clock_state(BY_KEY.get(key, CLOCKS[0]), due_on, met_on, day, calendar)
    return Tag(state.value, CLOCK_COLOURS[state])


BY_KEY: Final = {clock.key: clock for clock in CLOCKS}
CLOCK_COLOURS: Final = {
    State.OVERDUE: "red",
    State.MISSED: "red",
    State.DUE_TODAY: "yellow",
    State.DUE_SOON: "yellow",
    State.ON_TRACK: "green",
    State.DONE: "",
    State.NO_LIMIT: "grey",
    State.NO_DATE: "grey",
}
