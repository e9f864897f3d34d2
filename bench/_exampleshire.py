"""Exampleshire as linking sees it: the records that its files give, and who each of them is.

The files are made, loaded and gathered by the product's own code. Files with no name, number or
address in them (attendance, exclusions, timetables, visits) are not loaded: linking reads nothing
of them. What was gathered is kept in the folder, so that linking can be measured again in seconds.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from onroll.demo import make
from onroll.record import feeds
from onroll.record.engines import connect
from onroll.record.feeds.landing import land
from onroll.record.feeds.loads import in_force, not_taken_back
from onroll.record.gather import gather
from onroll.record.gone_rows import earlier_deliveries
from onroll.record.home import Home

AS_OF = date(2026, 11, 20)
NAMELESS = (
    "marks_",
    "exclusions_",
    "termlyexclusions",
    "part_time_timetables_",
    "reviews_",
    "visits_",
)
ADOPTION = "adoption"
Pair = tuple[str, str]


@dataclass(frozen=True)
class County:
    """Records with their other spellings, the child each is of, and the pairs that are hard.

    `hard` has for each kind the pairs of records of one child; `alike` for each kind the pairs of
    children who are two. `anonymous` are records without a name and without a number, in any of
    their spellings; `born_as` the records of adopted children under the name they were born with.
    """

    table: pa.Table
    also: pa.Table
    child_of: dict[str, str]
    hard: dict[str, list[Pair]]
    alike: dict[str, list[Pair]]
    anonymous: frozenset[str]
    born_as: frozenset[str]


def gathered(folder: Path, children: int, seed: int, until: date = AS_OF) -> County:
    """The county in a folder, made, loaded and gathered there when it is not."""
    if not (folder / "truth" / "hard_pairs.parquet").exists():
        make(folder, children=children, seed=seed, until=until)
    if not (folder / "also.parquet").exists():
        _gather(folder, until)
    table, also = (pq.read_table(folder / f"{name}.parquet") for name in ("source_record", "also"))
    who = pq.read_table(folder / "truth" / "people.parquet").to_pylist()
    child_of = {f"{row['source']}:{row['local_id']}": row["person"] for row in who}
    there = set(table["record_id"].to_pylist())
    hard: dict[str, list[Pair]] = defaultdict(list)
    alike: dict[str, list[Pair]] = defaultdict(list)
    born_as: set[str] = set()
    for row in pq.read_table(folder / "truth" / "hard_pairs.parquet").to_pylist():
        records = row["record_a"], row["record_b"]
        if not row["same_child"]:
            alike[row["kind"]].append((row["person_a"], row["person_b"]))
        elif there.issuperset(records):
            hard[row["kind"]].append(records)
            if row["kind"] == ADOPTION:
                born_as.add(row["record_a"])
    return County(
        table,
        also,
        {record: child for record, child in child_of.items() if record in there},
        dict(hard),
        dict(alike),
        _anonymous(table, also),
        frozenset(born_as),
    )


def _gather(folder: Path, until: date) -> None:
    home = Home(folder)
    if not home.loads.exists():
        received_at = datetime.combine(until, time(18), UTC)
        for path in sorted(path for path in (folder / "files").rglob("*.*") if path.is_file()):
            if not any(part in path.name for part in NAMELESS):
                land(feeds.read(path, received_on=until), home, received_at)
    known = not_taken_back(home)
    db = connect()
    gather(db, in_force(known), home.authority, lambda *told: None, earlier_deliveries(known))
    for name in ("source_record", "also"):
        pq.write_table(db.execute(f"from {name}").to_arrow_table(), folder / f"{name}.parquet")
    db.close()


def _anonymous(table: pa.Table, also: pa.Table) -> frozenset[str]:
    """The records that no file gives a name or a number, which nobody can link to a child."""
    told: dict[str, bool] = {}
    columns = ("upn", "former_upn", "nhs_number", "forename", "surname")
    for rows in (table, also):
        held = zip(*(rows[column].to_pylist() for column in columns), strict=True)
        for record, values in zip(rows["record_id"].to_pylist(), held, strict=True):
            told[record] = told.get(record, False) or any(values)
    return frozenset(record for record, is_told in told.items() if not is_told)
