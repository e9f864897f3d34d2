"""What the registers show over time: children who stopped attending, and who miss half of school.

Both are read from the true marks as they are made, so that the truth needs no second pass over
tens of millions of rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from onroll.demo.attendance import ABSENT, ATTENDED, Register
from onroll.demo.life import Child

LONG_ENOUGH = timedelta(days=15)
"""Shorter absences are not kept: 15 days on a calendar never hold 15 school days."""


@dataclass(frozen=True, slots=True)
class Spell:
    """Days [starts_on, ends_before) of one child, by index; `urn` blank: no one school."""

    child: int
    starts_on: date
    ends_before: date | None
    urn: str = ""


class Absence:
    """Collects, register by register and in order, what the marks say of each child."""

    def __init__(self, children: list[Child], until: date) -> None:
        self._children, self._until = children, until
        self._since = np.zeros(len(children), np.int64)
        self._where: dict[int, str] = {}
        self._spells: list[Spell] = []
        self._months: dict[tuple[int, int], NDArray[np.int32]] = {}

    def add(self, register: Register) -> None:
        """Take in the next term."""
        who = np.array([number for number, _ in register.rows])
        for column, day in enumerate(register.days):
            held = register.held[:, column]
            am, pm = register.am[:, column], register.pm[:, column]
            attended = ATTENDED[am] | ATTENDED[pm]
            came = np.zeros(len(self._children), bool)
            came[who[held & attended]] = True
            for row in np.nonzero(held & ~attended & (ABSENT[am] | ABSENT[pm]))[0].tolist():
                number = int(who[row])
                if not came[number] and not self._since[number]:
                    self._since[number] = day.toordinal()
                    self._where[number] = register.rows[row][1].school.urn
            for number in np.nonzero(came & (self._since > 0))[0].tolist():
                self._end(number, day)
            self._since[came] = 0
            self._count(day, who, held, am, pm)

    def _end(self, number: int, day: date) -> None:
        """Keep the spell that ends on that day, if it was long."""
        began = date.fromordinal(int(self._since[number]))
        if day - began >= LONG_ENOUGH:
            self._spells.append(Spell(number, began, day, self._where[number]))

    def _count(
        self,
        day: date,
        who: NDArray[np.int64],
        held: NDArray[np.bool_],
        am: NDArray[np.uint8],
        pm: NDArray[np.uint8],
    ) -> None:
        month = self._months.setdefault(
            (day.year, day.month), np.zeros((2, len(self._children)), np.int32)
        )
        missed = ABSENT[am].astype(np.int32) + ABSENT[pm]
        there = ATTENDED[am].astype(np.int32) + ATTENDED[pm]
        np.add.at(month[0], who[held], (missed + there)[held])
        np.add.at(month[1], who[held], missed[held])

    def not_attending(self) -> list[Spell]:
        """Long spells in which a child who is on a roll attended no session at any school.

        A child who left without coming back stopped being absent on the day of leaving.
        """
        spells = list(self._spells)
        for number in np.nonzero(self._since)[0].tolist():
            lasts = [e.ends_before for e in self._children[number].enrolments]
            left = None if None in lasts else max(day for day in lasts if day is not None)
            began = date.fromordinal(int(self._since[number]))
            if (left or self._until) - began >= LONG_ENOUGH:
                spells.append(Spell(number, began, left, self._where[number]))
        return sorted(spells, key=lambda s: (s.child, s.starts_on))

    def severely_absent(self) -> list[Spell]:
        """Each month before whose first day half of the school year's sessions so far were missed.

        Measured at the end of every calendar month of the school year, August included.
        """
        found = []
        possible = missed = np.zeros(len(self._children), np.int32)
        first = min(self._months)
        year, month = first[0], 9
        while _first_of_next(year, month) <= self._until:
            if month == 9:
                possible = missed = np.zeros(len(self._children), np.int32)
            if (year, month) in self._months:
                counted = self._months[year, month]
                possible, missed = possible + counted[0], missed + counted[1]
            starts = _first_of_next(year, month)
            ends = _first_of_next(starts.year, starts.month)
            for number in np.nonzero((possible > 0) & (2 * missed >= possible))[0].tolist():
                found.append(Spell(number, starts, ends))
            year, month = starts.year, starts.month
        return found


def _first_of_next(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)
