"""The tables of a run that are written as they were gathered: children, schools, feeds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from onroll.record.definition_feeds import definition_feeds
from onroll.record.engines import DuckDB
from onroll.record.feeds.health import Health
from onroll.record.gather import FACTS
from onroll.record.school_days import SchoolCalendar

LOCALITIES: Final = """
select lives.postcode, coalesce(
  (select locality from locality_place where place = lives.postcode),
  (select locality from locality_place where place = placed.lsoa),
  (select locality from locality_place where place = placed.ward),
  (select locality from locality_place
   where place = left(lives.postcode, length(lives.postcode) - 2)),
  (select locality from locality_place where place = split_part(lives.postcode, ' ', 1))
) as locality
from (select distinct postcode from source_record where postcode is not null) as lives
left join placed_postcode as placed using (postcode)
where exists (from locality_place)
order by lives.postcode
"""
"""The locality of each postcode that a record has, null where it lies in none; no row where the
council has loaded no localities."""


def write_gathered(record: DuckDB, folder: Path) -> None:
    """What is needed, beside `records.parquet`, to join the same records in another way.

    From then on `said` is read from there, for linking needs the memory; what only gathering asks
    for, `claim` and `way`, is gone.
    """
    record.write(f"select {FACTS} from said order by all", folder / "said.parquet")
    record.write("from also order by all", folder / "also.parquet")
    record.write("from case_told order by all", folder / "cases.parquet")
    record.write("from linked_sibling order by all", folder / "siblings.parquet")
    record.write(LOCALITIES, folder / "localities.parquet")
    for table in ("said", "claim", "way"):
        record.connection.execute(f"drop table {table}")
    record.give_back()
    record.parquet("said", folder / "said.parquet")


def write_people(record: DuckDB, folder: Path) -> None:
    record.write(
        "select child, forename, surname, date_of_birth, sex, ethnicity, upn, nhs_number, address,"
        " postcode, setting, year_group from children order by child",
        folder / "children.parquet",
    )
    record.write(
        "select record_id, child, source, local_id, reason, weight, upn, nhs_number, forename,"
        " surname, date_of_birth, sex, ethnicity, address, postcode, former_upn, town, uprn,"
        " school, feed, file, row from records order by record_id",
        folder / "records.parquet",
    )
    record.write(
        "select child, fact, starts_on, ends_before, value, setting, feed, file, row from facts"
        " order by child, fact, starts_on, ends_before, value, setting, feed, file, row",
        folder / "facts.parquet",
    )


def write_schools(record: DuckDB, calendars: Mapping[str, SchoolCalendar], folder: Path) -> None:
    """The schools with their days; the authority's own calendar is the row with URN ""."""
    known = {row["urn"]: row for row in record.fetch("select * from school").to_pylist()}
    rows = [
        {
            "urn": urn,
            "name": known.get(urn, {}).get("name") or "",
            "phase": known.get(urn, {}).get("phase") or "",
            "type": known.get(urn, {}).get("type") or "",
            "days": list(calendar),
        }
        for urn, calendar in sorted(calendars.items())
    ]
    text = pa.string()
    schema = pa.schema(
        [
            ("urn", text),
            ("name", text),
            ("phase", text),
            ("type", text),
            ("days", pa.list_(pa.date32())),
        ]
    )
    pq.write_table(pa.Table.from_pylist(rows, schema), folder / "schools.parquet")


def school_days_of(folder: Path, urns: Collection[str | None]) -> dict[str, SchoolCalendar]:
    """The calendars that `write_schools` wrote of some schools, by URN."""
    wanted = [("urn", "in", [urn for urn in urns if urn is not None])]
    rows = pq.read_table(folder / "schools.parquet", columns=["urn", "days"], filters=wanted)
    return {row["urn"]: SchoolCalendar(row["days"]) for row in rows.to_pylist()}


def write_health(stands: Health, folder: Path) -> None:
    """How the feeds stand, which schools are quiet, and which definition rests on which feed."""
    pq.write_table(stands.feeds, folder / "feeds.parquet")
    pq.write_table(stands.quiet_schools, folder / "quiet_schools.parquet")
    pq.write_table(definition_feeds(), folder / "definition_feeds.parquet")
