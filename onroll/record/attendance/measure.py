"""Every fact that marks tell, of one partition of them: Arrow in, Arrow out, and no engine.

A partition holds all rows of each child in it, in order; a country's is a slice of the children.
The same function serves one machine, which calls it in turn, and many.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa

from onroll.record.attendance.alphabet import ABSENT, ATTENDED
from onroll.record.attendance.compact import Compact, numbers
from onroll.record.attendance.lines import Lines, at_each_school, changes, of_each_child
from onroll.record.attendance.rates import Counts, counts, months, share_missed
from onroll.record.attendance.runs import Missed, missed_days, runs
from onroll.record.attendance.school_rules import at_school, told_run
from onroll.record.attendance.school_year_slots import SLOTS, first_days
from onroll.record.attendance.told import SCHEMA, Told
from onroll.record.attendance.words import Sessions, sessions
from onroll.record.thresholds import threshold

AT_A_TIME = 16_384
"""Rows measured at once: what they need in between stays in the processor's own memory."""

HEARD = pa.schema([("urn", pa.string()), ("month", pa.date32())])
"""One row for each month in which a school sent any mark."""


class Share(NamedTuple):
    """A fact that a share of sessions was missed: at all of a child's schools, or at each.

    `least` is the threshold's name. Sessions with code C2 may be set apart, as if attended.
    """

    fact: str
    least: str
    at_one_school: bool = False
    part_time_apart: bool = False


SHARES: Final = (
    Share("severely_absent", "severe_absence"),
    Share("persistently_absent", "persistent_absence"),
    Share("persistently_absent_part_time_apart", "persistent_absence", part_time_apart=True),
    Share("severely_absent_at_one_school", "severe_absence", at_one_school=True),
    Share("persistently_absent_at_one_school", "persistent_absence", at_one_school=True),
)


class Measured(NamedTuple):
    """The facts of a partition (`told.SCHEMA`), and when each school was heard from (`HEARD`)."""

    facts: pa.Table
    heard: pa.Table


def measure(marks: Compact) -> Measured:
    """The facts that some rows of marks tell. Rows are in order, and all of a child's are there."""
    if not len(marks.years):
        return Measured(SCHEMA.empty_table(), HEARD.empty_table())
    held = sessions(marks.codes)
    facts = pa.concat_tables(each.table() for each in spells(marks, held))
    return Measured(facts.unify_dictionaries().combine_chunks(), heard(marks, held))


def spells(marks: Compact, held: Sessions) -> list[Told]:
    """The spells of each fact, as `measure` tells them; some may have no day."""
    if not len(marks.years):
        return []
    missed = missed_days(marks.codes)
    here, child = at_each_school(marks, held), of_each_child(marks, held)
    return [
        _not_attending(child, missed),
        *_shares(here, child, held, counts(marks.codes, held)),
        *at_school(here, held, missed),
    ]


def slices(marks: Compact, at_a_time: int = AT_A_TIME) -> Iterator[Compact]:
    """Rows in order, some rows at a time and never a part of a child's."""
    new = np.flatnonzero(changes(numbers(marks.pupils.dictionary_encode().indices)))
    begins = 0
    while begins < len(marks.years):
        after = np.searchsorted(new, begins + at_a_time)
        ends = int(new[after]) if after < len(new) else len(marks.years)
        rows = slice(begins, ends)
        yield Compact(marks.pupils[rows], marks.urns[rows], marks.years[rows], marks.codes[rows])
        begins = ends


def _not_attending(child: Lines, missed: Missed) -> Told:
    """Days absent from one school at least, and attended at none, to the next day attended."""
    away = missed.places[(missed.either & (ATTENDED | ABSENT)) == ABSENT]
    row = away // SLOTS
    places = child.of_row[row] * SLOTS + away % SLOTS
    order = np.argsort(places, kind="stable")
    places, row = places[order], row[order]
    bits = child.attended.reshape(-1)[places // 64] >> (places % 64).astype(np.uint64)
    nowhere = np.flatnonzero((bits & np.uint64(3)) == 0)
    places, row = places[nowhere], row[nowhere]
    found = runs(child, places, places[:0])
    return told_run("not_attending", child, found, row[np.searchsorted(places, found.first)])


def _shares(here: Lines, child: Lines, held: Sessions, of: Counts) -> list[Told]:
    apart = of.absent - of.part_time
    each_school, of_child = (months(lines, held, of.possible) for lines in (here, child))
    return [
        share_missed(
            share.fact,
            each_school if share.at_one_school else of_child,
            apart if share.part_time_apart else of.absent,
            threshold(share.least),
        )
        for share in SHARES
    ]


def heard(marks: Compact, held: Sessions) -> pa.Table:
    """In which months each school sent a mark."""
    row, month = np.nonzero(held.marked)
    days = first_days(marks.years[row], month).astype(np.int32)
    urn = marks.urns.dictionary_encode()
    school = numbers(urn.indices)[row]
    which = np.sort(school * (1 << 32) + days)
    which = which[changes(which)]
    return pa.table(
        [
            urn.dictionary.take(pa.array(which >> 32)),
            pa.array((which & 0xFFFFFFFF).astype(np.int32)).cast(pa.date32()),
        ],
        schema=HEARD,
    )
