"""The table of a Parquet file, its cells turned into text first, as every other file's are."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from onroll.record.engines import connect_small
from onroll.record.feeds.base import FileRefused
from onroll.record.feeds.columns import quoted
from onroll.record.feeds.table_refusals import MOST_COLUMNS, too_many_columns
from onroll.record.feeds.text_tables import TextTable


def read_parquet(path: Path, folder: Path) -> tuple[list[TextTable], list[str]]:
    """The table of a Parquet file. Raises `FileRefused` when it cannot be opened."""
    target = folder / "text_0.parquet"
    # under a name of our own, for DuckDB takes the brackets of `roll [2].parquet` for a pattern
    plainly = folder / "source.parquet"
    plainly.symlink_to(path.resolve())
    source = f"read_parquet({quoted(str(plainly))})"
    try:
        schema = pq.read_schema(path)
        if len(schema) > MOST_COLUMNS:
            raise too_many_columns(path.name)
        if any(pa.types.is_nested(kind) for kind in schema.types):
            raise FileRefused(
                f"{path.name} has a column of lists or of columns. Nothing has been loaded. Write "
                "each value into a column of its own, then load it again."
            )
        with connect_small(folder) as con:
            con.execute("SET TimeZone = 'UTC'")
            found = con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
            cells = [f"{_as_seen(name, kind)} AS c{i}" for i, (name, kind, *_) in enumerate(found)]
            con.execute(
                f"COPY (SELECT {', '.join(cells)} FROM {source}) TO {quoted(str(target))} "
                "(FORMAT parquet, COMPRESSION snappy)"
            )
    except duckdb.OutOfMemoryException:
        raise
    except (duckdb.Error, pa.ArrowException, OSError, ValueError) as error:
        if isinstance(error, MemoryError):
            raise
        raise FileRefused(
            f"{path.name} could not be opened as a Parquet file. It may have been cut short. "
            "Export it again."
        ) from None
    headings = tuple(str(name).replace("\0", "").strip() for name, *_ in found)
    return [TextTable(target, headings, 2)], []


def _as_seen(name: str, kind: str) -> str:
    """SQL for a cell as a person sees it: a whole number without its point, a date as ISO."""
    cell = '"' + name.replace('"', '""') + '"'
    text = f"CAST({cell} AS VARCHAR)"
    if kind == "BOOLEAN":
        text = f"CASE WHEN {cell} THEN 'Y' WHEN NOT {cell} THEN 'N' END"
    elif kind in ("DOUBLE", "FLOAT") or kind.startswith("DECIMAL"):
        text = f"regexp_replace({text}, '\\.0+$', '')"
    elif kind.startswith("TIMESTAMP"):
        text = f"regexp_replace({text}, ' 00:00:00(\\+00(:00)?)?$', '')"
    return f"nullif({text}, '')"
