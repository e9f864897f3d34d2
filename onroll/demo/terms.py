"""The school years of Exampleshire: terms, days closed to pupils, and what each school adds.

2025 to 2026 is the reference calendar of 190 school days on which the tests' dated examples stand.
The calendar runs to July 2027, past the demo's last day, so that a clock started near the end
still has a day on which it is due.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

OPEN: tuple[tuple[str, str, str, str], ...] = (
    # year, term, first day, last day
    ("2023-24", "autumn", "2023-09-04", "2023-10-20"),
    ("2023-24", "autumn", "2023-10-30", "2023-12-20"),
    ("2023-24", "spring", "2024-01-04", "2024-02-09"),
    ("2023-24", "spring", "2024-02-19", "2024-03-28"),
    ("2023-24", "summer", "2024-04-15", "2024-05-24"),
    ("2023-24", "summer", "2024-06-03", "2024-07-23"),
    ("2024-25", "autumn", "2024-09-02", "2024-10-25"),
    ("2024-25", "autumn", "2024-11-04", "2024-12-20"),
    ("2024-25", "spring", "2025-01-06", "2025-02-14"),
    ("2024-25", "spring", "2025-02-24", "2025-04-04"),
    ("2024-25", "summer", "2025-04-22", "2025-05-23"),
    ("2024-25", "summer", "2025-06-02", "2025-07-22"),
    ("2025-26", "autumn", "2025-09-01", "2025-10-24"),
    ("2025-26", "autumn", "2025-11-03", "2025-12-19"),
    ("2025-26", "spring", "2026-01-05", "2026-02-13"),
    ("2025-26", "spring", "2026-02-23", "2026-03-27"),
    ("2025-26", "summer", "2026-04-13", "2026-05-22"),
    ("2025-26", "summer", "2026-06-01", "2026-07-20"),
    ("2026-27", "autumn", "2026-09-01", "2026-10-23"),
    ("2026-27", "autumn", "2026-11-02", "2026-12-18"),
    ("2026-27", "spring", "2027-01-04", "2027-02-12"),
    ("2026-27", "spring", "2027-02-22", "2027-03-25"),
    ("2026-27", "summer", "2027-04-12", "2027-05-28"),
    ("2026-27", "summer", "2027-06-07", "2027-07-21"),
)
CLOSED: tuple[tuple[str, str], ...] = (
    ("2023-09-04", "Staff training"), ("2023-10-30", "Staff training"),
    ("2024-01-04", "Staff training"), ("2024-02-19", "Staff training"),
    ("2024-05-06", "Bank holiday"), ("2024-06-03", "Staff training"),
    ("2024-09-02", "Staff training"), ("2024-11-04", "Staff training"),
    ("2025-01-06", "Staff training"), ("2025-02-24", "Staff training"),
    ("2025-05-05", "Bank holiday"), ("2025-06-02", "Staff training"),
    ("2025-09-01", "Staff training"), ("2025-11-03", "Staff training"),
    ("2026-01-05", "Staff training"), ("2026-02-23", "Staff training"),
    ("2026-05-04", "Bank holiday"), ("2026-06-01", "Staff training"),
    ("2026-09-01", "Staff training"), ("2026-11-02", "Staff training"),
    ("2027-01-04", "Staff training"), ("2027-02-22", "Staff training"),
    ("2027-05-03", "Bank holiday"), ("2027-06-07", "Staff training"),
)  # fmt: skip
CLOSURE_REASONS: tuple[str, ...] = ("Boiler failure", "Snow", "Burst pipe", "Power cut", "Polling")


@dataclass(frozen=True)
class Term:
    """One term of one school year, with the days on which a school that closes on none meets."""

    year: str
    name: str
    days: tuple[date, ...]


def each_day(first: date, last: date) -> Iterator[date]:
    """Every day from first to last, both included."""
    while first <= last:
        yield first
        first += timedelta(days=1)


def terms() -> tuple[Term, ...]:
    """The twelve terms of the authority's calendar, in order, without the days all are closed."""
    closed = {date.fromisoformat(day) for day, _ in CLOSED}
    days: dict[tuple[str, str], list[date]] = {}
    for year, name, first, last in OPEN:
        span = each_day(date.fromisoformat(first), date.fromisoformat(last))
        days.setdefault((year, name), []).extend(
            day for day in span if day.weekday() < 5 and day not in closed
        )
    return tuple(Term(year, name, tuple(held)) for (year, name), held in days.items())


def census_day(year: int, term: str) -> date:
    """First Thursday of October, third Thursday of January, third Thursday of May."""
    month, which = {"autumn": (10, 1), "spring": (1, 3), "summer": (5, 3)}[term]
    first = date(year, month, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 7 * (which - 1))
