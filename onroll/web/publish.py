"""Publishing: a run's tables become what the pages show, in one transaction.

Every published row has a `row_id` made of all that is in it. So what changed is the difference of
two sets of ids: rows that are gone are deleted, rows that are new are copied in, and nothing else
is touched. Publishing the same run twice changes nothing.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
from django.db import connection, transaction
from psycopg import sql

from onroll.record.home import Home
from onroll.web.library.current import SHOWING
from onroll.web.library.models import Run
from onroll.web.published_tables import TABLES, PublishedTable, add_names

Progress = Callable[[str, int, int], None]

# Any number, the same in every process: two publishings take turns.
PUBLISHING = 7_062_026
MANY_ROWS = 10_000
SINCE = ("quiet_schools", "definition_feeds")
"""Tables that runs of the first version did not have."""
MOST_MEMORY = "1GB"


@dataclass(frozen=True)
class Published:
    """How many rows of each table were deleted or written, and which run is now shown."""

    run_id: str
    changed: dict[str, int] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return sum(self.changed.values())


class OldRun(LookupError):
    """The run was made by a version that did not write all that the pages show."""


@transaction.atomic
def publish(run_folder: Path, home: Home, *, progress: Progress | None = None) -> Published:
    """Make a run the one that the pages show. Returns what changed, table by table.

    Everything happens in one transaction: readers see the old run until all of the new one is
    there, and no page holds some of both. Raises FileNotFoundError when the folder is not a whole
    run, and `OldRun` when it was made before the pages showed all that they do now.
    """
    manifest = json.loads((run_folder / "manifest.json").read_text(encoding="utf-8"))
    refuse_old(run_folder, manifest)
    changed: dict[str, int] = {}
    with (
        tempfile.TemporaryDirectory(prefix="onroll-publish-") as scratch,
        closing(opened(run_folder, home, manifest, Path(scratch))) as engine,
        connection.cursor() as cursor,
    ):
        cursor.execute("select pg_advisory_xact_lock(%s)", [PUBLISHING])
        for done, table in enumerate(TABLES):
            if progress:
                progress(f"publish {table.name}", done, len(TABLES))
            changed[table.name] = publish_table(table, engine, cursor, Path(scratch))
        # Pages that are being made see the old run to their end; the next ones wait a moment.
        cursor.execute("select pg_advisory_xact_lock(%s)", [SHOWING])
        show(manifest)
    if progress:
        progress("publish", len(TABLES), len(TABLES))
    return Published(manifest["run_id"], changed)


def refuse_old(run_folder: Path, manifest: dict[str, Any]) -> None:
    """Raise `OldRun` when a table is not there that runs have been made with since."""
    missing = [name for name in SINCE if not (run_folder / f"{name}.parquet").exists()]
    if missing:
        raise OldRun(
            f"{run_folder.name} was made by version {manifest.get('version', 'unknown')} and does "
            f"not say how the feeds stood: it has no {' and no '.join(missing)}. Nothing has been "
            f"published. Make it again with `onroll run --as-of {manifest['as_of']}`."
        )


def opened(
    run_folder: Path, home: Home, manifest: dict[str, Any], scratch: Path
) -> duckdb.DuckDBPyConnection:
    """An engine with the run's tables in the schema `run`, `names` and `problems` beside them."""
    engine = duckdb.connect(
        config={"memory_limit": MOST_MEMORY, "temp_directory": str(scratch / "engine")}
    )
    engine.sql("set timezone = 'UTC'")
    engine.sql("create schema run")
    for path in sorted(run_folder.glob("*.parquet")):
        engine.sql(f"create view run.{path.stem} as from {engine_text(path)}")
    engine.execute("set variable as_of = ?::date", [manifest["as_of"]])
    add_names(engine)
    engine.sql(
        'create table problems (feed varchar, file varchar, rule_id varchar, "column" varchar,'
        " severity varchar, problem varchar, fix varchar, row bigint)"
    )
    for load in manifest.get("loads", ()):
        path = home.loads / load["feed"] / load["load_id"] / "problems.parquet"
        if path.exists():
            # what older loads kept has no words for the kind of fault, only for the one row
            kinds = "kind_words" in engine.sql(f"from {engine_text(path)} limit 0").columns
            words = "coalesce(kind_words, problem)" if kinds else "problem"
            engine.execute(
                f'insert into problems select ?, ?, rule_id, "column", severity, {words}, fix, row'
                f" from {engine_text(path)}",
                [load["feed"], load["file"]],
            )
    return engine


def publish_table(
    table: PublishedTable, engine: duckdb.DuckDBPyConnection, cursor: Any, scratch: Path
) -> int:
    """Make one table hold exactly its rows of the run; the number of rows deleted or written."""
    columns = engine.sql(table.rows).columns
    engine.sql(
        "create or replace temp view incoming as "
        f"select {row_id(columns)} as row_id, * from ({table.rows})"
    )
    engine.sql("create or replace temp table wanted as select distinct row_id from incoming")
    existing = scratch / "existing.csv"
    copy_out(cursor, f"copy (select row_id from {table.name}) to stdout", existing)
    engine.sql(
        f"""
        create or replace temp table existing as
        from read_csv({engine_text(existing)}, header = false, columns = {{'row_id': 'uuid'}})
        """
    )
    gone = "select row_id from existing anti join wanted using (row_id)"
    # In the order of the key, which PostgreSQL then only has to append to.
    new = """
        select distinct on (row_id) * from incoming anti join existing using (row_id)
        order by row_id
        """
    deleted = delete_rows(table, cursor, write(engine, gone, scratch / "gone.csv"))
    written = copy_in(
        cursor,
        sql.SQL("copy {} ({}) from stdin (format csv, header)").format(
            sql.Identifier(table.name),
            sql.SQL(", ").join(map(sql.Identifier, ["row_id", *columns])),
        ),
        write(engine, new, scratch / "new.csv"),
    )
    if written > MANY_ROWS:
        cursor.execute(f"analyze {table.name}")
    return deleted + written


def row_id(columns: Sequence[str]) -> str:
    """SQL for the id that a row with these values has, and no other row.

    Characters that no source can hold part the values and stand for null. Written out column by
    column because hashing a whole row as one value takes three times as long.
    """
    values = (f"coalesce({quoted(column)}::varchar, chr(30))" for column in columns)
    return f"md5(concat_ws(chr(31), {', '.join(values)}))::uuid"


def quoted(column: str) -> str:
    return f'"{column}"'


def delete_rows(table: PublishedTable, cursor: Any, gone: Path) -> int:
    cursor.execute("create temp table if not exists gone (row_id uuid) on commit drop")
    cursor.execute("truncate gone")
    copy_in(cursor, "copy gone from stdin (format csv, header)", gone)
    cursor.execute(f"delete from {table.name} using gone where gone.row_id = {table.name}.row_id")
    return int(cursor.rowcount)


def write(engine: duckdb.DuckDBPyConnection, rows: str, path: Path) -> Path:
    """The rows as a CSV file with a header; a null is an unquoted nothing, empty text is quoted."""
    engine.sql(f"copy ({rows}) to {engine_text(path)} (header, quote '\"', force_quote *)")
    return path


def copy_in(cursor: Any, statement: Any, path: Path) -> int:
    with path.open("rb") as file, cursor.copy(statement) as copy:
        while block := file.read(1 << 20):
            copy.write(block)
    return int(cursor.rowcount)


def copy_out(cursor: Any, statement: str, path: Path) -> None:
    with path.open("wb") as file, cursor.copy(statement) as copy:
        for block in copy:
            file.write(block)


def show(manifest: dict[str, Any]) -> None:
    """Record the run and make it the current one."""
    Run.objects.exclude(pk=manifest["run_id"]).filter(is_current=True).update(is_current=False)
    Run.objects.update_or_create(
        run_id=manifest["run_id"],
        defaults={
            "as_of": date.fromisoformat(manifest["as_of"]),
            "known_at": datetime.fromisoformat(manifest["known_at"]),
            "version": str(manifest.get("version", "")),
            "is_current": True,
        },
    )


def engine_text(path: Path) -> str:
    """A path as DuckDB writes text."""
    return "'" + str(path).replace("'", "''") + "'"
