"""How a definition's list moved between the last two month-ends, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from onroll.record.definitions import Definition
from onroll.record.home import Home
from onroll.record.known_then import kept_runs, stood_at
from onroll.record.ledger import Cause, Ledger, ledger


@dataclass(frozen=True)
class Line:
    """One line between opening and closing: why, how many came on the list, how many went off."""

    words: str
    entered: int
    left: int


@dataclass(frozen=True)
class Movement:
    """Two month-ends and the lines between them; `known_at` is null when opening is as known now.

    `same_line` says that a changed definition is told in the line of what was learnt late.
    """

    opened_on: date
    known_at: datetime | None
    closed_on: date
    opening: int
    lines: tuple[Line, ...]
    closing: int
    same_line: bool


def movement(home: Home, run_id: str, as_of: date, definition: Definition) -> Movement | None:
    """How the list moved in the last whole month before a day; None when the run is not kept."""
    shown = next((run for run in kept_runs(home) if run.run_id == run_id), None)
    if shown is None:
        return None
    closed_on = last_of_month_before(as_of + timedelta(days=1))
    opened_on = last_of_month_before(closed_on)
    then = stood_at(home, end_of(opened_on))
    found = ledger(definition, then or shown, opened_on, shown, closed_on, read_again=False)
    return Movement(
        opened_on,
        then.known_at if then else None,
        closed_on,
        len(found.opening),
        tuple(lines(found)),
        len(found.closing),
        not found.told_apart,
    )


def lines(found: Ledger) -> list[Line]:
    """The causes in order; those by which nobody moved are left out, except that days passed."""
    return [
        Line(step.cause, len(step.entered), len(step.left))
        for step in found.steps
        if step.entered or step.left or step.cause is Cause.DAYS
    ]


def last_of_month_before(day: date) -> date:
    """The last day of the newest month that was over before a day."""
    return day.replace(day=1) - timedelta(days=1)


def end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, UTC)
