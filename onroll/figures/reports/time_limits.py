"""The time limits of a run on a day: which run, are overdue, in breach, or were broken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from onroll.figures.periods import Period
from onroll.figures.reports.counted_run import CountedRun
from onroll.figures.reports.numbers import Thing
from onroll.record.clock_states import Level, State, clock_state, level
from onroll.record.definitions import CLOCKS, Clock

BY_KEY: Final = {clock.key: clock for clock in CLOCKS}
OVER: Final = (State.DONE, State.MISSED)


@dataclass(frozen=True)
class TimeLimit:
    """One child's time limit. `due_on` is null where it has none, or its day is not known."""

    clock: Clock
    child: str
    starts_on: date
    due_on: date | None
    met_on: date | None

    @property
    def thing(self) -> Thing:
        return f"{self.child}|{self.clock.key} {self.starts_on.isoformat()}"

    def state(self, day: date) -> State:
        return clock_state(self.clock, self.due_on, self.met_on, day)

    def runs(self, day: date) -> bool:
        """Whether it has begun by a day and is not met."""
        return self.starts_on <= day and self.state(day) not in OVER

    def overdue(self, day: date) -> bool:
        return self.starts_on <= day and self.state(day) is State.OVERDUE

    def in_breach(self, day: date) -> bool:
        """Whether it is overdue for so long that the accountable director is told."""
        return self.overdue(day) and (
            level(self.clock, self.due_on, self.met_on, day) is Level.BREACH
        )

    def due_in(self, period: Period) -> bool:
        """Whether its last day is in a period, and over by the period's end."""
        return self.due_on is not None and period.starts_on <= self.due_on < period.ends_on

    def kept(self) -> bool:
        """Whether it was met by its last day."""
        return self.due_on is not None and self.state(self.due_on) is State.DONE

    def broken_in(self, period: Period) -> bool:
        """Whether the day after its last day, on which it was not met, is in a period."""
        if self.due_on is None or self.due_on == date.max:
            return False
        after = self.due_on + timedelta(days=1)
        return period.starts_on <= after <= period.ends_on and not self.kept()


def time_limits(run: CountedRun) -> Iterator[TimeLimit]:
    """Every time limit of a run that began by its day, of clocks that onroll still has."""
    for row in run.clocks:
        if clock := BY_KEY.get(row["clock"]):
            yield TimeLimit(clock, row["child"], row["starts_on"], row["due_on"], row["met_on"])
