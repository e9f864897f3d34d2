"""Some children of a run with all that was told of them, for what is worked out child by child."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from onroll.record.one_child import FactRow, OneChild
from onroll.record.school_days import SchoolCalendar


def one_children(folder: Path, children: Collection[str]) -> dict[str, OneChild]:
    """Each of these children by reference, with their facts and the schools' days of a run."""
    schools = pq.read_table(folder / "schools.parquet", columns=["urn", "days"]).to_pylist()
    calendars = {row["urn"] or "": SchoolCalendar(row["days"]) for row in schools if row["days"]}
    wanted = pc.field("child").isin(pa.array(sorted(children), pa.string()))
    facts: dict[str, list[FactRow]] = {child: [] for child in children}
    for row in pq.read_table(folder / "facts.parquet", filters=wanted).to_pylist():
        told = FactRow(**{name: row[name] for name in FactRow.__dataclass_fields__})
        facts[row["child"]].append(told)
    return {child: OneChild(told, calendars) for child, told in facts.items()}
