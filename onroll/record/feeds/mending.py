"""Which load a fix file is for, and that it brings back each held-back row once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from onroll.record.engines import connect, quoted
from onroll.record.feeds.base import FileRefused
from onroll.record.feeds.events import Event, What
from onroll.record.feeds.fix_file import stem_of
from onroll.record.feeds.periods import order_of

if TYPE_CHECKING:
    from pathlib import Path

    from onroll.record.feeds.loads import Load
    from onroll.record.feeds.reading import Reading

Away = Mapping[tuple[str, str], Event]
"""Of loads that were taken back, by feed and load_id, the event that says so."""


def mended_load(reading: Reading, there: Sequence[Load], away: Away) -> Load:
    """The load whose held-back rows a fix file brings back.

    `there` are the loads of its feed. Of those with its name that held back the rows it numbers it
    is the one with most of the same children in them, and then the newest: a file may have the same
    name every week. A newer file may have taken that load's place since, or it may be withdrawn:
    the rows count when the load does. Raises `FileRefused` when no load of that name is here, when
    a row was not held back in it, and when a row is in the record already.
    """
    stem = stem_of(reading.file)
    whole = [
        load
        for load in there
        if not load.corrects
        and stem_of(load.file) == stem
        and not ((event := away.get((load.feed, load.load_id))) and event.what is What.UNDONE)
    ]
    whole.sort(key=lambda load: (order_of(load.period), load.sequence, load.received_at))
    if not whole:
        raise FileRefused(
            f"{reading.file} is a fix file, and the file it corrects has not been loaded. Nothing "
            "has been loaded. Load the good rows of that file first, with --accept-good."
        )
    able = [load for load in whole if not _not_held_back(reading, load)]
    if not able:
        row, mends = _not_held_back(reading, whole[-1])[0]
        says = "has no number" if mends is None else f"says {mends:,}"
        raise FileRefused(
            f"{reading.file}: in row {row:,} the column 'row' {says}, and that is not a row that "
            f"was held back from {whole[-1].file}. Nothing has been loaded. Put back the number "
            "that the fix file came with, or take the row out."
        )
    found = max(reversed(able), key=lambda load: _alike(reading, load)) if able[1:] else able[0]
    fixes = [load for load in joined(found, there) if (load.feed, load.load_id) not in away]
    _refuse_what_is_there(reading, found, fixes)
    return found


def joined(whole: Load, loads: Sequence[Load]) -> list[Load]:
    """The fix files that joined a load."""
    return [load for load in loads if load.corrects == whole.load_id and load.feed == whole.feed]


def mended_twice(folder: Path, others: Sequence[Load]) -> list[int]:
    """The rows of a fix file, read or landed in `folder`, that bring back what others brought.

    Rows of a fix file that an older version landed have no number, and are not looked at here.
    """
    numbered = [load for load in others if "mends" in _columns(load.path)]
    if not numbered or "mends" not in _columns(folder):
        return []
    key = "(sheet, mends)" if "sheet" in _columns(folder) else "mends"
    with connect() as con:
        found = con.execute(
            f"SELECT row FROM {_accepted(folder)} WHERE {key} IN "
            f"(SELECT {key} FROM {_accepted(*(load.path for load in numbered))}) ORDER BY row"
        ).fetchall()
    return [row for (row,) in found]


def _refuse_what_is_there(reading: Reading, whole: Load, fixes: Sequence[Load]) -> None:
    """Raise `FileRefused` when a row of a fix file is in the record already.

    A fix file may be mended and loaded in parts; a row that counted twice would be a fault of ours.
    So each held-back row is brought back once, and no row is like another where none may be.
    """
    twice = mended_twice(reading.folder, fixes) or _numbered_twice(reading)
    if not twice and reading.feed.unique:
        same = ", ".join(reading.feed.unique)
        with connect() as con:
            found = con.execute(
                f"SELECT row FROM {_accepted(reading.folder)} WHERE ({same}) IN (SELECT ({same}) "
                f"FROM {_accepted(whole.path, *(load.path for load in fixes))}) ORDER BY row"
            ).fetchall()
        twice = [row for (row,) in found]
    if twice:
        rows = "1 of its rows is" if len(twice) == 1 else f"{len(twice):,} of its rows are"
        raise FileRefused(
            f"{reading.file}: {rows} in the record already, the first of them row "
            f"{twice[0]:,}. Nothing has been loaded. Take out the rows that are, then load it."
        )


def _not_held_back(reading: Reading, whole: Load) -> list[tuple[int, int | None]]:
    """The rows of a fix file that were not held back from a load, with the row they name."""
    key = "(coalesce(sheet, ''), mends)" if reading.feed.sheets else "mends"
    held = "(coalesce(sheet, ''), row)" if reading.feed.sheets else "row"
    problems = f"read_parquet('{quoted(whole.path / 'problems.parquet')}')"
    with connect() as con:
        return con.execute(
            f"SELECT row, mends FROM {_accepted(reading.folder)} WHERE mends IS NULL OR {key} "
            f"NOT IN (SELECT {held} FROM {problems} WHERE severity = 'held_back') ORDER BY row"
        ).fetchall()


def _numbered_twice(reading: Reading) -> list[int]:
    """The rows of a fix file that bring back what a row before them does."""
    key = "sheet, mends" if reading.feed.sheets else "mends"
    with connect() as con:
        found = con.execute(
            f"SELECT row FROM {_accepted(reading.folder)} "
            f"QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY row) > 1 ORDER BY row"
        ).fetchall()
    return [row for (row,) in found]


def _alike(reading: Reading, whole: Load) -> int:
    """How many rows of a fix file have the first column of the row that they bring back.

    That column says in every feed whose row it is. What is wrong in a row may be that very column.
    """
    first = reading.feed.columns[0]
    manifest = json.loads((whole.path / "manifest.json").read_text(encoding="utf-8"))
    heading = first.title if reading.feed.sheets else manifest["columns"].get(first.name)
    held_back = whole.path / "held_back.parquet"
    if heading not in pq.read_schema(held_back).names:
        return 0
    plain = "regexp_replace(upper({}), '[^A-Z0-9]', '', 'g')"
    with connect() as con:
        found = con.execute(
            f"SELECT count(*) FROM {_accepted(reading.folder)} AS f "
            f"JOIN read_parquet('{quoted(held_back)}') AS h ON h.row = f.mends "
            f"{'AND h.sheet = f.sheet ' * bool(reading.feed.sheets)}AND "
            f"{plain.format(f'CAST(f.{first.name} AS VARCHAR)')} = "
            + plain.format(f'h."{heading.replace(chr(34), chr(34) * 2)}"')
        ).fetchone()
    return int(found[0]) if found else 0


def _accepted(*folders: Path) -> str:
    paths = ", ".join(f"'{quoted(folder / 'accepted.parquet')}'" for folder in folders)
    return f"read_parquet([{paths}], union_by_name = true)"


def _columns(folder: Path) -> list[str]:
    return pq.read_schema(folder / "accepted.parquet").names
