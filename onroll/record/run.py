"""A run: from the loads in force to what is true of every child, written once as Parquet.

The pipeline on one screen, top to bottom. The same loads, decisions, as_of, known_at, code and
thresholds give the same bytes, in a folder named after them.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from onroll import __version__
from onroll.record import thresholds
from onroll.record.assemble import assemble
from onroll.record.engines import DuckDB, connect
from onroll.record.evaluate import rules, write_near_misses
from onroll.record.feeds.health import health
from onroll.record.feeds.loads import Load, in_force, not_taken_back
from onroll.record.feeds.refused_uploads import note_refused
from onroll.record.feeds.rhythm import rhythm_of
from onroll.record.feeds.school_registers import registers
from onroll.record.gather import gather
from onroll.record.gone_rows import earlier_deliveries
from onroll.record.home import Home
from onroll.record.judged import Acts, decided
from onroll.record.parts import Asked, Here, Workers, evaluate_all
from onroll.record.questions.answered import received
from onroll.record.run_folder import building, stand, timed, to_itself
from onroll.record.run_tables import write_gathered, write_health, write_people, write_schools
from onroll.record.spark import LOCAL_MASTER, Spark
from onroll.record.who_is_whom import WhoIsWhom, people_to_itself

Progress = Callable[[str, int, int], None]
BESIDE = ("seconds", "amends", "of_today", "kept")
"""What a manifest tells that a run does not rest on."""


class NothingLoaded(LookupError):
    """There is no load to work on."""


def run(
    home: Home,
    *,
    as_of: date,
    known_at: datetime,
    decided_at: datetime | None = None,
    engine: str = "duckdb",
    master: str = LOCAL_MASTER,
    progress: Progress | None = None,
) -> Path:
    """Work out what is true of every child; the folder of Parquet tables that says so.

    `as_of` is the day counts and near misses are taken on; statuses and clocks cover every day.
    Only loads received by `known_at` (with a time zone) are used, and only what people decided by
    `decided_at`, which is `known_at` unless it is given; every shield covers, whenever it was
    raised. `progress` is told the stage and how far it is. Raises `NothingLoaded` when there are
    none, `NoAuthority`, and `NoSpark` where that engine is asked for and cannot be reached.
    """
    report = progress or (lambda stage, done, total: None)
    rhythm_of(home.authority)  # a feed misspelt there is told before the work, not after it
    known = not_taken_back(home, known_at)
    used, earlier = in_force(known), earlier_deliveries(known)
    if not used:
        raise NothingLoaded(
            f"Nothing has been loaded into {home.path} by {known_at.date()}. Load a file first."
        )
    by = workers(engine, master)  # who cannot be reached is told now as well
    moment = decided_at or known_at
    rests_on = loads_and_rules(used, earlier, as_of, known_at, engine)
    with to_itself(home.runs), building(home.runs) as folder:
        of_today = known == not_taken_back(home)  # a look back changes nobody's id
        seconds: dict[str, float] = {}
        with tempfile.TemporaryDirectory(dir=home.runs, prefix=".work-") as work:
            record = DuckDB(connect(temporary=Path(work)))
            with timed(seconds, "gather"):
                kept_marks = home.attendance if of_today else None
                calendars = gather(
                    record.connection, used, home.authority, report, earlier, kept_marks
                )
                schools = registers(record.connection, calendars)
                write_gathered(record, folder)
            with timed(seconds, "link"):
                records, also = record.fetch("from source_record"), record.fetch("from also")
                who = WhoIsWhom.of(records, also, home, decided(home, moment), report)
            with timed(seconds, "assemble"):
                assemble(record.connection, who.links, as_of, received(rests_on["loads"]))
                write_people(record, folder)
                write_schools(record, calendars, folder)
            with timed(seconds, "definitions"):
                asked = Asked(as_of, facts=f"{folder / 'facts.parquet'}", schools=f"{folder}")
                plan = evaluate_all(asked, folder, by, report)
                write_near_misses(plan, folder)
        note_refused(home)
        write_health(health(home, as_of, known_at, schools), folder)
        with people_to_itself(home):
            # Nor does a run that a decision has overtaken: it is amended before it is shown.
            kept = of_today and not who.is_overtaken(home)
            told = rests_on | {"of_today": of_today, "kept": kept, "seconds": seconds}
            return put(who, folder, home, told, moment)


def workers(engine: str, master: str) -> Workers:
    """Who works out the children. Raises ValueError for another name, and `NoSpark`."""
    if engine == "duckdb":
        return Here()
    if engine == "spark":
        return Spark(master)
    raise ValueError(f"No engine is called '{engine}'. Choose duckdb or spark.")


def put(
    who: WhoIsWhom, folder: Path, home: Home, rests_on: dict[str, Any], moment: datetime
) -> Path:
    """Write what people decided into a run whose other tables stand, and put it in its place.

    Where `rests_on` says that it is kept, what it found is remembered for the next run.
    """
    as_of = date.fromisoformat(rests_on["as_of"])
    if rests_on["kept"]:
        who.spread_shields(home, moment)
    stamp = stamped(rests_on | {"model": who.model}, who.rests_on(home))
    if rests_on["kept"]:
        who.remember(home, run_id=stamp["run_id"], as_of=as_of, at=moment)
    who.write(home, folder, as_of=as_of, at=moment)
    (folder / "manifest.json").write_text(json.dumps(stamp, indent=2), encoding="utf-8")
    return stand(folder, home.runs / stamp["run_id"])


def stamped(rests_on: dict[str, Any], acts: Acts) -> dict[str, Any]:
    """A run's manifest: what it rests on, and the id that follows from it.

    How long it took, which run it amends, and whether that was the record of the day, are not.
    """
    held = rests_on | {"decisions": acts.decisions, "shields": acts.shields}
    said = {key: held[key] for key in held if key not in ("run_id", *BESIDE)}
    digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
    return held | {"run_id": f"{held['as_of']}-{digest[:10]}"}


def loads_and_rules(
    used: dict[str, list[Load]],
    earlier: dict[str, list[list[Load]]],
    as_of: date,
    known_at: datetime,
    engine: str,
) -> dict[str, Any]:
    """What a run rests on beside what people decided."""
    return {
        "as_of": as_of.isoformat(),
        "known_at": known_at.isoformat(),
        "version": __version__,
        "thresholds": thresholds.version(),
        "rules": rules(),
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
