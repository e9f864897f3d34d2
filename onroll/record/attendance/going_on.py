"""What lets a day on which a child was present go by without measuring the child again.

Most children are present on most days, as they were on the day before. Then the spell of being
present ends a day later, and nothing else that marks tell can change: unless something is open that
the day could end. A share of sessions missed that is open can be tried with the new count alone.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from onroll.record.attendance.alphabet import BYTES, LAST_ATTENDING, LAST_POSSIBLE
from onroll.record.attendance.compact import Compact, numbers
from onroll.record.attendance.evidence import Shown
from onroll.record.attendance.held_facts import NUMBER, Facts, row_and_day
from onroll.record.attendance.lines import changes
from onroll.record.attendance.measure import SHARES
from onroll.record.attendance.rates import in_force, reaches
from onroll.record.attendance.reached import monday_of
from onroll.record.attendance.school_year_slots import (
    IN_A_MONTH,
    MONTHS,
    Ints,
    days_of,
    first_days,
)
from onroll.record.attendance.told import NEVER
from onroll.record.attendance.words import highest, packed
from onroll.record.thresholds import threshold

_TYPES: Final[dict[str, Any]] = {
    "child": np.int32,
    "last": np.int16,
    "since": np.int32,
    "since_in": np.int32,
    "since_file": np.int32,
    "since_row": np.int64,
    "possible": np.int16,
    "absent": np.int16,
    "part_time": np.int16,
    "shares": np.uint8,
    "shares_since": np.int32,
    "in_its_week": np.bool_,
    "measured_each_day": np.bool_,
}
_NOTHING: Final = {"last": -1, "since": -1, "measured_each_day": True}
_PRESENT: Final = NUMBER["marked_present"]
_ROLLING: Final = NUMBER["penalty_notice_sessions_reached"]
_OF_CHILD: Final = np.zeros(len(NUMBER), bool)
_SHARE: Final = np.full(len(NUMBER), -1)
for _bit, _each in enumerate(SHARES):
    _SHARE[NUMBER[_each.fact]] = _bit
    _OF_CHILD[NUMBER[_each.fact]] = not _each.at_one_school
_OF_CHILD[NUMBER["not_attending"]] = True


@dataclass
class GoingOn:
    """One element for each row of marks, whatever their order.

    `child` numbers the children. `last` is the slot of the last morning of a day with a mark, -1
    without. `since` is the first day of the spell of being present that goes on to that day, -1
    without; the row of that day is `since_in`, and `since_file`, `since_row` show it. `shares` has
    a bit for each of `SHARES` that is open, begun at the latest on `shares_since`; then `possible`,
    `absent` and `part_time` count the sessions of the row's year. What is open `in_its_week` a new
    week could end. What else is open, or may be, has the child `measured_each_day`.
    """

    child: NDArray[Any]
    last: NDArray[Any]
    since: NDArray[Any]
    since_in: NDArray[Any]
    since_file: NDArray[Any]
    since_row: NDArray[Any]
    possible: NDArray[Any]
    absent: NDArray[Any]
    part_time: NDArray[Any]
    shares: NDArray[Any]
    shares_since: NDArray[Any]
    in_its_week: NDArray[Any]
    measured_each_day: NDArray[Any]

    @classmethod
    def of(cls, child: NDArray[Any]) -> GoingOn:
        """Of rows whose children are numbered, of which nothing has been measured yet."""
        held = {
            name: np.full(len(child), _NOTHING.get(name, 0), kind) for name, kind in _TYPES.items()
        }
        return cls(**held | {"child": child.astype(np.int32)})

    @classmethod
    def from_arrow(cls, table: pa.Table) -> GoingOn:
        """What `to_arrow` gave. Raises KeyError where a column is not there."""
        held = {name: table.column(name).to_numpy(zero_copy_only=False) for name in _TYPES}
        return cls(**{name: column.copy() for name, column in held.items()})

    def to_arrow(self) -> pa.Table:
        return pa.table({each.name: getattr(self, each.name) for each in fields(self)})

    def and_rows(self, child: NDArray[Any]) -> GoingOn:
        """The same with new rows, of children by number, at the end."""
        more = GoingOn.of(child)
        return replace(
            self,
            **{name: np.concatenate([getattr(self, name), getattr(more, name)]) for name in _TYPES},
        )

    def may(self, rows: Ints, slots: Ints, years: Ints) -> NDArray[np.bool_]:
        """Whether a day present in both sessions changes nothing else of each row's child."""
        last = np.maximum(self.last[rows], 0).astype(np.int64)
        fine = ~self.measured_each_day[rows] & (self.since[rows] >= 0) & (slots > last)
        weekly = np.flatnonzero(fine & self.in_its_week[rows])
        days = (days_of(years[weekly], each[weekly]) for each in (slots, last))
        fine[weekly] = np.equal(*map(monday_of, days))
        months = first_days(years, slots // IN_A_MONTH + 1)
        moved = np.flatnonzero(fine & (slots // IN_A_MONTH != last // IN_A_MONTH))
        before = first_days(years[moved], last[moved] // IN_A_MONTH + 1)
        for share in {share.least for share in SHARES} if len(moved) else ():
            number = threshold(share)
            fine[moved] &= in_force(number, before) == in_force(number, months[moved])
        with_share = np.flatnonzero(fine & (self.shares[rows] > 0))
        fine[with_share] = self._stay(rows[with_share], months[with_share])
        # the mark that shows a spell which begins with this month is the last of the month so far
        begun = first_days(years[with_share], slots[with_share] // IN_A_MONTH)
        fine[with_share] &= self.shares_since[rows[with_share]] <= begun
        return fine

    def _stay(self, rows: Ints, measured_on: Ints) -> NDArray[np.bool_]:
        """Whether each share that is open is still reached with two more sessions attended."""
        stay = np.ones(len(rows), bool)
        possible = self.possible[rows].astype(np.int64) + 2
        for bit, share in enumerate(SHARES):
            missed = self.absent[rows].astype(np.int64)
            if share.part_time_apart:
                missed -= self.part_time[rows]
            has = (self.shares[rows] >> bit & 1) > 0
            stay &= ~has | reaches(missed, possible, threshold(share.least), measured_on)
        return stay

    def go_on(self, rows: Ints, slots: Ints) -> None:
        """Let each row's spell of being present end after a further day."""
        self.last[rows] = slots
        self.possible[rows] += 2

    def forget(self, which: Ints) -> None:
        """Take some rows as if nothing had been measured of them."""
        for name in _TYPES:
            if name != "child":
                getattr(self, name)[which] = _NOTHING.get(name, 0)

    def shown(self, which: Ints) -> Shown:
        """What shows the spells of being present that go on, of some rows."""
        rows = which[self.since[which] >= 0]
        days = row_and_day(self.since_in[rows], self.since[rows])
        return Shown(days, self.since_file[rows], self.since_row[rows])

    def spells(self, years: Ints) -> Facts:
        """The spells of being present that go on, with each row's school year."""
        rows = np.flatnonzero(self.since >= 0)
        ends = days_of(years[rows], self.last[rows].astype(np.int64)) + 1
        since = self.since[rows]
        return Facts(
            np.full(len(rows), _PRESENT, np.int8), self.since_in[rows], since,
            ends.astype(np.int32), since, np.full(len(rows), NEVER, np.int32),
            self.since_file[rows], self.since_row[rows],
        )  # fmt: skip

    def take_from(self, facts: Facts, marks: Compact, which: Ints) -> Facts:
        """Note what some children's facts leave open; the facts but for those of `since`.

        `which` are the numbers of all rows of those children that have a mark, and `marks` these
        rows, in order. The facts are theirs alone, and they have been looked up.
        """
        self.forget(which)
        self.last[which] = last_slots(marks.codes)
        last_of_unit, newest = self._newest(marks, which)
        place = np.zeros(len(self.child), np.int64)
        place[which] = np.arange(len(which))
        at = place[facts.of_row]
        unit_row, now = last_of_unit[at], newest[at]
        last_day = days_of(marks.years[place[unit_row]], self.last[unit_row].astype(np.int64))
        going = (facts.fact == _PRESENT) & (facts.ends_before == last_day + 1)
        rows = unit_row[going]
        self.since[rows], self.since_file[rows] = facts.starts_on[going], facts.file[going]
        self.since_row[rows], self.since_in[rows] = facts.row[going], facts.of_row[going]
        self.measured_each_day[which] = newest != which
        is_open = np.flatnonzero(facts.is_open & (now >= 0))
        self._leave_open(facts.where(is_open), unit_row[is_open], now[is_open])
        counted = np.flatnonzero(self.shares[which] > 0)
        self._count(which[counted], marks.codes[counted])
        return facts.where(~going)

    def _newest(self, marks: Compact, which: Ints) -> tuple[Ints, Ints]:
        """The last row of each row's child at its school; the child's only one of its last year.

        The second is -1 where a child has several: what one school marks may then end, at another,
        what counts for the child.
        """
        child = changes(self.child[which])
        unit = child | changes(numbers(marks.urns.dictionary_encode().indices))
        begins = np.flatnonzero(unit)
        ends = np.append(begins[1:], len(which)) - 1
        last_of_unit = which[ends[: len(begins)][np.cumsum(unit) - 1]]
        begins, number = np.flatnonzero(child), np.cumsum(child) - 1
        if not len(begins):
            return last_of_unit, which
        is_last_year = marks.years == np.maximum.reduceat(marks.years, begins)[number]
        alone = is_last_year & (np.add.reduceat(is_last_year, begins)[number] == 1)
        newest = np.full(len(begins), -1)
        newest[number[alone]] = which[alone]
        return last_of_unit, newest[number]

    def _leave_open(self, facts: Facts, unit_row: Ints, now: Ints) -> None:
        """Note facts that are open, given the last row of their school and the child's newest."""
        here = unit_row == now
        share = _SHARE[facts.fact]
        counts = np.flatnonzero((share >= 0) & (facts.of_row == now))
        np.bitwise_or.at(self.shares, now[counts], (1 << share[counts]).astype(np.uint8))
        self.shares_since[now[counts]] = 0
        np.maximum.at(self.shares_since, now[counts], facts.starts_on[counts])
        rolling = here & (facts.fact == _ROLLING)
        self.in_its_week[now[rolling]] = True
        other = (here | _OF_CHILD[facts.fact]) & ~rolling
        other[counts] = False
        self.measured_each_day[now[other]] = True

    def _count(self, rows: Ints, codes: NDArray[np.uint8]) -> None:
        from_nought = codes - np.uint8(1)
        possible = (from_nought < LAST_POSSIBLE).sum(axis=1)
        self.possible[rows] = possible
        self.absent[rows] = possible - (from_nought < LAST_ATTENDING).sum(axis=1)
        self.part_time[rows] = (codes == BYTES["C2"]).sum(axis=1)


def last_slots(codes: NDArray[np.uint8]) -> Ints:
    """The morning of each row's last day with a mark; -1 for a row without."""
    words = packed(codes > 0)
    month = MONTHS - 1 - np.argmax((words > 0)[:, ::-1], axis=1)
    in_month = highest(words[np.arange(len(words)), month])
    return np.where(in_month < 0, -1, (month * IN_A_MONTH + in_month) & ~1)
