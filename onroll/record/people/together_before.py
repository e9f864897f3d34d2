"""Children who are again whom they were: the same records as before, so the same id.

What somebody decides one night and takes back the next must leave every id as it was. So a child
whose records were all of one child at some time, with nobody else's among them, has that child's id
again. Where two may have it so, the later time counts.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

Stays = list[tuple[int, str]]
"""The children a record was of, in order: the step of the history at which it came, and whose."""

_NOW: Final = 1 << 62


def again(
    clusters: Mapping[int, Sequence[str]],
    previous: pa.Table,
    own: Mapping[str, str],
    here: Container[str],
) -> dict[int, str]:
    """The id of each cluster that was one child before, by the cluster's key.

    `clusters` has the records of each, `own` whose each record has been till now, where it may say
    so, `here` every record of tonight, and `previous` is `changes.links_before`. Nothing where
    `previous` has no `stays`. An id that only somebody else's records have is left to them.
    """
    if "stays" not in previous.column_names:
        return {}
    known = {record for records in clusters.values() for record in records}
    rows = _stays(previous, known)
    wanted = {
        key: set.intersection(*({child for _, child in rows.get(r, ())} for r in records))
        for key, records in clusters.items()
    }
    ids = set().union(*wanted.values())
    if not ids:
        return {}
    held = pc.is_in(previous["person_id"], value_set=pa.array(sorted(ids), pa.string()))
    several = pc.is_valid(previous["stays"])
    near = previous.filter(pc.or_(held, several))
    members: dict[str, dict[str, Stays]] = {each: {} for each in ids}
    in_use: dict[str, set[str]] = {}
    gone = dict(zip(near["record_id"].to_pylist(), near["gone"].to_pylist(), strict=True))
    now = dict(zip(near["record_id"].to_pylist(), near["person_id"].to_pylist(), strict=True))
    for record, stays in _stays(near, gone).items():
        in_use.setdefault(now[record], set()).add(record)
        if record in here or not gone[record]:  # whoever was gone already parts nobody
            for child in {child for _, child in stays} & ids:
                members[child][record] = stays
    claims = [
        (when, child, key)
        for key, children in wanted.items()
        for child in children
        if (child not in in_use or any(own.get(record) == child for record in clusters[key]))
        and (when := _last_exactly(child, set(clusters[key]), members[child])) is not None
    ]
    found: dict[int, str] = {}
    given: set[str] = set()
    for _, child, key in sorted(claims, reverse=True):
        if key not in found and child not in given:
            found[key] = child
            given.add(child)
    return found


def _stays(previous: pa.Table, records: Iterable[str]) -> dict[str, Stays]:
    """Where these records were. One that never moved was always where it is."""
    rows = previous.filter(pc.is_in(previous["record_id"], pa.array(list(records), pa.string())))
    return {
        row["record_id"]: [(stay["step"], stay["child"]) for stay in row["stays"]]
        if row["stays"]
        else [(row["step"], row["person_id"])]
        for row in rows.select(["record_id", "person_id", "step", "stays"]).to_pylist()
    }


def _last_exactly(child: str, records: set[str], members: Mapping[str, Stays]) -> int | None:
    """The step until which these records, and nobody else, were last that child's; None for never.

    What lasts till now lasts till the greatest number.
    """
    steps: dict[int, list[tuple[str, bool]]] = {}
    for record, stays in members.items():
        for (step, whose), (until, _) in zip(stays, [*stays[1:], (_NOW, "")], strict=True):
            if whose == child:
                steps.setdefault(step, []).append((record, True))
                steps.setdefault(until, []).append((record, False))
    there: set[str] = set()
    last, began = None, False
    for step in sorted(steps):
        last = step if began else last
        for record, comes in sorted(steps[step], key=lambda each: each[1]):
            (there.add if comes else there.discard)(record)
        began = there == records
    return last
