"""What is missing from a number because a source is late, silent or half loaded."""

from __future__ import annotations

from collections.abc import Collection

import pyarrow.parquet as pq

from onroll.figures.reports.counted_run import CountedRun

PROTECTED = "Children who are protected are counted, and not by school or place."


def what_is_late(run: CountedRun, definitions: Collection[str]) -> tuple[str, ...]:
    """A sentence for each feed that these definitions rest on and that is not up to date."""
    rests = pq.read_table(run.folder / "definition_feeds.parquet").to_pylist()
    asked = {row["feed"] for row in rests if row["definition"] in definitions}
    feeds = pq.read_table(run.folder / "feeds.parquet", columns=["feed", "caution"]).to_pylist()
    return tuple(row["caution"] for row in feeds if row["feed"] in asked and row["caution"])
