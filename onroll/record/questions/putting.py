"""Whom a question is put to, by when, and what of its own rows a school is shown with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Final

from onroll.record import feeds
from onroll.record.calendars import working_days
from onroll.record.definitions.contradiction import Contradiction
from onroll.record.thresholds import threshold
from onroll.record.why import Evidence

OWN_SOURCES: Final = frozenset({"pupil_system", "school_census", "school_returns", "school_forms"})
"""The sources of what a school tells itself. Of a row of another, though it names the school,
nothing is shown to it: an order, an offer, a placement."""


def due_on(asked_on: date) -> date:
    """The working day by which a question that is asked on a day is answered."""
    days = int(threshold("question_answer").on(asked_on))
    return working_days().school_days_after(asked_on, days)


def schools(rule: Contradiction, rows: Iterable[Evidence]) -> list[str]:
    """The schools that the rows name, in the order in which they are asked, by URN."""
    named = sorted(
        (rule.asked_of.schools_of.index(row.fact), row.starts_on, row.setting)
        for row in rows
        if row.fact in rule.asked_of.schools_of and row.setting
    )
    return list(dict.fromkeys(urn for _, _, urn in named if urn))


def next_school(rule: Contradiction, rows: Iterable[Evidence], answered: Collection[str]) -> str:
    """The school to ask now: the first that has not answered yet, else the first; "" for none."""
    named = schools(rule, rows)
    return next((urn for urn in named if urn not in answered), named[0] if named else "")


def own_rows(rows: Iterable[Evidence], urn: str) -> list[Evidence]:
    """Those of the rows that a school told itself, about itself."""
    return [row for row in rows if row.setting == urn and source(row.feed) in OWN_SOURCES]


def source(feed: str) -> str:
    try:
        return feeds.feed(feed).source
    except feeds.UnknownFeed:
        return ""
