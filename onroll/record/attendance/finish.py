"""The facts of all partitions together, with the words of pupil and school."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onroll.record.attendance.compact import Compact, numbers
from onroll.record.attendance.measure import Measured, measure
from onroll.record.attendance.school_year_slots import Ints
from onroll.record.attendance.told import NEVER, dates

_SPAN = 1 << 32


def finished(parts: Iterable[tuple[Compact, Measured]]) -> pa.Table:
    """One row a spell: fact, pupil_id, urn, starts_on, ends_before, evidence_on.

    A share of a school year is ended by the marks that the child's school sent of the next year,
    of whomever: each of the parts, with the marks it is of, may tell when that was.
    """
    held = list(parts)
    if not held:
        return finished([(Compact.empty(), measure(Compact.empty()))])
    facts = pa.concat_tables(_named(*part) for part in held).unify_dictionaries()
    heard = pa.concat_tables(part.heard for _, part in held)
    ends = numbers(facts.column("ends_before").cast(pa.int32()).fill_null(NEVER))
    since = numbers(facts.column("until_heard_from").cast(pa.int32()).fill_null(NEVER))
    asked = np.flatnonzero(since < NEVER)
    some = facts.column("urn").take(pa.array(asked))
    ends[asked] = np.minimum(ends[asked], heard_from(heard, some, since[asked]))
    at = facts.schema.get_field_index("ends_before")
    return facts.set_column(at, "ends_before", dates(ends)).drop(["until_heard_from"])


def heard_from(heard: pa.Table, urns: pa.ChunkedArray, since: Ints) -> Ints:
    """The end of the month in which each school was first heard from since a day; or `NEVER`."""
    schools = pc.unique(heard.column("urn"))
    of_school = numbers(pc.index_in(heard.column("urn"), schools)) * _SPAN
    months = np.sort(of_school + numbers(heard.column("month").cast(pa.int32())))
    school = numbers(pc.index_in(urns, schools)) * _SPAN
    at = np.searchsorted(months, school + since)
    ends = np.full(len(since), NEVER, np.int64)
    there = np.flatnonzero(at < len(months))
    there = there[months[at[there]] // _SPAN == school[there] // _SPAN]
    month = (months[at[there]] % _SPAN).astype("datetime64[D]").astype("datetime64[M]")
    ends[there] = (month + 1).astype("datetime64[D]").astype(np.int64)
    return ends


def _named(marks: Compact, part: Measured) -> pa.Table:
    rows = part.facts.column("of_row")
    columns = [part.facts.column(0), marks.pupils.take(rows), marks.urns.take(rows)]
    names = ["fact", "pupil_id", "urn", *part.facts.column_names[2:]]
    return pa.table([*columns, *part.facts.columns[2:]], names=names)
