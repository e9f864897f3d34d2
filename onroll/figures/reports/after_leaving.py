"""Why a child left a school, as a return says, and where the record has the child after it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

from onroll.figures.exits_by_school import FOUND_WITHIN_DAYS
from onroll.figures.reports.counted_run import CountedRun

Words = Callable[[dict[str, Any]], str]
"""The words for one move: a row of `onroll.figures.exits_by_school.exits`."""

GROUNDS: Final = {
    "removed_as_died": "The child died",
    "removed_to_another_school": "Registered at another school",
    "removed_for_home_education": "To be home educated",
    "removed_after_leave": "Did not come back from leave",
    "removed_after_absence": "Absent for twenty school days",
    "removed_officially": "Detained, or permanently excluded",
    "removed_without_ground": "No ground given",
    "removed_from_roll": "Another ground",
}
"""What a deletion return tells, the first that applies. All but the last are told beside it."""
NO_RETURN: Final = "No deletion return"
REASONS: Final = (*GROUNDS.values(), NO_RETURN)

ANOTHER_SCHOOL: Final = "Another school in the record"
SAME_SCHOOL: Final = "The same school again"
NOT_KNOWN: Final = "Not known"
NEXT: Final = {
    "home_educated": "Home education",
    "arranged_otherwise": "Education that the authority arranged",
    "moved_out_of_area": "Out of the area, confirmed",
    "outside_school_age": "Over school age",
    "missing_education": "Missing education",
}
"""In which list a child is within the days after leaving, the first that holds."""
DESTINATIONS: Final = (ANOTHER_SCHOOL, *NEXT.values(), SAME_SCHOOL, NOT_KNOWN)


def reasons(run: CountedRun) -> Words:
    """The ground that a return gives, of the day of the move or up to 120 days after."""
    told = run.facts_of(*GROUNDS)

    def reason(move: dict[str, Any]) -> str:
        said = {
            row["fact"]
            for row in told.get(move["child"], ())
            if row["setting"] == move["setting"] and is_soon(row["starts_on"], move)
        }
        return next((words for fact, words in GROUNDS.items() if fact in said), NO_RETURN)

    return reason


def destinations(run: CountedRun) -> Words:
    """Where the child was on the first day of any of the lists that say so, soon after leaving."""
    rolls = run.facts_of("on_roll")
    spells: dict[str, dict[str, list[tuple[date, date]]]] = {}
    for key in NEXT:
        spells[key] = {}
        for each in run.spells(key):
            run_of_days = (each.starts_on, each.ends_before or date.max)
            spells[key].setdefault(each.child, []).append(run_of_days)

    def held(key: str, move: dict[str, Any]) -> bool:
        return any(is_soon(max(first, move["left_on"]), move) and end > move["left_on"]
                   for first, end in spells[key].get(move["child"], ()))  # fmt: skip

    def rolls_after(move: dict[str, Any]) -> set[str]:
        return {
            row["setting"]
            for row in rolls.get(move["child"], ())
            if (row["ends_before"] is None or row["ends_before"] > move["left_on"])
            and is_soon(max(row["starts_on"], move["left_on"]), move)
        }

    def destination(move: dict[str, Any]) -> str:
        schools = rolls_after(move)
        if schools - {move["setting"]}:
            return ANOTHER_SCHOOL
        for key, words in NEXT.items():
            if held(key, move):
                return words
        return SAME_SCHOOL if schools else NOT_KNOWN

    return destination


def is_soon(day: date, move: dict[str, Any]) -> bool:
    """Whether a day is that of the move, or one of the days after it in which it is judged."""
    left_on: date = move["left_on"]
    return left_on <= day <= left_on + timedelta(days=FOUND_WITHIN_DAYS)
