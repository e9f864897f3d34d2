"""A day as people type it, in three boxes or as one text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

PARTS: Final = ("day", "month", "year")


class NotADay(ValueError):
    """What was typed is no day. The message is for whoever typed it."""


def day_of_boxes(typed: Sequence[str], called: str) -> date | None:
    """The day typed into three boxes; null where all are empty. `called` begins each message.

    Raises `NotADay`.
    """
    if not any(typed):
        return None
    name = called[:1].upper() + called[1:]
    for part, text in zip(PARTS, typed, strict=True):
        if not text:
            raise NotADay(f"{name} must include a {part}")
    if not all(text.isascii() and text.isdigit() for text in typed) or len(typed[2]) != 4:
        raise NotADay(f"{name} must be a real date, such as 23 11 2026")
    day, month, year = map(int, typed)
    try:
        return date(year, month, day)
    except ValueError:
        raise NotADay(f"{name} must be a real date") from None


def day_of_text(text: str, called: str) -> date | None:
    """The day that a text says, as 2026-11-23, 23/11/2026 or 23 11 2026; null where it is empty.

    Raises `NotADay`.
    """
    parts = re.split(r"[-/. ]+", text.strip())
    if len(parts) == 3 and len(parts[0]) == 4:
        parts.reverse()
    return day_of_boxes((*parts, "", "")[:3] if text.strip() else ("", "", ""), called)
