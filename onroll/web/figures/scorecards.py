"""One definition's flows over time with their words and picture, made once per run and kept."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
from django.core.cache import cache

from onroll.figures.charts import finding, line_chart, said_of
from onroll.figures.flows import flows
from onroll.figures.periods import By, Period, period_words, periods
from onroll.record.definitions import Definition
from onroll.web.children.models import Status
from onroll.web.library.models import Run

SHOWN = {"month": 12, "quarter": 8}
KEPT_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class Flow:
    """One period: `words` in full, and opening + new - left = closing."""

    words: str
    opening: int
    new: int
    left: int
    closing: int


@dataclass(frozen=True)
class Scorecard:
    table: pa.Table
    rows: list[Flow]
    finding: str
    sentence: str
    svg: str

    @property
    def latest(self) -> Flow:
        return self.rows[-1]


def scorecard(run: Run, definition: Definition, by: By) -> Scorecard:
    """The last twelve months or eight quarters of a definition, up to the day of the run."""
    key = f"scorecard:{run.run_id}:{run.published_at.timestamp()}:{definition.key}:{by}"
    kept: Scorecard | None = cache.get(key)
    if kept is None:
        kept = made(run, definition, by)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def made(run: Run, definition: Definition, by: By) -> Scorecard:
    shown = periods(by, run.as_of, SHOWN[by])
    table = flows(spells(definition.key), shown)
    counted = table.to_pylist() or [
        {"opening": 0, "new": 0, "left": 0, "closing": 0} for _ in shown
    ]
    rows = [
        Flow(period_words(by, period), row["opening"], row["new"], row["left"], row["closing"])
        for period, row in zip(shown, counted, strict=True)
    ]
    labels = [short_label(by, period) for period in shown]
    closing = [row.closing for row in rows]
    said = said_of([row.words for row in rows], closing, definition.title)
    title = finding(closing, definition.title)
    svg = line_chart(
        labels, closing, title=title, subtitle=f"At the end of each {by}", sentence=said
    )
    return Scorecard(table, rows, title, said, svg)


def spells(key: str) -> pa.Table:
    """Every spell of one definition, as `flows` takes them."""
    rows = list(
        Status.objects.filter(definition=key).values_list("child_id", "starts_on", "ends_before")
    )
    children, starts, ends = zip(*rows, strict=True) if rows else ((), (), ())
    return pa.table(
        {
            "child": pa.array(children, pa.string()),
            "definition": pa.array([key] * len(rows), pa.string()),
            "starts_on": pa.array(starts, pa.date32()),
            "ends_before": pa.array(ends, pa.date32()),
        }
    )


def short_label(by: By, period: Period) -> str:
    """What fits under a point of the line: the month in which the period ends."""
    return f"{period.ends_on:%b %y}"
