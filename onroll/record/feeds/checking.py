"""Each row of a file checked by rules in SQL, and either accepted or held back.

Every rule of a feed is a test on one row, so that one pass finds the rows with something wrong;
only those are looked at again, rule by rule, for the words. Rows that share what must be unique
take a pass of their own. `rows in = accepted + held back`, whatever the file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from onroll.record.engines import connect_small
from onroll.record.feeds.base import Feed, FileRefused
from onroll.record.feeds.checked_against import (
    create_register,
    refuse_another_file,
    set_variables,
    with_schools,
)
from onroll.record.feeds.columns import DATE, MONTH_FIRST, quoted
from onroll.record.feeds.doubts import looked_up
from onroll.record.feeds.fault_finding import find_faults
from onroll.record.feeds.fix_file import MEANT
from onroll.record.feeds.identifier_sql import create_macros
from onroll.record.feeds.known import Known
from onroll.record.feeds.limited import TOO_MUCH_MEMORY
from onroll.record.feeds.matching import Match
from onroll.record.feeds.text_tables import TextTable
from onroll.record.feeds.whole_rows import row_faults

_SPACES = "' ' || chr(9) || chr(160) || chr(8203) || chr(65279)"
"""What is trimmed from a cell: spaces, tabs, and the unseen characters that web pages add."""


_WORKED_OUT_ONCE = 1_000_000
"""Up to so many cells, the values are kept; of more, they are worked out for each pass."""


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
    period: str = "",
    known: Known | None = None,
) -> Counts:
    """Check the rows of one file's tables and write what came of them into the folder.

    The folder gets accepted.parquet (typed columns, `sheet` in a feed of sheets, the stamps,
    `file`, `row`), held_back.parquet (the file's own columns as text, `file`, `row`),
    held_keys.parquet (of the same rows what could be read of `feed.key_columns`, and `row`) and
    problems.parquet (one row per fault). Of a fix file the first two have `mends` besides, the row
    of the file it corrects, null where its column `row` holds no number, and the third has that row
    as its `row`. `file_day` is the last day the file can know of, null where nobody can tell.
    Raises `FileRefused` where most of the rows are of another authority, or of another term than
    `period`.
    """
    known = known or Known.nothing()
    if tables[0][1].month_first:
        feed = _month_first(feed)
    try:
        with connect_small(folder) as con:
            set_variables(con, known, file_day=file_day, period=period)
            create_macros(con)
            create_register(con, known)
            _create_views(con, feed, tables, known)
            find_faults(con, feed, row_faults(feed, tables), folder / "suspect.parquet")
            refuse_another_file(con, file, known, period)
            return _write(con, feed, tables, file, stamps, folder)
    except duckdb.OutOfMemoryException:
        raise FileRefused(f"{file} {TOO_MUCH_MEMORY}") from None


def _month_first(feed: Feed) -> Feed:
    """The feed with its dates written month before day."""
    return replace(
        feed,
        columns=tuple(
            replace(column, type=MONTH_FIRST) if column.type is DATE else column
            for column in feed.columns
        ),
    )


def _create_views(
    con: duckdb.DuckDBPyConnection,
    feed: Feed,
    tables: Sequence[tuple[TextTable, Match]],
    known: Known,
) -> None:
    """Make `came` (cells as trimmed text, `t_<name>`) and `typed` (and their values).

    `n` numbers the rows of all tables; `row` is the line that a person sees, and `opening` the
    first cell that is not empty. What the register says of a school is there as `doubts` has it.
    """
    blank_words = ", ".join(map(quoted, feed.blanks))
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
                # DuckDB makes a join of a long IN, and each join takes memory of its own
                text = f"CASE WHEN NOT list_contains([{blank_words}], {text}) THEN {text} END"
            text = f"nullif({text}, '')" if text else "CAST(NULL AS VARCHAR)"
            cells.append(f"{text} AS t_{column.name}")
        selects.append(
            f"SELECT file_row_number + {index << 40} AS n, {_line(table)} AS row, "
            f"{_sheet(table, found)} AS sheet, {_mends(found)} AS mends, "
            f"{'cells' if table.has_cells else 'NULL'}::INTEGER AS cells, "
            f"{_opening(table)} AS opening, {', '.join(cells)} "
            f"FROM {_scan(table)} WHERE {_has_a_cell(table)}"
        )
    con.execute("CREATE VIEW came AS " + " UNION ALL ".join(selects))
    values = [f"{c.type.of(f't_{c.name}')}::{c.type.sql} AS {c.name}" for c in feed.columns]
    rows = sum(table.rows for table, _ in tables)
    kept = "TABLE" if rows * len(feed.columns) <= _WORKED_OUT_ONCE else "VIEW"
    con.execute(f"CREATE VIEW valued AS SELECT *, {', '.join(values)} FROM came")
    con.execute(f"CREATE {kept} typed AS {with_schools(looked_up(feed), known)}")


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
    columns += ["mends"] * tables[0][1].repaired
    where_seen = quoted(file) + (" || concat(', ' || nullif(sheet, ''))" if feed.sheets else "")
    accepted = f"SELECT {', '.join(columns)}, {where_seen} AS file, row FROM typed"
    if (held_back := _one(con, "SELECT count(*) FROM held")) > 0:
        accepted += f" WHERE NOT {held}"
    _copy(con, accepted, folder / "accepted.parquet")
    came = [
        f"SELECT {f'{_sheet(table, found)} AS sheet, ' if feed.sheets else ''}"
        f"{_under_headings(feed, table, found)}, "
        f"{f'{_mends(found)} AS mends, ' if found.repaired else ''}{_line(table)} AS row, "
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
        f"SELECT {', '.join([*feed.key_columns, 'coalesce(mends, row) AS row'])} FROM typed "
        f"WHERE {held if held_back else 'false'} ORDER BY n",
        folder / "held_keys.parquet",
    )
    _copy(
        con,
        "SELECT row, coalesce(heading, '') AS \"column\", coalesce(value, '') AS value, problem, "
        "fix, rule_id, severity, sheet, kind_words "
        f"FROM fault LEFT JOIN ({_headings(feed, tables)}) USING (sheet, name) "
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


def _mends(found: Match) -> str:
    """SQL for the row of the first file that a row of a fix file brings back; null in others."""
    return f"TRY_CAST(trim(c{found.width}) AS INTEGER)" if found.repaired else "NULL::INTEGER"


def _under_headings(feed: Feed, table: TextTable, found: Match) -> str:
    """Its cells under its own headings, made different from each other where they are not.

    The sheets of one workbook call the same thing by different names, so a feed of sheets has its
    own headings instead: its fix file is one table. What a fix file says beside its own columns is
    left out, for the next fix file says it anew.
    """
    taken = {"file", "row", "n", "mends"} | ({"sheet"} if feed.sheets else set())
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


def _opening(table: TextTable) -> str:
    return f"coalesce({', '.join(f'trim(c{i})' for i in range(len(table.headings)))})"


def _has_a_cell(table: TextTable) -> str:
    return "(" + " OR ".join(f"c{i} IS NOT NULL" for i in range(len(table.headings))) + ")"
