"""What people wrote to be released with a report, beside its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from onroll.figures.periods import Period

SECTIONS: Final[Mapping[str, str]] = {
    "purpose": "Purpose of report",
    "policy": "Policy framework and previous decisions",
    "background": "Background",
    "position": "Position",
    "resources": "Resource implications",
    "equality": "Equality and human rights implications",
    "background_papers": "Background papers",
    "circulation": "Circulation under the local issues alert procedure",
    "officers": "Officers to contact",
}
"""The sections of a committee paper, in order. `position` is the report itself: nobody writes it.
"""

NOT_WRITTEN: Final = "None given."
"""What stands in a section that nobody wrote: a paper never leaves one out without a word."""


@dataclass(frozen=True)
class Committee:
    """To whom a paper goes. `sections` has what was written, by the keys of `SECTIONS`; a blank
    line begins a new paragraph. Raises ValueError for a section that is not there."""

    name: str
    meets_on: date
    report_of: str
    sections: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if wrong := set(self.sections) - set(SECTIONS) | {"position"} & set(self.sections):
            raise ValueError(f"A paper has no section to write named {', '.join(sorted(wrong))}")


@dataclass(frozen=True)
class Words:
    """The headline, why it is so and what happens next, and what the release is called.

    `committee` is null where the report goes to none.
    """

    headline: str
    why: str
    what_next: str
    released_on: date
    reference: str
    is_draft: bool
    committee: Committee | None = None

    @property
    def status(self) -> str:
        """Whether the numbers may still change, in one sentence."""
        if self.is_draft:
            return "Draft: not released, and the numbers may change."
        return (
            f"These figures were fixed on {in_words(self.released_on)} and will not change. "
            "Corrections are listed."
        )


def in_words(day: date) -> str:
    """23 November 2026."""
    return f"{day.day} {day:%B %Y}"


def covers(day: date, period: Period | None) -> str:
    """On 23 November 2026; 1 July 2026 to 30 September 2026, as known on 5 October 2026."""
    if period is None:
        return f"On {in_words(day)}"
    said = f"{in_words(period.starts_on)} to {in_words(period.ends_on)}"
    return said if day == period.ends_on else f"{said}, as known on {in_words(day)}"
