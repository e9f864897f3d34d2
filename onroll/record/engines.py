"""DuckDB, embedded: the one engine that works anything out, within the memory it is given.

Spark, for a region or a country, only hands children out to it (`spark`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

MOST_MEMORY: Final = "2GB"


class DuckDB:
    """Named tables: one is made from a query and computed once, and is written as Parquet."""

    def __init__(self, connection: duckdb.DuckDBPyConnection | None = None):
        self.connection = connection or connect()

    def parquet(self, table: str, path: Path | str) -> None:
        """Name a Parquet file, or a pattern of them, as a table."""
        self.connection.execute(
            f"create or replace temp view {table} as select * from read_parquet('{quoted(path)}')"
        )

    def rows(self, table: str, data: pa.Table) -> None:
        """Name an Arrow table as a table."""
        self.connection.register("incoming", data)
        self.connection.execute(f"create or replace temp table {table} as from incoming")
        self.connection.unregister("incoming")

    def table(self, table: str, sql: str) -> None:
        """Make a table from a query, computed once."""
        self.connection.execute(f"create or replace temp table {table} as {sql}")

    def fetch(self, sql: str) -> pa.Table:
        """The answer to a query."""
        return self.connection.execute(sql).to_arrow_table()

    def write(self, sql: str, path: Path) -> None:
        """Write a query's answer as one Parquet file, in the order the query gives."""
        self.connection.execute(
            f"copy ({sql}) to '{quoted(path)}' (format parquet, compression zstd)"
        )

    def give_back(self, limit: str = MOST_MEMORY) -> None:
        """Return the memory that no table needs any more, which is kept otherwise for the next.

        Setting the limit is what returns it, so the connection has this one from then on.
        """
        self.connection.execute(f"set memory_limit = '{limit}'")


def connect_small(temporary: Path) -> duckdb.DuckDBPyConnection:
    """A DuckDB connection for what must fit into little memory, on whatever machine.

    It keeps within 200 MB, and what does not fit goes to the temporary folder for a while.
    """
    connection = connect("200MB", temporary)
    connection.execute("set threads = 2")  # each takes memory of its own
    return connection


def connect(memory: str = MOST_MEMORY, temporary: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A DuckDB connection that never fetches an extension and keeps within `memory`."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "preserve_insertion_order": True,
    }
    if temporary:
        settings["temp_directory"] = str(temporary)
    connection = duckdb.connect(config=settings)
    connection.execute("set enable_progress_bar = false")  # callers report progress themselves
    return connection


def quoted(path: Path | str) -> str:
    return str(path).replace("'", "''")
