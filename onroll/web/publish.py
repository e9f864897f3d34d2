"""Publishing: a run's tables become what the pages show, in one transaction.

Every published row has a `row_id` made of all that is in it. So what changed is the difference of
two sets of ids: rows that are gone are deleted, rows that are new are copied in, and nothing else
is touched. Publishing the same run twice changes nothing. A run that amends the one that is shown
differs from it in what is said of a few children, so only their rows are compared.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Collection
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
from django.db import connection, transaction
from django.utils.timezone import now

from onroll.record.engines import connect
from onroll.record.home import Home
from onroll.record.judged import last_acts
from onroll.web.access.relating import relate
from onroll.web.cases.telling import after_publishing
from onroll.web.library.current import SHOWING
from onroll.web.library.models import Run
from onroll.web.publish_rows import engine_text, publish_table
from onroll.web.published_tables import TABLES, Part, add_names
from onroll.web.questions import settling
from onroll.web.separating.parted import keep_separations, still_together
from onroll.web.shields.restricting import restrict

Progress = Callable[[str, int, int], None]

# Any number, the same in every process: two publishings take turns.
PUBLISHING = 7_062_026
SINCE = (
    "quiet_schools", "definition_feeds", "shields", "doubtful", "changes", "forwarding",
    "contradictions", "contradiction_evidence",
)  # fmt: skip
"""Tables that runs of earlier versions did not have."""
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


class Behind(LookupError):
    """Somebody decided or shielded something that the run does not rest on."""


@transaction.atomic
def publish(
    run_folder: Path,
    home: Home,
    *,
    only: Collection[str] | None = None,
    look_back: bool = False,
    progress: Progress | None = None,
) -> Published:
    """Make a run the one that the pages show. Returns what changed, table by table.

    Everything happens in one transaction: readers see the old run until all of the new one is
    there, and no page holds some of both. `only` are the children in whom a run differs from the
    one it amends (`record.amend`): where that one is shown, only their rows are looked at, and what
    is shown then is the same. Raises FileNotFoundError when the folder is not a whole run,
    `OldRun` when it was made before the pages showed all that they do now, and `Behind`, but for a
    `look_back` at what was decided once, when it does not rest on all that was decided: amend it.
    """
    manifest = json.loads((run_folder / "manifest.json").read_text(encoding="utf-8"))
    refuse_old(run_folder, manifest)
    refuse_behind(run_folder, manifest, home, look_back=look_back)
    changed: dict[str, int] = {}
    with (
        tempfile.TemporaryDirectory(prefix="onroll-publish-") as scratch,
        closing(opened(run_folder, manifest, Path(scratch))) as engine,
        connection.cursor() as cursor,
    ):
        cursor.execute("select pg_advisory_xact_lock(%s)", [PUBLISHING])
        together = still_together(home)
        amended = home.runs / manifest.get("amends", "")
        if only is None or not is_shown(amended):
            tables = TABLES
            add_names(engine, "from run.children")
            add_problems(engine, home, manifest)
        else:
            tables = tuple(table for table in TABLES if table.amended is not Part.NONE)
            name_part(engine, cursor, only, amended)
            add_names(engine, "from run.children semi join part_child using (child)")
        for done, table in enumerate(tables):
            if progress:
                progress(f"publish {table.name}", done, len(tables))
            part = PART_SQL[table.amended] if tables is not TABLES else ""
            changed[table.name] = publish_table(table, engine, cursor, Path(scratch), part)
        # Pages that are being made see the old run to their end; the next ones wait a moment.
        cursor.execute("select pg_advisory_xact_lock(%s)", [SHOWING])
        show(manifest)
        relate(date.fromisoformat(manifest["as_of"]), None if tables is TABLES else only)
        restrict()
        keep_separations(together)
        after_publishing(manifest.get("loads", ()))
        if not look_back:
            settling.after_publishing(manifest.get("loads", ()), now())
    if progress:
        progress("publish", len(tables), len(tables))
    return Published(manifest["run_id"], changed)


def is_shown(run_folder: Path) -> bool:
    """Whether the pages show this run, and its tables are still there."""
    shown = Run.objects.current()
    return shown is not None and shown.pk == run_folder.name and run_folder.is_dir()


PART_SQL = {
    Part.CHILDREN: "where child in (select child from part_child)",
    Part.NEW: "where run_id in (select run_id from part_run)",
    Part.ALL: "",
}
"""Which rows of a table are compared, here and in the database, where the shown run is amended."""


def name_part(
    engine: duckdb.DuckDBPyConnection, cursor: Any, only: Collection[str], amended: Path
) -> None:
    """Make `part_child` and `part_run` on both sides: whose rows may differ from the shown run's.

    The history of links only ever grows, so of its runs those with more rows than before are new.
    """
    engine.sql("create temp table part_child (child varchar)")
    engine.execute("insert into part_child select unnest($1)", [sorted(only)])
    engine.sql(f"""
        create temp table part_run as
        select run_id from (select run_id, count(*) as moves from run.changes group by run_id)
        anti join (select run_id, count(*) as moves from {engine_text(amended / "changes.parquet")}
                   group by run_id) using (run_id, moves)""")
    for name, column in (("part_child", "child"), ("part_run", "run_id")):
        rows = engine.sql(f"from {name}").fetchall()
        cursor.execute(f"drop table if exists {name}")
        cursor.execute(f"create temp table {name} ({column} text primary key) on commit drop")
        cursor.executemany(f"insert into {name} values (%s)", rows)
        cursor.execute(f"analyze {name}")  # else millions of facts are read for a few children's


def refuse_old(run_folder: Path, manifest: dict[str, Any]) -> None:
    """Raise `OldRun` when a table is not there that runs have been made with since."""
    missing = [name for name in SINCE if not (run_folder / f"{name}.parquet").exists()]
    if missing:
        raise OldRun(
            f"{run_folder.name} was made by version {manifest.get('version', 'unknown')} and does "
            f"not say how the feeds stood: it has no {' and no '.join(missing)}. Nothing has been "
            f"published. Make it again with `onroll run --as-of {manifest['as_of']}`."
        )


def refuse_behind(
    run_folder: Path, manifest: dict[str, Any], home: Home, *, look_back: bool
) -> None:
    """Raise `Behind` where people did something that a run does not rest on."""
    acts = last_acts(home)
    decided = look_back or manifest.get("decisions", 0) >= acts.decisions
    if not decided or manifest.get("shields", 0) < acts.shields:
        raise Behind(
            f"Somebody has decided something that {run_folder.name} does not rest on, so it has "
            "not been published. Make it again with `onroll run`."
        )


def opened(run_folder: Path, manifest: dict[str, Any], scratch: Path) -> duckdb.DuckDBPyConnection:
    """An engine with the run's tables in the schema `run`."""
    engine = connect(MOST_MEMORY, scratch / "engine")
    engine.sql("set timezone = 'UTC'")
    engine.sql("create schema run")
    for path in sorted(run_folder.glob("*.parquet")):
        engine.sql(f"create view run.{path.stem} as from {engine_text(path)}")
    engine.execute("set variable as_of = ?::date", [manifest["as_of"]])
    return engine


def add_problems(engine: duckdb.DuckDBPyConnection, home: Home, manifest: dict[str, Any]) -> None:
    """Make the table `problems` in the engine: what was wrong in the files that a run used."""
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
