"""From draft to released: what may happen to a release, and who may do it.

A report is drafted, words are written for it, and a second person approves it: nobody approves what
they drafted, or wrote a word of. It is then checked once more beside everything released since it
was drafted, and is released or held back. What is released never changes; a correction is a dated
note.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What happened to a release."""

    WORDS = "words"
    ASKED = "asked"
    SENT_BACK = "sent_back"
    WITHDRAWN = "withdrawn"
    APPROVED = "approved"
    CHECKING = "checking"
    HELD_BACK = "held_back"
    RELEASED = "released"
    CORRECTED = "corrected"


BY_ITSELF: Final = frozenset({Kind.CHECKING, Kind.HELD_BACK, Kind.RELEASED})
"""What nobody does: it follows from an approval, in the name of whoever approved."""


class Stage(StrEnum):
    """Where a release stands."""

    DRAFT = "draft"
    WAITS = "waits"
    APPROVED = "approved"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


STAGE_WORDS: Final = {
    Stage.DRAFT: "Draft",
    Stage.WAITS: "Waits for a second person",
    Stage.APPROVED: "Approved, and checked once more",
    Stage.RELEASED: "Released",
    Stage.WITHDRAWN: "Withdrawn",
}

AFTER: Final = {
    (Stage.DRAFT, Kind.WORDS): Stage.DRAFT,
    (Stage.DRAFT, Kind.ASKED): Stage.WAITS,
    (Stage.DRAFT, Kind.WITHDRAWN): Stage.WITHDRAWN,
    (Stage.WAITS, Kind.SENT_BACK): Stage.DRAFT,
    (Stage.WAITS, Kind.WITHDRAWN): Stage.WITHDRAWN,
    (Stage.WAITS, Kind.APPROVED): Stage.APPROVED,
    (Stage.APPROVED, Kind.CHECKING): Stage.APPROVED,
    (Stage.APPROVED, Kind.HELD_BACK): Stage.WAITS,
    (Stage.APPROVED, Kind.RELEASED): Stage.RELEASED,
    (Stage.APPROVED, Kind.SENT_BACK): Stage.DRAFT,
    (Stage.APPROVED, Kind.WITHDRAWN): Stage.WITHDRAWN,
    (Stage.RELEASED, Kind.CORRECTED): Stage.RELEASED,
}
"""What may happen at which stage, and where the release stands then. Nothing else may."""


@dataclass(frozen=True)
class Event:
    """What happened, and who did it."""

    kind: Kind
    by: int


def stage_of(events: Iterable[Event]) -> Stage:
    """Where a release stands after these events, in their order. Raises KeyError for one that could
    not happen."""
    stage = Stage.DRAFT
    for event in events:
        stage = AFTER[stage, event.kind]
    return stage


def why_not(kind: Kind, by: int, drafted_by: int, events: Iterable[Event]) -> str:
    """Why somebody may not do this now, in words; "" where they may."""
    held = list(events)
    stage = stage_of(held)
    if (stage, kind) not in AFTER:
        return f"This cannot be done now: the release is at “{STAGE_WORDS[stage]}”."
    if kind is Kind.ASKED and not any(event.kind is Kind.WORDS for event in held):
        return "Write the words first: a headline, why it is so, and what happens next."
    authors = {drafted_by, *(event.by for event in held if event.kind in (Kind.WORDS, Kind.ASKED))}
    if kind is Kind.APPROVED and by in authors:
        return "You drafted this or wrote its words. A second person must release it."
    return ""
