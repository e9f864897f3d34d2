"""What happens in a case: events that are never changed, each by somebody at a moment.

A case is nothing but its events in order (`case_of`), so it can be shown as it was on any past day,
and whatever somebody wrote stays: a mistake is taken back by another event, in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final


class Kind(StrEnum):
    """The kinds of event, in the order in which a case comes to them."""

    RECEIVED = "received"  # somebody told us: source, issue, told_by, words; the first opens a case
    TRIAGED = "triaged"  # route, to, why, risk
    ALLOCATED = "allocated"  # team, officer: numbers of a team and of a user
    MOVED = "moved"  # state, why
    ASKED = "asked"  # enquiry, of_whom, due_on
    REPLIED = "replied"  # asked: the number of an ASKED; result, words, evidence
    NOT_APPLICABLE = "not_applicable"  # enquiry, why
    CONTACTED = "contacted"  # with_whom, how, reached, words
    NOTED = "noted"  # words, restricted
    DOCUMENT_ADDED = "document_added"  # title, what, sha256, scan, evidence_for, restricted
    VISIT_SET = "visit_set"  # visit_on, at_time: "14:30" or absent, where, officer
    VISITED = "visited"  # set: the number of a VISIT_SET; seen, where, who_was_there, …
    WHEREABOUTS_TOLD = "whereabouts_told"  # where, by_whom
    WHEREABOUTS_VERIFIED = "whereabouts_verified"  # told, how, address, postcode, in_area
    SAFETY_FLAGGED = "safety_flagged"  # words: what colleagues must know before they visit
    SAFETY_LIFTED = "safety_lifted"  # flagged, why
    PLANNED = "planned"  # words, review_on
    REVIEWED = "reviewed"  # words, review_on
    TASK_SET = "task_set"  # words, due_on, officer
    TASK_DONE = "task_done"  # task, words
    STEPPED = "stepped"  # step: a title of `casework_steps.TITLES`; until, urn
    ESCALATED = "escalated"  # step, to_whom, words, answer_by
    ANSWERED = "answered"  # escalated: the number of an ESCALATED; answer, words
    SIBLING_LINKED = "sibling_linked"  # record: a source record of the other child; words
    SIBLING_ANSWERED = "sibling_answered"  # record, words: how it stands with that child
    EXHAUSTED_SIGNED = "exhausted_signed"  # why: somebody other than who carried out the checks
    CLOSE_ASKED = "close_asked"  # outcome, seen_on, seen_by, evidence, destination, …
    CLOSE_REFUSED = "close_refused"  # why
    CLOSED = "closed"  # outcome, signed
    TAKEN_BACK = "taken_back"  # number, why


MAY_BE_RESTRICTED: Final = (Kind.NOTED, Kind.DOCUMENT_ADDED)
"""The kinds that their writer may keep from all but those who answer for safeguarding."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event. `number` counts from 1 within the case; `on` is the day on which it happened, and
    `at` the moment it was written. `told` holds text, numbers, and days as ISO text."""

    number: int
    kind: Kind
    on: date
    at: datetime
    by: str
    told: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_restricted(self) -> bool:
        """Whether it is for its writer and for those who answer for safeguarding alone."""
        return self.kind in MAY_BE_RESTRICTED and bool(self.told.get("restricted"))

    def day(self, name: str) -> date | None:
        """A day that it tells; None where it tells none."""
        text = self.told.get(name)
        return date.fromisoformat(text) if text else None

    def text(self, name: str) -> str:
        """Words that it tells; "" where it tells none."""
        return str(self.told.get(name) or "")


class BadEvent(ValueError):
    """An event that cannot follow those before it. The message says what is needed."""
