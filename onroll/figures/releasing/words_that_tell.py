"""Numbers in sentences: a hidden number must not be told in words either."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from onroll.figures.reports.numbers import Count, Hidden
from onroll.figures.reports.report import NumberKey, Report

MONTHS: Final = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
NO_COUNT: Final = re.compile(
    rf"\d{{1,2}} (?:{MONTHS})(?: \d{{4}})?|(?:{MONTHS}) \d{{4}}|\b(?:19|20)\d\d(?:/\d\d)?\b"
    r"|[Qq]uarter \d|[Yy]ears? \d+|\d{1,2}(?:st|nd|rd|th)\b"
)
"""Dates, school years, quarters and year groups."""

NUMBER: Final = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")


def numbers_in(words: str) -> list[int]:
    """The whole numbers in some words that may count something: no date, no year, no year group."""
    return [int(each.replace(",", "")) for each in NUMBER.findall(NO_COUNT.sub(" ", words))]


def values(report: Report, keys: Collection[NumberKey]) -> set[int]:
    """The values of the numbers of these names, in whole numbers."""
    return {
        int(number.value)
        for key, number in report.numbers()
        if key in keys and number.value is not None
    }


def may_tell(
    words: str, report: Report, hidden: Collection[NumberKey], *, small: int, base: int = 1
) -> list[int]:
    """The numbers in words that are small, or that a number which is hidden has too; or a number
    that is printed rounded to the nearest of `base`, and not as it was counted."""
    kept_back = values(report, hidden) - {0}
    if base > 1:
        counted = {key for key, number in report.numbers() if isinstance(number, Count)}
        kept_back |= {n for n in values(report, counted) if n % base}
    return [n for n in numbers_in(words) if 1 <= n < small or n in kept_back]


def findings_told(
    report: Report, hidden: Collection[NumberKey], *, small: int, base: int = 1
) -> tuple[str, ...]:
    """The findings of which every number is printed in a table, or is what lies between two that
    are; and none is small, or might be one that is hidden. Findings say what was counted: where
    numbers are rounded, none with a number is told."""
    if base > 1:
        return tuple(finding for finding in report.findings if not numbers_in(finding))
    shown = values(
        report,
        {key for key, number in report.numbers()
         if key not in hidden and not isinstance(number, Hidden)},
    )  # fmt: skip

    def is_told(finding: str) -> bool:
        found = numbers_in(finding)
        printed = [n for n in found if n in shown or n == 0]
        between = {abs(one - other) for one in printed for other in printed}
        return not may_tell(finding, report, hidden, small=small) and all(
            n in printed or n in between for n in found
        )

    return tuple(finding for finding in report.findings if is_told(finding))
