"""Runs of days that have something in common, between days that do not: touched are few days.

Days on which a child attended whatever there was are never looked at one by one: two days missed
are of one run where the next session attended after the one is not before the other.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onroll.record.attendance.alphabet import LAST_PRESENT, SAYS
from onroll.record.attendance.lines import Lines, changes
from onroll.record.attendance.school_year_slots import SLOTS, Ints


class Missed(NamedTuple):
    """The days with a mark that is not of being present: places of mornings, what both marks say.

    `either` and `both` are bits of the alphabet: what one of the two marks says, or each does.
    """

    places: Ints
    either: NDArray[np.uint16]
    both: NDArray[np.uint16]
    sessions: Ints
    """The places of those marks themselves, one by one."""
    says: NDArray[np.uint16]
    """What each of them says."""


class Runs(NamedTuple):
    """Runs in order of place: the first day's and last day's place, and of what ends it (or -1)."""

    first: Ints
    last: Ints
    ended_by: Ints


def missed_days(codes: NDArray[np.uint8]) -> Missed:
    """The days on which a session was missed, not possible or off site, in order of place."""
    flat = codes.reshape(-1)
    sessions = np.flatnonzero(flat > LAST_PRESENT)
    places = sessions & ~1
    places = places[changes(places)]
    am, pm = SAYS[flat[places]], SAYS[flat[places + 1]]
    return Missed(places, am | pm, am & pm, sessions, SAYS[flat[sessions]])


def runs(lines: Lines, days: Ints, breaks: Ints) -> Runs:
    """The runs of `days`, broken by any of `breaks` and by any session attended on another day.

    Both are places of mornings in order. Days without either neither break a run nor are of it.
    """
    if not len(days):
        return Runs(days, days, days)
    after = np.searchsorted(breaks, days)
    new = changes(lines.unit_of(days)) | changes(after)
    attended = lines.attended_from(days + 2)
    new[1:] |= (attended[:-1] >= 0) & (attended[:-1] < days[1:])
    starts = np.flatnonzero(new)
    ends = np.append(starts[1:], len(days)) - 1
    last, came = days[ends], attended[ends]
    broke = np.append(breaks, -1)[after[starts]]
    other = lines.unit_of(np.maximum(broke, 0)) != lines.unit_of(last)
    broke = np.where((broke < 0) | other, -1, broke)
    return Runs(days[starts], last, sooner(came, broke))


def between(lines: Lines, breaks: Ints) -> Runs:
    """The runs of what was attended in lines, between days on which nothing was, given in order."""
    first_places = np.flatnonzero(changes(lines.units)) * SLOTS
    starts = lines.attended_from(np.sort(np.concatenate([first_places, breaks])))
    starts = starts[starts >= 0]
    starts = starts[changes(starts)]
    after = np.append(breaks, -1)[np.searchsorted(breaks, starts)]
    unit_ends = np.append(first_places[1:], len(lines.units) * SLOTS)
    ends = unit_ends[np.searchsorted(unit_ends, starts, side="right")]
    ended = np.where((after >= 0) & (after < ends), after, ends)
    return Runs(starts & ~1, lines.attended_before(ended) & ~1, np.full(len(starts), -1))


def sooner(one: Ints, other: Ints) -> Ints:
    """The lesser of two places, of which -1 is none."""
    never = np.iinfo(np.int64).max
    least = np.minimum(np.where(one < 0, never, one), np.where(other < 0, never, other))
    return np.where(least == never, -1, least)
