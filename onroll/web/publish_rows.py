"""One published table made to hold exactly the rows that a run has for it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
from psycopg import sql

from onroll.web.published_tables import PublishedTable

MANY_ROWS = 10_000


def publish_table(
    table: PublishedTable, engine: duckdb.DuckDBPyConnection, cursor: Any, scratch: Path, part: str
) -> int:
    """Make one table hold exactly its rows of the run; the number of rows deleted or written.

    `part` is SQL that says which rows are looked at on both sides, "" for all.
    """
    columns = engine.sql(table.rows).columns
    engine.sql(
        "create or replace temp view incoming as "
        f"select {row_id(columns)} as row_id, * from (from ({table.rows}) {part})"
    )
    engine.sql("create or replace temp table wanted as select distinct row_id from incoming")
    existing = scratch / "existing.csv"
    copy_out(cursor, f"copy (select row_id from {table.name} {part}) to stdout", existing)
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
    written = insert_rows(
        table, cursor, ["row_id", *columns], write(engine, new, scratch / "new.csv")
    )
    if written > MANY_ROWS:
        cursor.execute("select onroll_analyze(%s::regclass)", [table.name])
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


def insert_rows(table: PublishedTable, cursor: Any, columns: Sequence[str], new: Path) -> int:
    """Insert the rows of a file, by way of a table of this transaction's own.

    PostgreSQL does not copy into a table whose rows are under row-level security.
    """
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    into = sql.Identifier(table.name)
    cursor.execute("drop table if exists arriving")
    cursor.execute(
        sql.SQL(
            "create temp table arriving on commit drop as select {} from {} with no data"
        ).format(names, into)
    )
    copy_in(
        cursor, sql.SQL("copy arriving ({}) from stdin (format csv, header)").format(names), new
    )
    cursor.execute(
        sql.SQL("insert into {} ({}) select {} from arriving").format(into, names, names)
    )
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


def engine_text(path: Path) -> str:
    """A path as DuckDB writes text."""
    return "'" + str(path).replace("'", "''") + "'"
