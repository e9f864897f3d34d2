"""What is so of a case, and since when, that makes it ask for an enquiry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from onroll.record.casework.askings import refusals
from onroll.record.casework.case import Case
from onroll.record.casework.day_words import in_words
from onroll.record.casework.events import Event
from onroll.record.casework.whereabouts import place, unverified, whereabouts


@dataclass(frozen=True)
class Occurrence:
    """Something that is so `since` a day. An asking from `counts_from` on answers to it.

    `about` is the number of the place told that it is about; `words` say it; "" where nothing needs
    saying.
    """

    since: date
    counts_from: date
    words: str = ""
    about: int | None = None


def _open(case: Case, opened_on: date, day: date) -> list[Occurrence]:
    return [Occurrence(opened_on, date.min)]


def _whereabouts_not_known(case: Case, opened_on: date, day: date) -> list[Occurrence]:
    """What was asked before the child was found counts no more once something else was told."""
    standing = whereabouts(case, day)
    if standing.known:
        return []
    since = standing.lost_on or opened_on
    return [Occurrence(since, date.min if standing.lapsed or not standing.lost_on else since)]


def _verified_too_long_ago(case: Case, opened_on: date, day: date) -> list[Occurrence]:
    standing = whereabouts(case, day)
    if not standing.lapsed or standing.lost_on is None:
        return []
    return [Occurrence(standing.lost_on, standing.lost_on)]


def _told(*kinds: str) -> Callable[[Case, date, date], list[Occurrence]]:
    def told(case: Case, opened_on: date, day: date) -> list[Occurrence]:
        if whereabouts(case, day).known:
            return []
        return [_of_place(each) for each in unverified(case, day) if place(each) in kinds]

    return told


def _access_refused(case: Case, opened_on: date, day: date) -> list[Occurrence]:
    """The first refusal since which nobody saw the child."""
    seen = max((each.on for each in case.visits if _saw(each, day)), default=date.min)
    since = [each.on for each in refusals(case) if seen < each.on <= day]
    return [Occurrence(since[0], since[0])] if since else []


def _believed_at_risk(case: Case, opened_on: date, day: date) -> list[Occurrence]:
    triaged = case.triaged
    if triaged is None or triaged.on > day or case.risk != "immediate":
        return []
    return [] if whereabouts(case, day).known else [Occurrence(triaged.on, opened_on)]


def _of_place(told: Event) -> Occurrence:
    words = f"“{told.text('where')}” was told on {in_words(told.on)}."
    return Occurrence(told.on, told.on, words, told.number)


def _saw(visit: Event, day: date) -> bool:
    return visit.on <= day and visit.text("seen") in ("alone", "with_others")


CONDITIONS: Final[Mapping[str, Callable[[Case, date, date], list[Occurrence]]]] = {
    "open": _open,
    "whereabouts_not_known": _whereabouts_not_known,
    "verified_too_long_ago": _verified_too_long_ago,
    "address_told": _told("address", "elsewhere"),
    "told_elsewhere": _told("elsewhere"),
    "told_abroad": _told("abroad"),
    "access_refused": _access_refused,
    "believed_at_risk": _believed_at_risk,
}
"""Each condition by the name that `required.toml` has for it: the case, the day on which it opened,
and the day asked about, to everything that is so."""

OF_WHEREABOUTS: Final = ("whereabouts_not_known", "verified_too_long_ago")
"""The conditions that are so of whoever's whereabouts nobody verified, for whatever reason."""
