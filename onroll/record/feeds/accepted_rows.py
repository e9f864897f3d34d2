"""The accepted rows of loads, in the columns that their feed has now.

A load is never changed, so one that was landed before its feed got a column lies there without it:
its rows have nothing in that column, as if the file had not.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from onroll.record.engines import quoted

if TYPE_CHECKING:
    from onroll.record.feeds.base import Feed


def accepted_rows(feed: Feed, folders: Iterable[Path], *options: str) -> str:
    """SQL in brackets for the accepted rows of some loads' folders; of none it gives no row.

    Every column of the feed is there, null where a load lacks it, and whatever else a load has.
    `options` are `read_parquet`'s, such as `filename = true`.
    """
    paths = ", ".join(f"'{quoted(folder / 'accepted.parquet')}'" for folder in folders)
    told = ", ".join(["union_by_name = true", *options])
    columns = ", ".join(f"CAST(NULL AS {c.type.sql}) AS {c.name}" for c in feed.columns)
    if feed.sheets:
        columns += ", CAST(NULL AS VARCHAR) AS sheet"
    none = f"SELECT {columns} WHERE false"
    if not paths:
        return f"({none})"
    return f"(SELECT * FROM read_parquet([{paths}], {told}) UNION ALL BY NAME {none})"
