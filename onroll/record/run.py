"""A run: from the loads in force to what is true of every child, written once as Parquet.

The pipeline on one screen, top to bottom. The same loads, decisions, as_of, known_at, code and
thresholds give the same bytes, in a folder named after them.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from onroll import __version__
from onroll.record import thresholds
from onroll.record.assemble import assemble
from onroll.record.clocks import clocks_sql, met_expressions
from onroll.record.definitions import CATALOGUE, CLOCKS
from onroll.record.engines import DuckDB, Engine, connect, engine
from onroll.record.feeds.health import health
from onroll.record.feeds.loads import Load, in_force, not_taken_back
from onroll.record.feeds.refused_uploads import note_refused
from onroll.record.feeds.rhythm import rhythm_of
from onroll.record.feeds.school_registers import registers
from onroll.record.gather import gather
from onroll.record.gone_rows import earlier_deliveries
from onroll.record.home import Home
from onroll.record.near_misses import near_misses
from onroll.record.people import Linking, link_with_doubts
from onroll.record.plan import Plan
from onroll.record.run_tables import write_health, write_people, write_schools
from onroll.record.spells import EPOCH, FOREVER
from onroll.record.sweep import sweep

Progress = Callable[[str, int, int], None]


class NothingLoaded(LookupError):
    """There is no load to work on."""


def run(
    home: Home,
    *,
    as_of: date,
    known_at: datetime,
    engine: str = "duckdb",
    master: str = "local[2]",
    progress: Progress | None = None,
) -> Path:
    """Work out what is true of every child; the folder of Parquet tables that says so.

    `as_of` is the day counts and near misses are taken on; statuses and clocks cover every day.
    Only loads received by `known_at` (with a time zone) are used. `progress` is told the stage and
    how far it is. Raises `NothingLoaded` when there are none, and `NoAuthority`.
    """
    report = progress or (lambda stage, done, total: None)
    rhythm_of(home.authority)  # a feed misspelt there is told before the work, not after it
    known = not_taken_back(home, known_at)
    used, earlier = in_force(known), earlier_deliveries(known)
    if not used:
        raise NothingLoaded(
            f"Nothing has been loaded into {home.path} by {known_at.date()}. Load a file first."
        )
    home.runs.mkdir(parents=True, exist_ok=True)
    stamp = manifest(used, earlier, as_of, known_at, engine)
    with building(home.runs, stamp["run_id"]) as folder:
        seconds: dict[str, float] = {}
        with tempfile.TemporaryDirectory(dir=home.runs, prefix=".work-") as work:
            record = DuckDB(connect(temporary=Path(work)))
            with timed(seconds, "gather"):
                calendars = gather(record.connection, used, home.authority, report, earlier)
                schools = registers(record.connection, calendars)
            with timed(seconds, "link"):
                links = linked(record, home, report)
            with timed(seconds, "assemble"):
                assemble(record.connection, links.links, as_of)
                write_people(record, folder)
                write_schools(record, calendars, folder)
            with timed(seconds, "definitions"):
                evaluate(evaluator(engine, master, record, folder), as_of, folder, report)
        note_refused(home)
        write_health(health(home, as_of, known_at, schools), folder)
        (folder / "manifest.json").write_text(
            json.dumps(stamp | {"seconds": seconds}, indent=2), encoding="utf-8"
        )
        if known == not_taken_back(home):  # a look back at what was known changes nobody's id
            remember(links, home)
    return home.runs / stamp["run_id"]


def manifest(
    used: dict[str, list[Load]],
    earlier: dict[str, list[list[Load]]],
    as_of: date,
    known_at: datetime,
    engine: str,
) -> dict[str, Any]:
    """What a run rests on, and the id that follows from it."""
    rests_on: dict[str, Any] = {
        "as_of": as_of.isoformat(),
        "known_at": known_at.isoformat(),
        "version": __version__,
        "thresholds": thresholds.version(),
        "engine": engine,
        "loads": [
            {
                "feed": load.feed,
                "load_id": load.load_id,
                "file": load.file,
                "received_at": load.received_at.isoformat(),
                "rows_in": load.rows_in,
                "accepted": load.accepted,
                "held_back": load.held_back,
            }
            for mine in used.values()
            for load in mine
        ],
        "earlier_deliveries": [
            f"{load.feed}/{load.load_id}"
            for snapshots in earlier.values()
            for snapshot in snapshots
            for load in snapshot
        ],
    }
    digest = hashlib.sha256(json.dumps(rests_on, sort_keys=True).encode()).hexdigest()
    return {"run_id": f"{as_of.isoformat()}-{digest[:10]}", **rests_on}


@contextmanager
def building(runs: Path, run_id: str) -> Iterator[Path]:
    """A folder that becomes the run's when all of it is there, and is gone otherwise."""
    folder = Path(tempfile.mkdtemp(dir=runs, prefix=".building-"))
    try:
        yield folder
        folder.chmod(0o755)
        if (runs / run_id).exists():  # set aside in one step, so that a reader misses it least
            (runs / run_id).rename(folder / "replaced")
            folder.rename(runs / run_id)
            shutil.rmtree(runs / run_id / "replaced")
        else:
            folder.rename(runs / run_id)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    begun = perf_counter()
    yield
    seconds[stage] = round(perf_counter() - begun, 2)


def linked(record: DuckDB, home: Home, progress: Progress) -> Linking:
    """Which child each source record is; ids carry over from the links of the runs before."""
    home.people.mkdir(parents=True, exist_ok=True)
    return link_with_doubts(
        record.fetch("select * from source_record"),
        previous=links_before(home),
        secret=secret(home),
        progress=progress,
    )


def links_before(home: Home) -> pa.Table | None:
    """Whose child each record was when last seen; None before the first run."""
    path = home.people / "links.parquet"
    return pq.read_table(path) if path.exists() else None


def remember(found: Linking, home: Home) -> None:
    """Keep the links for the next run. A record that no file names any more keeps its last one."""
    links = found.links
    if (before := links_before(home)) is not None:
        gone = pc.invert(pc.is_in(before["record_id"], value_set=links["record_id"]))
        links = pa.concat_tables([links, before.filter(gone).cast(links.schema)])
    replace(links.sort_by("record_id"), home.people / "links.parquet")
    replace(found.doubtful, home.people / "doubtful.parquet")


def secret(home: Home) -> bytes:
    """The key that makes this authority's child ids its own; made once, readable by us only."""
    path = home.people / "secret"
    if not path.exists():
        with beside(path) as new:  # readable by us only, as every temporary file is
            new.write_bytes(secrets.token_bytes(32))
            with suppress(FileExistsError):  # another run was first: its secret is the one
                os.link(new, path)
    return path.read_bytes()


def replace(table: pa.Table, path: Path) -> None:
    """Put a table where an older one lay, at once."""
    with beside(path) as new:
        pq.write_table(table, new)
        new.replace(path)


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A file of our own next to a path, to be put in its place; gone afterwards if it was not."""
    number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    os.close(number)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def evaluator(name: str, master: str, record: DuckDB, folder: Path) -> Engine:
    """The engine that evaluates: the one that gathered, or another that reads what it wrote."""
    if name == record.name:
        return record
    other = engine(name, master)
    other.parquet("facts", folder / "facts.parquet")
    for table in ("school_day", "next_school_day"):
        other.rows(table, record.fetch(f"select * from {table}"))
    return other


def evaluate(on: Engine, as_of: date, folder: Path, progress: Progress) -> None:
    """Every definition and every clock, for every child and every day."""
    progress("definitions", 0, 3)
    expressions = {definition.key: definition.expression for definition in CATALOGUE}
    plan = sweep(on, {**expressions, **met_expressions(CLOCKS)})
    progress("definitions", 1, 3)
    keys = ", ".join(f"'{key}'" for key in expressions)
    on.write(
        f"select child, definition, {as_date('s')} as starts_on, {as_date('e')} as ends_before "
        f"from statuses where definition in ({keys}) order by child, definition, s",
        folder / "statuses.parquet",
    )
    for clock in CLOCKS:
        on.table(f"clock_{clock.key}", clocks_sql(clock))
    clocks = " union all ".join(f"select * from clock_{clock.key}" for clock in CLOCKS)
    on.write(
        f"select child, clock, {as_date('s')} as starts_on, {as_date('due')} as due_on, "
        f'{as_date("met")} as met_on, setting, feed, file, "row" '
        f"from ({clocks}) as clocks order by child, clock, s, setting",
        folder / "clocks.parquet",
    )
    progress("definitions", 2, 3)
    write_near_misses(on, plan, as_of, folder)
    progress("definitions", 3, 3)


def as_date(day: str) -> str:
    return f"case when {day} < {FOREVER} then date '{EPOCH}' + cast({day} as int) end"


def write_near_misses(on: Engine, plan: Plan, as_of: date, folder: Path) -> None:
    counts, misses = near_misses(on, plan, CATALOGUE, as_of)
    pq.write_table(counts, folder / "tests.parquet")
    pq.write_table(misses, folder / "near_misses.parquet")
