"""How dates and numbers are written, said once so that no two pages differ."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.utils.timezone import localtime

from onroll.record.feeds import CATALOGUE
from onroll.record.feeds.periods import period_in_words

__all__ = [
    "clock_time",
    "closing",
    "count",
    "day",
    "due",
    "every",
    "moment",
    "month_name",
    "opening",
    "period_in_words",
    "plural",
    "where_from",
]

FEED_TITLES = {feed.key: feed.title for feed in CATALOGUE}


def day(value: date | None, form: str = "") -> str:
    """5 October 2026; 5 Oct 2026 when short; Monday 5 October 2026 in full. Null: "not known"."""
    if value is None:
        return "not known"
    words = {"short": "%b %Y", "full": "%B %Y"}.get(form, "%B %Y")
    named = f"{value:%A} " if form == "full" else ""
    return f"{named}{value.day} {value:{words}}"


def month_name(value: date) -> str:
    """October 2026."""
    return f"{value:%B %Y}"


def moment(value: datetime | None) -> str:
    """5 October 2026, 9:32am, in the time of the authority. Null: "not known"."""
    if value is None:
        return "not known"
    local = localtime(value)
    return f"{day(local.date())}, {twelve_hours(local.time())}"


def twelve_hours(value: time) -> str:
    return f"{value.hour % 12 or 12}:{value:%M}{'am' if value.hour < 12 else 'pm'}"


def clock_time(value: str) -> str:
    """2:30pm for 14:30; 2pm for 14:00, as it is written where a time was agreed."""
    agreed = time.fromisoformat(value)
    return {time(0): "midnight", time(12): "midday"}.get(
        agreed, twelve_hours(agreed).replace(":00", "")
    )


def count(value: int | None) -> str:
    """1,020; null: "not known"."""
    return "not known" if value is None else f"{value:,}"


def plural(value: int, one: str, many: str) -> str:
    """1 child, 1,020 children."""
    return f"{count(value)} {one if value == 1 else many}"


def due(value: date | None, today: date) -> str:
    """due 20 November 2026, 3 days ago; due 25 November 2026, in 2 days; due today."""
    if value is None:
        return "the school's calendar does not reach that far"
    left = (value - today).days
    if left == 0:
        return f"due today, {day(value)}"
    away = plural(abs(left), "day", "days")
    return f"due {day(value)}, {f'in {away}' if left > 0 else f'{away} ago'}"


def every(days: int | None) -> str:
    """How often a feed is expected: every day, at least every 8 days. Null: no set day."""
    if days is None:
        return "no set day"
    return "every day" if days == 1 else f"at least every {days} days"


def opening(text: str) -> str:
    """The text as a sentence begins: its first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]


def closing(text: str) -> str:
    """The text inside a sentence: its first letter small, the rest as it is."""
    return text[:1].lower() + text[1:]


def where_from(row: Any) -> str:
    """The row of the file that says so, for anything with a feed, a file and a row."""
    line = "" if row.row is None else f", row {row.row:,}"
    return f"{FEED_TITLES.get(row.feed, row.feed)}: {row.file}{line}" if row.file else "Worked out"
