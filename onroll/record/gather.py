"""What the loads in force say: source records, and facts about them with the row that says so.

Works in a DuckDB connection, whatever engine evaluates the definitions afterwards. Leaves there
`source_record` (one row per child of a source), `also` (other ways in which a source gave one),
`said` (facts by record_id), `term_dates` and `school`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from onroll.record import feeds
from onroll.record.ages import compulsory_school_age, january_census, year_group
from onroll.record.attendance.marks_facts import tell_marks
from onroll.record.attendance.upkeep import Deliveries, tell_kept_marks
from onroll.record.calendars import calendar_tables, school_calendars
from onroll.record.feeds import CATALOGUE, Feed
from onroll.record.feeds.accepted_rows import accepted_rows
from onroll.record.feeds.facts_sql import every_row
from onroll.record.feeds.loads import Load
from onroll.record.gone_rows import find_gone
from onroll.record.home import Authority
from onroll.record.reference_tables import REFERENCE_TABLES
from onroll.record.school_days import SchoolCalendar
from onroll.record.schools_left_out import find_left_out
from onroll.record.successors import move_to_successors

Progress = Callable[[str, int, int], None]

PERSON = (
    "upn", "former_upn", "nhs_number", "forename", "surname", "date_of_birth", "sex", "ethnicity",
    "address", "town", "postcode", "uprn", "school",
)  # fmt: skip
WAYS = (
    "upn", "former_upn", "nhs_number", "forename", "surname", "date_of_birth", "address", "town",
    "postcode", "uprn",
)  # fmt: skip
"""What a source may once have given otherwise, and a record may be known by still."""
SAID = """
create or replace temp table said (record_id varchar, fact varchar, starts_on date,
    ends_before date, value double, setting varchar, feed varchar, file varchar, row integer)
"""
FACTS = "record_id, fact, starts_on, ends_before, value, setting, feed, file, row"

BANDS = {
    "reception_or_key_stage_1": (0, 2),
    "key_stage_2": (3, 6),
    "key_stage_3_or_year_10": (7, 10),
    "year_11": (11, 11),
    "years_12_and_13": (12, 13),
    "academic_age_18_to_24": (14, 20),
}
"""School years, first and last, of each band; Reception is year 0, academic age 16 year 12."""
OF_AGE = frozenset({"compulsory_school_age", "before_last_january_census", *BANDS})
"""Facts that follow from a date of birth."""
WORKED_OUT = OF_AGE | {"age_not_known", "died"}
"""Facts of an age or a life, which no feed tells as they are."""


def gather(
    db: duckdb.DuckDBPyConnection,
    loads: Mapping[str, Sequence[Load]],
    authority: Authority,
    progress: Progress,
    earlier: Mapping[str, Sequence[Sequence[Load]]],
    attendance: Path | None = None,
) -> dict[str, SchoolCalendar]:
    """Read every load in force into the connection; the school calendars by URN.

    `earlier` are the deliveries before those in force of which a row may count still. Session marks
    are kept up in the folder `attendance` by whoever looks at everything that is known, and has it
    to themselves; without one they are measured anew, and what they tell is the same.
    """
    calendars = reference(db, loads, authority)
    db.execute(
        "create or replace temp table claim (source varchar, local_id varchar, "
        f"{typed(PERSON)}, feed varchar, file varchar, row integer, told_on date)"
    )
    db.execute(f"create or replace temp table way (record_id varchar, {typed(WAYS)})")
    db.execute(SAID)
    for done, feed in enumerate(CATALOGUE):
        progress("reading loads", done, len(CATALOGUE))
        if mine := loads.get(feed.key):
            ended = loads.get(feed.ended_in.feed, ()) if feed.ended_in else ()
            read_feed(db, feed, mine, earlier.get(feed.key, ()), ended, attendance)
    progress("reading loads", len(CATALOGUE), len(CATALOGUE))
    move_to_successors(db)
    db.execute(SOURCE_RECORDS)
    db.execute(ALSO)
    return calendars


def reference(
    db: duckdb.DuckDBPyConnection, loads: Mapping[str, Sequence[Load]], authority: Authority
) -> dict[str, SchoolCalendar]:
    """The authority's area, its schools and their days, which the feeds' SQL joins."""
    district = pa.table({"code": pa.array(authority.postcode_districts, pa.string())})
    db.register("districts", district)
    db.execute("create or replace temp table district as from districts")
    db.execute("create or replace temp table authority (la_code varchar)")
    db.execute("insert into authority values (?)", [authority.la_code])
    for table in REFERENCE_TABLES:
        db.execute(table.create())
        for feed in table.told_by:
            if mine := loads.get(feed):
                rows_of(db, feeds.feed(feed), mine)
                db.execute(table.insert(feed))
    rows_of(db, feeds.feed("term_dates"), loads.get("term_dates", ()))
    dates = db.execute(
        "select urn, if(kind = 'Open', kind, 'Closed'), first_day, last_day from rows"
    ).fetchall()
    urns = [urn for (urn,) in db.execute("select urn from school order by urn").fetchall()]
    calendars = school_calendars(dates, urns)
    for name, table in zip(
        ("school_day", "next_school_day"), calendar_tables(calendars), strict=True
    ):
        db.register("numbered", table)
        db.execute(f"create or replace temp table {name} as from numbered")
    return calendars


def rows_of(db: duckdb.DuckDBPyConnection, feed: Feed, loads: Sequence[Load]) -> None:
    """Name the accepted rows of some loads of a feed `rows`, which is empty where there is none.

    The rows have `gone_on` and `told_on` beside their own columns, which are null: none is gone.
    """
    nothing_gone = "cast(null as date) as gone_on, cast(null as date) as told_on"
    accepted = accepted_rows(feed, [load.path for load in loads])
    db.execute(f"create or replace temp view rows as select *, {nothing_gone} from {accepted}")


def rows_with_earlier(
    db: duckdb.DuckDBPyConnection,
    feed: Feed,
    loads: Sequence[Load],
    earlier: Sequence[Sequence[Load]],
    ended: Sequence[Load],
) -> None:
    """Name `rows` those of `rows_of` and those of earlier deliveries that count still."""
    rows_of(db, feed, loads)
    if earlier and (
        find_gone(db, feed, loads, earlier, ended)
        if feed.gone_by
        else find_left_out(db, feed, loads, earlier)
    ):
        accepted = accepted_rows(feed, [load.path for load in loads])
        db.execute(
            f"create or replace temp view rows as from {accepted} "
            "union all by name from earlier_row"
        )


def read_feed(
    db: duckdb.DuckDBPyConnection,
    feed: Feed,
    loads: Sequence[Load],
    earlier: Sequence[Sequence[Load]] = (),
    ended: Sequence[Load] = (),
    attendance: Path | None = None,
) -> None:
    """Add what one feed's loads say of people and of facts."""
    if feed.marks and attendance:
        of = Deliveries(
            loads,
            earlier,
            lambda: rows_with_earlier(db, feed, loads, earlier, ended),
            lambda some: rows_of(db, feed, some),
        )
        tell_kept_marks(db, feed, of, attendance / feed.key)
    if feed.people or not (feed.marks and attendance):
        rows_with_earlier(db, feed, loads, earlier, ended)
    if feed.people:
        days = {load.file: load.told_on for load in loads}
        db.register("load_of", pa.table({"file": list(days), "load_told_on": list(days.values())}))
        db.execute(
            f"insert into claim by name select '{feed.source}' as source, '{feed.key}' as feed,"
            " * exclude (told_on, load_told_on), coalesce(told_on, load_told_on) as told_on"
            f" from ({feed.people}) left join load_of using (file)"
        )
        db.execute(
            f"insert into way by name select distinct '{feed.source}:' || local_id as record_id,"
            f" {', '.join(WAYS)} from ({every_row(feed.people)})"
        )
    if feed.marks and not attendance:
        tell_marks(db, feed)
    if feed.facts:
        db.execute(
            f"insert into said by name select '{feed.source}:' || local_id as record_id,"
            f" '{feed.key}' as feed, * exclude (local_id) from ({feed.facts})"
        )
    if feed.marks:
        db.unregister("mark_fact")


def typed(columns: Iterable[str]) -> str:
    return ", ".join(
        f"{name} {'date' if name == 'date_of_birth' else 'varchar'}" for name in columns
    )


def newest(column: str) -> str:
    return f"arg_max({column}, seen) filter (where {column} is not null) as {column}"


SOURCE_RECORDS = f"""
create or replace temp table source_record as
with claimed as (
  select source || ':' || local_id as record_id, *, (told_on, feed, file, row) as seen
  from claim),
known as (
  select record_id, min(source) as source, min(local_id) as local_id,
         {", ".join(newest(column) for column in PERSON)},
         arg_max(feed, seen) as feed, arg_max(file, seen) as file, arg_max(row, seen) as row
  from claimed group by record_id),
-- a fact about somebody no file names: kept, as a record of which only the id is known
nameless as (
  select record_id, split_part(record_id, ':', 1) as source,
         substr(record_id, strpos(record_id, ':') + 1) as local_id,
         min(feed) as feed, min(file) as file, min(row) as row
  from said anti join known using (record_id) group by record_id)
select * from known union all by name select * from nameless order by record_id
"""

ALSO = f"""
create or replace temp table also as
select distinct record_id, {", ".join(f"way.{column}" for column in WAYS)}
from way join source_record using (record_id)
where {" or ".join(f"way.{column} <> source_record.{column}" for column in WAYS)}
order by all
"""


def year_groups(born: Sequence[date], as_of: date) -> pa.Table:
    """The school year of each date of birth on a day: date_of_birth, year_group."""
    return pa.table(
        {
            "date_of_birth": pa.array(born, pa.date32()),
            "year_group": pa.array([year_group(dob, as_of) for dob in born], pa.int32()),
        }
    )


def age_facts(born: Sequence[date]) -> pa.Table:
    """What follows from each date of birth: date_of_birth, fact, starts_on, ends_before."""
    rows: list[tuple[date, str, date, date]] = []
    for dob in born:
        compulsory = compulsory_school_age(dob)
        ends_before = date.fromordinal(compulsory.ends_on.toordinal() + 1)
        rows.append((dob, "compulsory_school_age", compulsory.starts_on, ends_before))
        reception = dob.year - year_group(dob, date(dob.year, 9, 1))
        rows += [
            (dob, band, date(reception + first, 9, 1), date(reception + last + 1, 9, 1))
            for band, (first, last) in BANDS.items()
        ]
        rows += [
            (dob, "before_last_january_census", date(year, 9, 1), january_census(year + 1))
            for year in (reception + 10, reception + 11)
        ]
    dobs, facts, starts, ends = zip(*rows, strict=True) if rows else ((), (), (), ())
    return pa.table(
        {
            "date_of_birth": pa.array(dobs, pa.date32()),
            "fact": pa.array(facts, pa.string()),
            "starts_on": pa.array(starts, pa.date32()),
            "ends_before": pa.array(ends, pa.date32()),
        }
    )
