"""Charts as SVG text: one line over time, with its finding as the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Any

import altair as alt
import pyarrow as pa

WIDTH, HEIGHT = 860, 320
DARK_BLUE = "#1d3557"
TEXT = "#0b0c0c"


def line_chart(
    labels: Sequence[str], values: Sequence[int], *, title: str, subtitle: str, sentence: str
) -> str:
    """An SVG of one line, its points labelled with their numbers, from 0 up.

    `labels` are the periods in order; `sentence` says in words what the line shows and is the
    image's name to a screen reader. There is no inline style in it, so a strict policy lets it by.
    """
    rows = pa.table({"label": list(labels), "value": list(values), "at": list(range(len(labels)))})
    base = alt.Chart(rows).encode(
        x=alt.X("label:N", sort=list(labels), title=None, axis=alt.Axis(labelAngle=0)),
        y=alt.Y(
            "value:Q",
            title=None,
            scale=alt.Scale(domainMin=0, nice=True),
            axis=alt.Axis(tickMinStep=1, tickCount=5, format=",d"),
        ),
    )
    line = base.mark_line(color=DARK_BLUE, strokeWidth=3, point={"color": DARK_BLUE, "size": 60})
    numbers = base.mark_text(dy=-14, fontSize=16, color=TEXT).encode(
        text=alt.Text("value:Q", format=",d")
    )
    return named(dressed(line + numbers, title, [subtitle]).to_dict(), sentence)


def dressed(
    chart: Any, title: str, subtitle: Sequence[str], *, height: int = HEIGHT, width: int = WIDTH
) -> Any:
    """A chart with its finding above it, and in the size and type that are read without effort."""
    return (
        chart.properties(
            width=width,
            height=height,
            title=alt.TitleParams(title, subtitle=list(subtitle), anchor="start"),
        )
        .configure(font="Arial", aria=False, background="#ffffff")
        .configure_title(
            fontSize=20, subtitleFontSize=16, color=TEXT, subtitleColor=TEXT, offset=20
        )
        .configure_axis(
            labelFontSize=16, labelColor=TEXT, gridColor="#dde1e4", labelPadding=8, labelLimit=340
        )
        .configure_view(stroke=None)
    )


def named(spec: dict[str, object], sentence: str) -> str:
    """The SVG of a chart, with `role="img"` and the sentence as its name."""
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg(spec)
    svg = re.sub(r'\s(style|role|aria-[a-z]+)="[^"]*"', "", svg)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{escape(sentence)}" ', 1)


def said_of(labels: Sequence[str], values: Sequence[int], what: str) -> str:
    """First, last, highest and lowest in one sentence: what the picture shows, in words."""
    highest, lowest = max(values), min(values)
    return (
        f"{what}: {values[0]:,} at the end of {labels[0]}, {values[-1]:,} at the end of "
        f"{labels[-1]}. Highest {highest:,} ({labels[values.index(highest)]}), lowest {lowest:,} "
        f"({labels[values.index(lowest)]})."
    )


def finding(values: Sequence[int], what: str) -> str:
    """What happened between the first and the last number: the title of the chart."""
    first, last = values[0], values[-1]
    if first == last:
        return f"{what}: {last:,}, as at the start"
    return f"{what}: {'down' if last < first else 'up'} from {first:,} to {last:,}"
