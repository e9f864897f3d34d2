"""The only file that names an engine: DuckDB, embedded, and Spark, for a region or a country.

An engine holds named tables, makes a new one from a query in DuckDB's dialect, reads and writes
Parquet, and gives rows back. Spark needs the optional extra `spark` and Java 17.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

import duckdb
import pyarrow as pa

from onroll.record.portable_sql import to_spark

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

MOST_MEMORY: Final = "2GB"
LOCAL_MASTER: Final = "local[2]"
"""Spark in this process's own Java, on two cores."""
LOCAL_SETTINGS: Final = (
    ("spark.sql.shuffle.partitions", "2"),
    ("spark.driver.memory", "4g"),  # Spark's own one is not enough for ten authorities
)


class NoSpark(RuntimeError):
    """Spark cannot be started or reached."""


class Engine(Protocol):
    """What the record asks of an engine."""

    name: str

    def parquet(self, table: str, path: Path | str) -> None:
        """Name a Parquet file, or a pattern of them, as a table."""

    def rows(self, table: str, data: pa.Table) -> None:
        """Name an Arrow table as a table."""

    def table(self, table: str, sql: str) -> None:
        """Make a table from a query, computed once."""

    def fetch(self, sql: str) -> pa.Table:
        """The answer to a query."""

    def write(self, sql: str, path: Path) -> None:
        """Write a query's answer as one Parquet file, in the order the query gives."""


class DuckDB:
    """DuckDB in this process, within the memory it is given."""

    name = "duckdb"

    def __init__(self, connection: duckdb.DuckDBPyConnection | None = None):
        self.connection = connection or connect()

    def parquet(self, table: str, path: Path | str) -> None:
        self.connection.execute(
            f"create or replace temp view {table} as select * from read_parquet('{quoted(path)}')"
        )

    def rows(self, table: str, data: pa.Table) -> None:
        self.connection.register("incoming", data)
        self.connection.execute(f"create or replace temp table {table} as from incoming")
        self.connection.unregister("incoming")

    def table(self, table: str, sql: str) -> None:
        self.connection.execute(f"create or replace temp table {table} as {sql}")

    def fetch(self, sql: str) -> pa.Table:
        return self.connection.execute(sql).to_arrow_table()

    def write(self, sql: str, path: Path) -> None:
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


class Spark:
    """Spark, local or on a cluster. Tables are computed once and kept, spilling to disk."""

    name = "spark"

    def __init__(self, session: SparkSession | None = None, master: str = LOCAL_MASTER):
        self.session = session or spark_session(master)

    def parquet(self, table: str, path: Path | str) -> None:
        self.session.read.parquet(str(path)).createOrReplaceTempView(table)

    def rows(self, table: str, data: pa.Table) -> None:
        self.session.createDataFrame(data).createOrReplaceTempView(table)

    def table(self, table: str, sql: str) -> None:
        # A checkpoint, not a cache: a cached table keeps the plan that made it, and plans that
        # read one another twice at each level grow until nothing but planning happens.
        made = self.session.sql(to_spark(sql)).localCheckpoint(eager=True)
        made.createOrReplaceTempView(table)

    def fetch(self, sql: str) -> pa.Table:
        return self.session.sql(to_spark(sql)).toArrow()

    def write(self, sql: str, path: Path) -> None:
        import pyarrow.parquet as pq

        pq.write_table(self.fetch(sql), path, compression="zstd")


def spark_session(master: str) -> SparkSession:
    """A session with a master. One on this machine binds to the loopback only.

    The machines of a cluster call back, so of another nothing is set but what a query means.
    Raises `NoSpark`.
    """
    here = master.startswith("local")
    if here:
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise NoSpark(
            "Spark is not installed. Install it with: pip install 'onroll[spark]', "
            "or leave out --engine."
        ) from None

    loopback = ("spark.driver.host", "spark.driver.bindAddress") if here else ()
    settings: Iterable[tuple[str, Any]] = (
        *((key, "127.0.0.1") for key in loopback),
        ("spark.ui.enabled", "false"),
        ("spark.ui.showConsoleProgress", "false"),
        *(LOCAL_SETTINGS if here else ()),
        ("spark.sql.session.timeZone", "UTC"),
        ("spark.sql.execution.arrow.pyspark.enabled", "true"),
    )
    builder = SparkSession.builder.master(master).appName("onroll")
    for key, value in settings:
        builder = builder.config(key, value)
    try:
        session = builder.getOrCreate()
    except (PySparkException, OSError, Py4JError) as reason:
        raise NoSpark(
            f"Spark did not start with the master {master}: {str(reason).splitlines()[0]} "
            "It needs Java 17 or newer, in JAVA_HOME or on the path, and a master that answers."
        ) from None
    session.sparkContext.setLogLevel("ERROR")
    return session


def engine(name: str, master: str = LOCAL_MASTER) -> Engine:
    """The engine with this name. Raises ValueError for another name, and `NoSpark`."""
    if name == "duckdb":
        return DuckDB()
    if name == "spark":
        return Spark(master=master)
    raise ValueError(f"No engine is called '{name}'. Choose duckdb or spark.")


def quoted(path: Path | str) -> str:
    return str(path).replace("'", "''")
