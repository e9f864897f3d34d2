"""What is hard to link in the made-up county, on file: `truth/hard_pairs.parquet`.

One row per kind and pair of records: kind, same_child, person_a, person_b, record_a, record_b.
A pair of records of one child (`same_child`) is one that a source writes otherwise, with another
record of the child; the records are `source:local_id`. A pair of two children has no records: any
record of the one joined with any of the other is a false link.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from onroll.demo.alike import TWINS, alike
from onroll.demo.identities import TWINS_UPN
from onroll.demo.life import Child

Link = tuple[str, str, str]
"""person, source, local_id"""

_BEST = ("pupil_system", "health", "school_census")
_COLUMNS = ("kind", "same_child", "person_a", "person_b", "record_a", "record_b")


def write(
    folder: Path,
    children: Iterable[Child],
    links: list[Link],
    spelt: dict[tuple[str, str], tuple[str, ...]],
) -> None:
    """Write the pairs; `spelt` has the kinds of each record that its source writes otherwise."""
    records: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for person, source, local_id in links:
        records[person].append((source, local_id))
    rows: list[tuple[str, bool, str, str, str | None, str | None]] = []
    twins: dict[str, str] = {}
    for one, other, kind in alike(children):
        if one.person in records and other.person in records:
            a, b = sorted((one.person, other.person))
            rows.append((kind, False, a, b, None, None))
            if kind == TWINS:
                twins[one.person], twins[other.person] = other.person, one.person
    for person, held in records.items():
        for record in held:
            for kind in spelt.get(record, ()):
                named = ":".join(record)
                like = _plain(held, record, spelt)
                if like is not None:
                    rows.append((kind, True, person, person, named, like))
                if kind == TWINS_UPN and person in twins:
                    theirs = _plain(records[twins[person]], record, spelt)
                    rows.append((kind, False, person, twins[person], named, theirs))
    columns = zip(*sorted(rows, key=_by_text), strict=True)
    pq.write_table(
        pa.table(dict(zip(_COLUMNS, map(list, columns), strict=True))),
        folder / "hard_pairs.parquet",
    )


def _plain(
    held: list[tuple[str, str]],
    record: tuple[str, str],
    spelt: dict[tuple[str, str], tuple[str, ...]],
) -> str | None:
    """Another record of the child, as plain as there is; None when there is no other."""
    others = [other for other in held if other != record]
    if not others:
        return None
    rank = {source: place for place, source in enumerate(_BEST)}
    best = min(others, key=lambda o: (len(spelt.get(o, ())), rank.get(o[0], 9), o))
    return ":".join(best)


def _by_text(row: tuple[str, bool, str, str, str | None, str | None]) -> tuple[str, ...]:
    return tuple(str(value or "") for value in row)
