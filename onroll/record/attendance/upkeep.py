"""What a feed's marks tell, from what is kept of them and the loads that came since; or from all.

What is kept rests on some loads. Where they all still count, and others have joined them of which
no mark lies under one of theirs, only those are read. In every other case (a load was taken back or
replaced, a file came that stands before one that is there, other code measures, nothing is kept, or
it is not whole) all loads are read: what comes of it is the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from onroll.record import thresholds
from onroll.record.attendance.compact import numbers, whole
from onroll.record.attendance.kept import Kept
from onroll.record.attendance.kept_folder import keep, read
from onroll.record.attendance.marks_facts import kept_of, shown_by
from onroll.record.feeds import Feed
from onroll.record.feeds.loads import Load

_ENGINES: Final = ("duckdb", "numpy", "pyarrow")
_ALSO: Final = (
    "feeds/catalogue/attendance_codes.py", "schools_left_out.py", "gone_rows.py", "thresholds.py",
)  # fmt: skip

_MARKS = "select pupil_id, urn, date, am, pm, file, row from ({marks})"
_FROM_THERE = """
select count(*) from (select pupil_id, urn, date, file from ({marks}))
semi join new_mark using (pupil_id, urn, date)
where file >= ? and date between ? and ?
"""


class Deliveries(NamedTuple):
    """The loads of a feed that say what holds, and those of which a row may count still.

    `name_all` names `rows` every row that counts, and `name_some` the rows of some loads alone.
    """

    standing: Sequence[Load]
    earlier: Sequence[Sequence[Load]]
    name_all: Callable[[], None]
    name_some: Callable[[Sequence[Load]], None]


def tell_kept_marks(
    db: duckdb.DuckDBPyConnection, feed: Feed, of: Deliveries, folder: Path
) -> None:
    """Name `mark_fact` what the marks tell, and keep that in a folder for the next time.

    For one who has the folder to themselves, and looks at everything that is known.
    """
    rests_on = _rests_on(feed, of)
    held = read(folder, made_with())
    if held and held[1] == rests_on:
        db.register("mark_fact", held[0].told())
        return
    kept = _added(db, feed, of, *held) if held else None
    if kept is None:
        of.name_all()
        kept = kept_of(db, feed)
    keep(folder, kept, made_with(), rests_on)
    db.register("mark_fact", kept.told())


def _added(
    db: duckdb.DuckDBPyConnection, feed: Feed, of: Deliveries, kept: Kept, before: dict[str, Any]
) -> Kept | None:
    """What is kept, with the loads that came since; None where that is not all that changed."""
    rests_on = _rests_on(feed, of)
    known = {tuple(load) for load in before["loads"]}
    newer = [load for load in of.standing if _named(load) not in known]
    resent = {group[0].of_period for group in of.earlier}
    if (
        {**before, "loads": None} != {**rests_on, "loads": None}
        or not newer
        or len(known) + len(newer) != len(of.standing)
        or any(load.of_period in resent for load in newer)
    ):
        return None
    of.name_some(newer)
    marks = _by_file(db.execute(_MARKS.format(marks=feed.marks)).to_arrow_table())
    files = [load.file for group in (of.standing, *of.earlier) for load in group]
    first = min(load.file for load in newer)
    if sum(file >= first for file in files) > len(newer) and _lies_under(db, feed, of, marks):
        return None
    all_named = False

    def look_up(days: pa.Table) -> pa.Table:
        nonlocal all_named
        if not all_named:
            of.name_all()
            all_named = True
        return shown_by(db, feed, days)

    kept.add(marks, look_up)
    return kept


def _by_file(marks: pa.Table) -> pa.Table:
    """Marks in the order of file and row, in which they mostly are as they are read."""
    files, row = whole(marks.column("file")), numbers(marks.column("row"))
    if pc.count_distinct(files).as_py() < 2 and (row[:-1] <= row[1:]).all():
        return marks
    return marks.sort_by([("file", "ascending"), ("row", "ascending")])


def _lies_under(db: duckdb.DuckDBPyConnection, feed: Feed, of: Deliveries, marks: pa.Table) -> bool:
    """Whether some of the marks are of days of which a file that is not before theirs has a row."""
    if not len(marks):
        return False
    of.name_all()
    db.register("new_mark", marks)
    days = db.execute("select min(file), min(date), max(date) from new_mark").fetchone()
    found = db.execute(_FROM_THERE.format(marks=feed.marks), days).fetchone()
    db.unregister("new_mark")
    return found is None or found[0] != len(marks)


def _rests_on(feed: Feed, of: Deliveries) -> dict[str, Any]:
    return {
        "marks": feed.marks,
        "loads": [list(_named(load)) for load in of.standing],
        "earlier": [[list(_named(load)) for load in group] for group in of.earlier],
    }


def _named(load: Load) -> tuple[str, str, str, str]:
    return (load.of_period, load.load_id, load.file, load.sha256)


@cache
def made_with() -> str:
    """Names the code and the numbers that measure: what others measured is measured again."""
    here = Path(__file__).parent
    said = [f"{name}=={version(name)}" for name in _ENGINES]
    digest = hashlib.sha256(" ".join([*said, thresholds.version()]).encode())
    for path in [*sorted(here.glob("*.py")), *(here.parent / name for name in _ALSO)]:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
