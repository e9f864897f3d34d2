"""What a decision of a person does at once: the run that is there, with its links made again.

Only the children concerned are assembled and evaluated again, by the functions that a run uses; all
other rows are those of the run. What comes out is what a run would say, table by table, with the
same loads and everything that has been decided since.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Collection
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from onroll import __version__
from onroll.record import thresholds
from onroll.record.assemble import assemble
from onroll.record.calendars import calendar_tables
from onroll.record.engines import DuckDB, connect, quoted
from onroll.record.evaluate import evaluate, rules, write_near_misses
from onroll.record.home import Home
from onroll.record.judged import decided, last_acts
from onroll.record.questions.answered import received
from onroll.record.run import put
from onroll.record.run_folder import building, timed
from onroll.record.run_tables import school_days_of, write_people
from onroll.record.who_is_whom import WhoIsWhom, people_to_itself

Progress = Callable[[str, int, int], None]

BY_CHILD = (
    "children", "facts", "statuses", "clocks", "that_day", "contradictions",
    "contradiction_evidence",
)  # fmt: skip
AS_THEY_ARE = (
    "said", "also", "cases", "siblings", "localities", "schools", "feeds", "quiet_schools",
    "definition_feeds",
)  # fmt: skip
NEEDED = (*BY_CHILD, *AS_THEY_ARE, "records", "tests", "near_misses", "shields", "doubtful")
"""The tables of a run that an amendment reads."""
JUDGED = "child, record_id, reason, weight"


class Amended(NamedTuple):
    """The folder of the new run, and every child, by the ids before and after, that it changed."""

    folder: Path
    children: frozenset[str]


class CannotAmend(LookupError):
    """The run is not there any more, or was made by a version that kept too little."""


def amend(
    home: Home,
    run_folder: Path,
    records: Collection[str],
    *,
    at: datetime,
    progress: Progress | None = None,
) -> Amended:
    """Take what people decided and shielded by `at` (with a time zone) into a run.

    The children of `records` are told among those that changed, whether or not they did. A run that
    rests on the last act already is given back as it is. Raises `CannotAmend` in words.
    """
    report = progress or (lambda stage, done, total: None)
    base = manifest_of(run_folder)
    with people_to_itself(home):
        told = {key: base[key] for key in base if key not in ("run_id", "decisions", "shields")}
        today = {"version": __version__, "thresholds": thresholds.version(), "rules": rules()}
        same_rules = told == told | today
        judged = decided(home, at)
        if same_rules and is_up_to_date(home, base):
            return Amended(run_folder, children_of(run_folder, records))
        with building(home.runs) as folder:
            seconds: dict[str, float] = {}
            source_record, also = gathered(run_folder)
            with timed(seconds, "link"):
                who = WhoIsWhom.of(source_record, also, home, judged, report)
            with timed(seconds, "assemble"):
                concerned = (
                    moved(run_folder, who.links) if same_rules else everybody(run_folder, who.links)
                )
                put_in(folder, run_folder, concerned, who.links, base)
            rests_on = told | today | {"amends": base["run_id"], "seconds": seconds}
            made = put(who, folder, home, rests_on | {"kept": base["of_today"]}, at)
    changed = concerned | children_of(run_folder, records) | children_of(made, records)
    return Amended(made, changed | differently_judged(run_folder, made))


def is_up_to_date(home: Home, manifest: dict[str, Any]) -> bool:
    """Whether a run rests on everything that people have decided, and its ids are for good."""
    acts = (manifest["decisions"], manifest["shields"])
    return acts == last_acts(home) and manifest["kept"] == manifest["of_today"]


def manifest_of(run_folder: Path) -> dict[str, Any]:
    """What a run rests on. Raises `CannotAmend` where the run does not hold all that is needed."""
    path = run_folder / "manifest.json"
    missing = [name for name in NEEDED if not (run_folder / f"{name}.parquet").exists()]
    if not path.exists() or missing:
        raise CannotAmend(
            f"The run {run_folder.name} is not there, or an earlier version made it. What was "
            "decided is kept and not shown yet: work it out with `onroll run`."
        )
    held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return held


def gathered(run_folder: Path) -> tuple[pa.Table, pa.Table]:
    """The source records of a run and the other ways each was given, as `gather` had them."""
    records = pq.read_table(run_folder / "records.parquet")
    return records.drop_columns(["child", "reason", "weight"]), pq.read_table(
        run_folder / "also.parquet"
    )


def moved(run_folder: Path, links: pa.Table) -> frozenset[str]:
    """Every child, as it was and as it is, one of whose records is linked in another way."""
    with reading(run_folder) as db:
        db.register("linked", links)
        rows = db.execute("""
            select distinct unnest([records.child, linked.person_id])
            from records full join linked using (record_id)
            where (records.child, records.reason, records.weight)
              is distinct from (linked.person_id, linked.reason, linked.weight)""").fetchall()
    return frozenset(child for (child,) in rows if child)


def everybody(run_folder: Path, links: pa.Table) -> frozenset[str]:
    before = pq.read_table(run_folder / "children.parquet", columns=["child"])["child"]
    return frozenset(before.to_pylist()) | frozenset(links["person_id"].unique().to_pylist())


def children_of(run_folder: Path, records: Collection[str]) -> frozenset[str]:
    """The children, in a run, of some records. A record that is not in it has none."""
    with reading(run_folder) as db:
        rows = db.execute(
            "select distinct child from records where record_id in (select unnest($1))",
            [sorted(records)],
        ).fetchall()
    return frozenset(child for (child,) in rows)


def differently_judged(before: Path, after: Path) -> frozenset[str]:
    """The children of whom a shield or a doubt came, went, or is told in another way."""
    found: set[str] = set()
    with connect() as db:
        for table, child in (("shields", "child"), ("doubtful", "unnest([child_a, child_b])")):
            one, other = (
                f"(select * from read_parquet('{quoted(folder / f'{table}.parquet')}'))"
                for folder in (before, after)
            )
            rows = db.execute(
                f"select {child} from (({one} except {other}) union ({other} except {one}))"
            ).fetchall()
            found.update(child for (child,) in rows)
    return frozenset(found)


def reading(run_folder: Path) -> closing[duckdb.DuckDBPyConnection]:
    """A connection that names each table of a run."""
    db = connect()
    for table in NEEDED:
        path = quoted(run_folder / f"{table}.parquet")
        db.execute(f"create view {table} as from read_parquet('{path}', file_row_number = true)")
    return closing(db)


def put_in(
    folder: Path,
    run_folder: Path,
    concerned: frozenset[str],
    links: pa.Table,
    base: dict[str, Any],
) -> None:
    """Write a run's tables into a folder, the rows of the children concerned worked out again."""
    for table in AS_THEY_ARE:
        link_or_copy(run_folder / f"{table}.parquet", folder / f"{table}.parquet")
    if not concerned:
        for table in (*BY_CHILD, "records", "tests", "near_misses"):
            link_or_copy(run_folder / f"{table}.parquet", folder / f"{table}.parquet")
        return
    as_of = date.fromisoformat(base["as_of"])
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".part-") as part:
        record = DuckDB(connect(temporary=Path(part) / "spilt"))
        name_part(record, run_folder, concerned, links)
        assemble(record.connection, links, as_of, received(base["loads"]))
        write_people(record, Path(part))
        plan = evaluate(record, as_of, Path(part))
        record.rows("concerned", pa.table({"child": pa.array(sorted(concerned), pa.string())}))
        for table in (*BY_CHILD, "records"):
            put_together(record, table, run_folder, Path(part), folder)
        write_near_misses(plan, folder)
        record.connection.close()


def name_part(record: DuckDB, run_folder: Path, concerned: frozenset[str], links: pa.Table) -> None:
    """Make what `assemble` and `evaluate` need, of the children concerned only."""
    db = record.connection
    children = pa.table({"person_id": pa.array(sorted(concerned), pa.string())})
    record.rows("part_of", links.join(children, "person_id", join_type="left semi"))
    paths = {name: quoted(run_folder / f"{name}.parquet") for name in ("records", "said")}
    db.execute(f"""
        create or replace temp table source_record as
        select * exclude (child, reason, weight) from read_parquet('{paths["records"]}')
        semi join part_of using (record_id) order by record_id""")
    db.execute(f"""
        create or replace temp table said as
        from read_parquet('{paths["said"]}') semi join part_of using (record_id)""")
    settings = {
        setting for (setting,) in db.execute("select distinct setting from said").fetchall()
    }
    days = school_days_of(run_folder, {"", *settings})
    for name, table in zip(("school_day", "next_school_day"), calendar_tables(days), strict=True):
        record.rows(name, table)


def put_together(record: DuckDB, table: str, run_folder: Path, part: Path, folder: Path) -> None:
    """Write a table: the run's rows of all other children, and the part's of those concerned.

    The rows of a child come from one of the two and stay in their order, so the whole is in the
    order that a run writes.
    """
    before, now = (quoted(where / f"{table}.parquet") for where in (run_folder, part))
    order = "record_id" if table == "records" else "child, file_row_number"
    record.write(
        f"""
        select * exclude (file_row_number) from (
          select * from read_parquet('{before}', file_row_number = true)
          anti join concerned using (child)
          union all
          select * from read_parquet('{now}', file_row_number = true)) as together
        order by {order}""",
        folder / f"{table}.parquet",
    )


def link_or_copy(path: Path, place: Path) -> None:
    """The same file under another name. Nothing writes into a file of a run again."""
    try:
        os.link(path, place)
    except OSError:  # a disk without hard links
        shutil.copyfile(path, place)
