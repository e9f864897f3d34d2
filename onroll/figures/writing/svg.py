"""A column of a table as a picture: a line over time, or bars to compare, for a page and for print.

Nothing is told by colour alone: each line and bar has its words and its number beside it, and lines
differ in their dashes too. What is hidden is not drawn and is said beneath; a line stops where
there is no number, and does not go on over a changed definition. The sentence of a picture is its
name; the table stands under it on the page.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from textwrap import shorten, wrap
from typing import Any, Final

import altair as alt
import pyarrow as pa

from onroll.figures.charts import HEIGHT, TEXT, WIDTH, dressed, named
from onroll.figures.reports.report import Column, Table
from onroll.figures.writing.points import (
    LAST,
    Point,
    notes_of,
    order,
    points_of,
    runs,
    said_of,
)
from onroll.figures.writing.value_text import plain

COLOURS: Final = ("#12436d", "#28a197", "#801650", "#f46a25")
"""Of lines, in this order: those of the Analysis Function. The first is ours."""
DASHES: Final = ([1, 0], [8, 4], [2, 3], [10, 3, 2, 3])
OURS, OTHERS = COLOURS[0], "#6f777b"
BAR: Final = 38
"""Pixels for each bar and the space to the next."""
SIDE: Final = 0.6
"""Room at each end of the time axis, in steps from one period to the next."""
LINE: Final = 18
"""Pixels from one line of words to the next."""
LETTER: Final = 8
"""Pixels of a letter, about."""
LONGEST: Final = 60
"""Letters in the name of a bar."""
ON_PAPER: Final = 560
"""Pixels across for a picture on an A4 page: wider, and its words are too small to read."""
MOST_NUMBERED: Final = 12
TO_DRAW: Final = 2
"""Of fewer numbers than these there is no picture: a sentence says it."""


@dataclass(frozen=True)
class Drawn:
    """A picture: the key of its table, its SVG, and what it shows in one sentence."""

    table: str
    svg: str
    sentence: str


def drawn_line(
    table: Table,
    column: Column,
    *,
    title: str,
    subtitle: str,
    broken_before: Collection[str] = (),
    width: int = WIDTH,
) -> Drawn | None:
    """A line for each series over the periods of the first column of labels, in their order.

    A second column of labels names the series, four at most. `broken_before` has the periods from
    which another definition holds. Null for fewer than two numbers to draw. Raises ValueError for
    more series than there are colours.
    """
    points = points_of(table, column)
    periods = list(dict.fromkeys(each.label for each in points))
    series = list(dict.fromkeys(each.series for each in points))
    if len(series) > len(COLOURS):
        raise ValueError(f"{len(series)} lines in one picture: draw {len(COLOURS)} at most")
    shown = [each for each in points if each.value is not None]
    if len(shown) < TO_DRAW:
        return None
    sentence = " ".join(
        said_of([each for each in shown if each.series == name], name or column.label, over=True)
        for name in series
        if any(each.series == name for each in shown)
    )
    beside = numbered(shown, periods)
    rows = pa.table(
        {
            "label": [each.label for each in shown],
            "series": [each.series for each in shown],
            "value": [float(each.value or 0) for each in shown],
            "text": [each.text if each in beside else "" for each in shown],
            "run": runs(points, periods, broken_before),
        }
    )
    base = alt.Chart(rows).encode(
        x=alt.X("label:N", scale=alt.Scale(type="point", domain=periods, padding=SIDE), title=None,
                axis=alt.Axis(labelAngle=0, labelOverlap=True)),
        y=alt.Y("value:Q", title=None, scale=alt.Scale(domainMin=0, nice=True),
                axis=alt.Axis(tickCount=5)),
        color=alt.Color("series:N", legend=None,
                        scale=alt.Scale(domain=series, range=list(COLOURS[: len(series)]))),
    )  # fmt: skip
    lines = base.mark_line(strokeWidth=3).encode(
        detail="run:N",
        strokeDash=alt.StrokeDash(
            "series:N", legend=None,
            scale=alt.Scale(domain=series, range=list(DASHES[: len(series)])),
        ),
    )  # fmt: skip
    points_drawn = base.mark_point(filled=True, size=60, opacity=1)
    numbers = base.mark_text(dy=-14, fontSize=16, color=TEXT).encode(
        text="text:N", color=alt.value(TEXT)
    )
    layers = [
        lines, points_drawn, numbers, *names_at_ends(base, shown),
        *breaks(periods, broken_before, width),
    ]  # fmt: skip
    under = lines_of(width, subtitle, *notes_of(points, broken_before))
    chart = dressed(alt.layer(*layers), plain(title), under, width=width)
    return Drawn(table.key, named(chart.to_dict(), sentence), sentence)


def drawn_bars(
    table: Table,
    column: Column,
    *,
    title: str,
    subtitle: str,
    ours: str = "",
    width: int = WIDTH,
) -> Drawn | None:
    """A bar for each row of a table of one column of labels: the longest first, then the total and
    what nobody knows. `ours` is the label of the row to stand out. Null for fewer than two."""
    points = sorted(points_of(table, column), key=order)
    shown = [each for each in points if each.value is not None]
    if len(shown) < TO_DRAW:
        return None
    parts = [each for each in shown if each.label not in LAST] or shown
    sentence = said_of(parts, column.label)
    names = names_of_bars([each.label for each in points])
    rows = pa.table(
        {
            "label": names,
            "value": [float(each.value or 0) for each in points],
            "text": [each.text for each in points],
            "is_drawn": [each.value is not None for each in points],
            "colour": [OTHERS if ours and each.label != ours else OURS for each in points],
        }
    )
    base = alt.Chart(rows).encode(
        y=alt.Y("label:N", sort=names, title=None,
                axis=alt.Axis(domain=False, ticks=False, labelLimit=0)),
    )  # fmt: skip
    scale = alt.Scale(domainMin=0, nice=True)
    at = alt.X("value:Q", title=None, scale=scale, axis=alt.Axis(tickCount=5))
    bars = (
        base.transform_filter(alt.datum.is_drawn)
        .mark_bar(height=BAR - 12)
        .encode(x=at, color=alt.Color("colour:N", scale=None))
    )
    numbers = base.mark_text(dx=6, align="left", fontSize=16).encode(
        x=at, text="text:N", color=alt.value(TEXT)
    )
    under = lines_of(width, subtitle, *notes_of(points, ()))
    height = BAR * len(points)
    chart = dressed(alt.layer(bars, numbers), plain(title), under, height=height, width=width)
    return Drawn(table.key, named(chart.to_dict(), sentence), sentence)


def names_of_bars(labels: Sequence[str]) -> list[str]:
    """The labels, short enough to stand beside a bar; whole where two would be alike then."""
    names = [shorten(label, LONGEST, placeholder="…") for label in labels]
    return names if len(set(names)) == len(names) else list(labels)


def numbered(shown: Sequence[Point], periods: Sequence[str]) -> list[Point]:
    """The numbers that are printed: all of a few periods; of many the ends, highest and lowest of
    each line, for they would stand over each other. The table has them all."""
    if len(periods) <= MOST_NUMBERED:
        return list(shown)
    found = []
    for series in dict.fromkeys(each.series for each in shown):
        of = [each for each in shown if each.series == series]
        by_size = sorted(of, key=lambda each: each.value or 0)
        found += [of[0], of[-1], by_size[0], by_size[-1]]
    return found


def names_at_ends(base: Any, shown: Sequence[Point]) -> list[Any]:
    """The name of each line to the right of its last number, none over another."""
    ends = {each.series: each for each in shown}
    top = max(float(each.value or 0) for each in shown) or 1
    found, above = [], float("-inf")
    for point in sorted(ends.values(), key=lambda each: -float(each.value or 0)):
        at = HEIGHT * (1 - float(point.value or 0) / top)
        put = max(at, above + LINE)
        above = put
        name = base.transform_filter(
            (alt.datum.series == point.series) & (alt.datum.label == point.label)
        )
        if point.series:
            found.append(
                name.mark_text(dx=12, dy=put - at, align="left", fontSize=16).encode(
                    text="series:N", color=alt.value(TEXT)
                )
            )
    return found


def breaks(periods: Sequence[str], broken: Collection[str], width: int) -> list[Any]:
    """An upright line before each period from which another definition holds."""
    before = [each for each in periods if each in broken]
    if not before:
        return []
    step = width / (len(periods) - 1 + 2 * SIDE)
    rule = alt.Chart(pa.table({"label": before})).encode(x="label:N")
    return [rule.mark_rule(strokeDash=[4, 4], color=TEXT, xOffset=-step / 2)]


def lines_of(width: int, *said: str) -> list[str]:
    """Sentences as lines no wider than the picture."""
    return [line for each in said for line in wrap(plain(each), width // LETTER)]
