"""A change that would make a child meet a definition, in words: which fact, of which feed, when."""

from __future__ import annotations

from datetime import date, timedelta

from onroll.record.feeds import CATALOGUE as FEEDS
from onroll.record.feeds.facts_sql import told
from onroll.record.gather import OF_AGE
from onroll.record.timeline import Child
from onroll.record.what_would_change import Change


def change_words(change: Change, *, place: bool = True) -> str:
    """The change as a sentence's end: "home educated, from 5 January 2026 on".

    Without `place`, it is not said at which school.
    """
    label = Child.vocabulary.get(change.fact, change.fact.replace("_", " "))
    if change.value is not None:
        label = f"{change.value:g} {label}"
    if change.told:
        at = f" at {change.row.setting}" if place and change.row and change.row.setting else ""
        return f"{label}{at}, {days(change.starts_on, change.ends_before)}"
    if change.ends_before is None:
        return f"not {label}: what is told from {said(change.starts_on)} would be untrue"
    return f"not {label} from {said(change.ends_before)} on"


def tellers(fact: str) -> tuple[str, ...]:
    """The titles of the feeds that can tell a fact, in printed order; "date of birth" for an age.

    Empty for a fact that no feed tells yet.
    """
    if fact in OF_AGE:
        return ("date of birth, of any feed of people",)
    return tuple(feed.title for feed in FEEDS if fact in told(feed))


def days(starts_on: date, ends_before: date | None) -> str:
    if ends_before is None:
        return f"from {said(starts_on)} on"
    last = ends_before - timedelta(days=1)
    return f"on {said(last)}" if last == starts_on else f"from {said(starts_on)} to {said(last)}"


def said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
