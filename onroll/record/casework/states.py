"""The states of a case, and which may follow which.

Nothing changes a state because time has passed, and no state is left for `closed` but by two people
where the outcome asks for it (`closing`).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class State(StrEnum):
    RECEIVED = "received"
    REOPENED = "reopened"  # received again: a case linked to the one before
    TRIAGE = "triage"  # more was asked of whoever told us
    REDIRECTED = "redirected"
    WATCHING = "watching"
    GATHERING = "gathering"
    ALLOCATED = "allocated"
    ENQUIRING = "enquiring"
    ENGAGING = "engaging"
    PLANNING = "planning"
    PROVISION = "provision"
    REVIEW = "review"
    ESCALATED = "escalated"
    CLOSE_REQUESTED = "close_requested"
    CLOSED = "closed"


TITLES: Final = {
    State.RECEIVED: "Not yet decided",
    State.REOPENED: "Told again, not yet decided",
    State.TRIAGE: "More was asked",
    State.REDIRECTED: "Sent to another service",
    State.WATCHING: "Another service leads, we watch",
    State.GATHERING: "Gathering information",
    State.ALLOCATED: "Allocated",
    State.ENQUIRING: "Looking for the child",
    State.ENGAGING: "In touch with the family",
    State.PLANNING: "Planning",
    State.PROVISION: "Education arranged",
    State.REVIEW: "In review",
    State.ESCALATED: "Escalated",
    State.CLOSE_REQUESTED: "Waiting for a second person to close",
    State.CLOSED: "Closed",
}
"""How pages say a state."""

UNDECIDED: Final = frozenset({State.RECEIVED, State.REOPENED, State.TRIAGE})
"""The states that wait for the Pathway Manager."""

WORKED_IN: Final = (
    State.ENQUIRING,
    State.ENGAGING,
    State.PLANNING,
    State.PROVISION,
    State.REVIEW,
    State.ESCALATED,
)
"""The states among which an officer moves a case as the work goes on, back as well as forth."""

OVER: Final = frozenset({State.CLOSED, State.REDIRECTED})
"""The states of a case that is not open any more."""

WITH_AN_OFFICER: Final = (State.ALLOCATED, State.WATCHING, State.CLOSE_REQUESTED)
"""What may follow whatever an officer works in: another officer, another service, the end."""

MAY_FOLLOW: Final = {
    **{
        state: {State.TRIAGE, State.REDIRECTED, State.WATCHING, State.GATHERING}
        for state in UNDECIDED
    },
    State.WATCHING: {State.GATHERING, State.ALLOCATED, State.CLOSE_REQUESTED},
    State.GATHERING: {
        State.ALLOCATED, State.WATCHING, State.REDIRECTED, State.CLOSE_REQUESTED, *WORKED_IN,
    },
    State.ALLOCATED: {*WITH_AN_OFFICER, *WORKED_IN},
    **{state: {*WITH_AN_OFFICER, *WORKED_IN} - {state} for state in WORKED_IN},
    State.CLOSE_REQUESTED: {State.CLOSED},
    State.REDIRECTED: set(),
    State.CLOSED: set(),
}  # fmt: skip
"""What may follow each state. A refusal to close gives back the state before it was asked."""
