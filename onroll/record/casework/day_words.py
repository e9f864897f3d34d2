"""A day as people write it."""

from datetime import date


def in_words(day: date) -> str:
    """The day as "5 October 2026"."""
    return f"{day.day} {day:%B %Y}"
