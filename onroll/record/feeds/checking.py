"""Each row of a file checked by rules in SQL, and either accepted or held back.

Every rule of a feed is a test on one row, so that one pass finds the rows with something wrong;
only those are looked at again, rule by rule, for the words. Rows that share what must be unique
take a pass of their own. `rows in = accepted + held back`, whatever the file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

from onroll.record.engines import connect
from onroll.record.feeds.base import Feed
from onroll.record.feeds.columns import quoted
from onroll.record.feeds.fault_finding import find_faults
from onroll.record.feeds.fix_file import MEANT
from onroll.record.feeds.identifier_sql import create_macros
from onroll.record.feeds.matching import Match
from onroll.record.feeds.text_tables import TextTable

_SPACES = "' ' || chr(9) || chr(160) || chr(8203) || chr(65279)"
"""What is trimmed from a cell: spaces, tabs, and the unseen characters that web pages add."""


_WORKED_OUT_ONCE = 200_000
"""Up to so many rows, the values are kept; of more, they are worked out again for each pass."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows went where. Blank rows are no rows and are counted apart."""

    rows_in: int
    accepted: int
    held_back: int
    blank: int
    newest: dt.date | None


def check(
    feed: Feed,
    tables: Sequence[tuple[TextTable, Match]],
    *,
    file: str,
    file_day: dt.date | None,
    stamps: Mapping[str, dt.date],
    folder: Path,
) -> Counts:
    """Check the rows of one file's tables and write what came of them into the folder.

    The folder gets accepted.parquet (typed columns, `sheet` in a feed of sheets, the stamps,
    `file`, `row`), held_back.parquet (the file's own columns as text, `file`, `row`) and
    problems.parquet (one row per fault). `file_day` is the last day the file can know of, null
    where nobody can tell.
    """
    with connect(memory="1GB", temporary=folder) as con:
        con.execute("SET VARIABLE file_day = CAST(? AS DATE)", [file_day])
        create_macros(con)
        _create_views(con, feed, tables)
        find_faults(con, feed, len(tables[0][0].headings))
        return _write(con, feed, tables, file, stamps, folder)


def _create_views(
    con: duckdb.DuckDBPyConnection, feed: Feed, tables: Sequence[tuple[TextTable, Match]]
) -> None:
    """Make `came` (cells as trimmed text, `t_<name>`) and `typed` (and their values).

    `n` numbers the rows of all tables; `row` is the line that a person sees.
    """
    blank_words = "".join(f", {quoted(word)}" for word in feed.blanks)
    selects = []
    for index, (table, found) in enumerate(tables):
        cells = []
        spaces = f", {_SPACES}" if table.odd_spaces else ""
        for column in feed.columns:
            text = ""
            if column.name in found.at:
                cell = f"c{found.at[column.name]}"
                meant = MEANT.replace("$cell", cell) if found.repaired else cell
                text = f"trim({meant}{spaces})"
            if text and blank_words:
                text = f"CASE WHEN {text} NOT IN (''{blank_words}) THEN {text} END"
            text = f"nullif({text}, '')" if text else "CAST(NULL AS VARCHAR)"
            cells.append(f"{text} AS t_{column.name}")
        selects.append(
            f"SELECT file_row_number + {index << 40} AS n, {_line(table)} AS row, "
            f"{_sheet(table, found)} AS sheet, "
            f"{'cells' if table.has_cells else 'NULL'}::INTEGER AS cells, {', '.join(cells)} "
            f"FROM {_scan(table)} WHERE {_has_a_cell(table)}"
        )
    con.execute("CREATE VIEW came AS " + " UNION ALL ".join(selects))
    values = [f"{c.type.of(f't_{c.name}')}::{c.type.sql} AS {c.name}" for c in feed.columns]
    rows = sum(pq.read_metadata(table.path).num_rows for table, _ in tables)
    kept = "TABLE" if rows <= _WORKED_OUT_ONCE else "VIEW"
    con.execute(f"CREATE {kept} typed AS SELECT *, {', '.join(values)} FROM came")


def _write(
    con: duckdb.DuckDBPyConnection,
    feed: Feed,
    tables: Sequence[tuple[TextTable, Match]],
    file: str,
    stamps: Mapping[str, dt.date],
    folder: Path,
) -> Counts:
    held = "n IN (SELECT n FROM held)"
    columns = [column.name for column in feed.columns] + ["sheet"] * bool(feed.sheets)
    columns += [f"DATE '{day}' AS {name}" for name, day in stamps.items()]
    where_seen = quoted(file) + (" || concat(', ' || nullif(sheet, ''))" if feed.sheets else "")
    accepted = f"SELECT {', '.join(columns)}, {where_seen} AS file, row FROM typed"
    if (held_back := _one(con, "SELECT count(*) FROM held")) > 0:
        accepted += f" WHERE NOT {held}"
    _copy(con, accepted, folder / "accepted.parquet")
    came = [
        f"SELECT {f'{_sheet(table, found)} AS sheet, ' if feed.sheets else ''}"
        f"{_under_headings(feed, table, found)}, {_line(table)} AS row, "
        f"file_row_number + {index << 40} AS n FROM {_scan(table)} "
        f"WHERE file_row_number + {index << 40} IN (SELECT n FROM held)"
        for index, (table, found) in enumerate(tables)
    ]
    _copy(
        con,
        f"SELECT * EXCLUDE (row, n), {where_seen} AS file, row "
        f"FROM ({' UNION ALL BY NAME '.join(came)}) AS came ORDER BY n",
        folder / "held_back.parquet",
    )
    _copy(
        con,
        "SELECT row, coalesce(heading, '') AS \"column\", coalesce(value, '') AS value, problem, "
        f"fix, rule_id, severity, sheet FROM fault LEFT JOIN ({_headings(feed, tables)}) "
        "USING (sheet, name) "
        "ORDER BY n, rule_id",
        folder / "problems.parquet",
    )
    kept = [str(folder / "accepted.parquet")]
    rows_in = _one(con, "SELECT count(*) FROM came")
    everything = " UNION ALL ".join(f"SELECT 1 FROM {_scan(table)}" for table, _ in tables)
    newest = f"SELECT max({feed.newest}) FROM read_parquet(?)" if feed.newest else "SELECT NULL"
    return Counts(
        rows_in=rows_in,
        accepted=_one(con, "SELECT count(*) FROM read_parquet(?)", kept),
        held_back=held_back,
        blank=_one(con, f"SELECT count(*) FROM ({everything})") - rows_in,
        newest=_one(con, newest, kept if feed.newest else ()),
    )


def _copy(con: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    con.execute(f"COPY ({query}) TO {quoted(str(path))} (FORMAT parquet, COMPRESSION zstd)")


def _one(con: duckdb.DuckDBPyConnection, query: str, at: Sequence[object] = ()) -> Any:
    row = con.execute(query, list(at)).fetchone()
    return row[0] if row else None


def _sheet(table: TextTable, found: Match) -> str:
    """SQL for the sheet of a row, which a fix file tells in a column of its own."""
    return quoted(table.sheet) if found.sheet_at is None else f"coalesce(c{found.sheet_at}, '')"


def _under_headings(feed: Feed, table: TextTable, found: Match) -> str:
    """Its cells under its own headings, made different from each other where they are not.

    The sheets of one workbook call the same thing by different names, so a feed of sheets has its
    own headings instead: its fix file is one table. What a fix file says beside its own columns is
    left out, for the next fix file says it anew.
    """
    taken = {"file", "row", "n"} | ({"sheet"} if feed.sheets else set())
    titles = {position: feed.column(name).title for name, position in found.at.items()}
    named = []
    for position, heading in enumerate(table.headings[: found.width]):
        if position == found.sheet_at:
            continue
        name = heading or f"column {position + 1}"
        if feed.sheets:
            name = titles.get(position, name)
        while name.casefold() in taken:
            name += " (again)"
        taken.add(name.casefold())
        escaped = name.replace('"', '""')
        named.append(f'c{position} AS "{escaped}"')
    return ", ".join(named)


def _headings(feed: Feed, tables: Sequence[tuple[TextTable, Match]]) -> str:
    """SQL for each column's own heading, after the sheet's name where there are several sheets."""
    rows = [
        f"({quoted(sheet)}, {quoted(name)}, "
        f"{quoted((f'{table.sheet}, ' if len(tables) > 1 else '') + table.headings[position])})"
        for table, found in tables
        for sheet in ((table.sheet,) if found.sheet_at is None else ("", *feed.sheets))
        for name, position in found.at.items()
    ]
    return f"SELECT * FROM (VALUES {', '.join(rows)}) AS t(sheet, name, heading)"


def _line(table: TextTable) -> str:
    return "line" if table.first_row is None else f"file_row_number + {table.first_row}"


def _scan(table: TextTable) -> str:
    return f"read_parquet({quoted(str(table.path))}, file_row_number = true)"


def _has_a_cell(table: TextTable) -> str:
    return "(" + " OR ".join(f"c{i} IS NOT NULL" for i in range(len(table.headings))) + ")"
