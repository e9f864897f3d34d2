"""A run's folder drawn by hand, and the run as reports read it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from onroll.figures.reports.counted_run import CountedRun
from tests.web.small_run import d, table

SCHOOLS = (
    ("100001", "Hilltop Academy", "Secondary", "Academy converter"),
    ("100002", "Riverside Primary", "Primary", "Community school"),
    ("100003", "The Bridge", "", "Pupil referral unit"),
)


def drawn_run(
    folder: Path,
    *,
    as_of: str,
    statuses: Iterable[tuple[str, str, str, str | None]] = (),
    facts: Iterable[tuple[Any, ...]] = (),
    clocks: Iterable[tuple[str, str, str, str | None, str | None]] = (),
    born: dict[str, tuple[str | None, str | None]] | None = None,
    protected: Collection[str] = (),
    asked: Iterable[tuple[str, str, str, str | None]] = (),
    days: Collection[date] = (),
    rolls_since: str | None = "2000-01-01",
) -> CountedRun:
    """A run of a day. `statuses` are child, definition, first day, day it ends before; `facts`
    child, fact, first day, day it ends before and, where there is one, school; `clocks` child,
    clock, first day, day due and day met; `born` says of a child when it was born and of what sex,
    and of the others 1 March 2014 and F; `asked` are child, contradiction,
    first day, day it ends before; `days` are the authority's school
    days; `rolls_since`, from which day on rolls were told."""
    told = [(c, f, d(s), d(e), None, *(rest or (None,)), "drawn", "drawn.csv", n)
            for n, (c, f, s, e, *rest) in enumerate(facts)]  # fmt: skip
    listed = [(c, k, d(s), d(e)) for c, k, s, e in statuses]
    known = dict.fromkeys([row[0] for row in (*listed, *told)], ("2014-03-01", "F"))
    children = [(child, None, None, d(day), sex, *([None] * 7))
                for child, (day, sex) in (known | (born or {})).items()]  # fmt: skip
    schools = [("", "Authority terms", None, None, list(days)),
               *((*school, []) for school in SCHOOLS)]  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    limits = [(c, k, d(s), d(due), d(met), None, None, None, None)
              for c, k, s, due, met in clocks]  # fmt: skip
    rows = {"facts": told, "statuses": listed, "children": children, "schools": schools,
            "clocks": limits, "definition_feeds": [],
            "feeds": [("pupil_roll", *[None] * 10, d(rolls_since), *[None] * 5)]}  # fmt: skip
    rows["contradictions"] = [(c, k, d(s), d(e), None, None) for c, k, s, e in asked]
    for name, held in rows.items():
        pq.write_table(table(name, held), folder / f"{name}.parquet")
    return CountedRun(
        folder, authority="Exampleshire", as_of=date.fromisoformat(as_of), protected=protected
    )
