"""A picture of a column: sorted, named, and honest about what is hidden or counted otherwise."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from onroll.figures.reports.numbers import Count, Given, Hidden, Number
from onroll.figures.reports.report import MORE_GROUPS, Row, Table
from onroll.figures.writing.svg import Drawn, drawn_bars, drawn_line
from tests.figures.report_files import CHILDREN, texts_of, things

MONTHS = ("April", "May", "June", "July", "August")


def table(rows: dict[tuple[str, ...], Number], *by: str) -> Table:
    return Table(
        "made", "Made", "children", tuple((key, key) for key in by), (CHILDREN,),
        tuple(Row(labels, (number,)) for labels, number in rows.items()), MORE_GROUPS,
    )  # fmt: skip


def line(*numbers: Number, broken_before: tuple[str, ...] = ()) -> Drawn:
    rows: dict[tuple[str, ...], Number] = {
        (month,): number for month, number in zip(MONTHS, numbers, strict=False)
    }
    drawn = drawn_line(
        table(rows, "month"), CHILDREN, title="Fewer", subtitle="All", broken_before=broken_before
    )
    assert drawn
    return drawn


def groups(drawn: Drawn, kind: str) -> list[ET.Element]:
    root = ET.fromstring(drawn.svg)
    return [each for each in root.iter() if kind in (each.get("class") or "")]


def all_text(drawn: Drawn) -> str:
    return " ".join(ET.fromstring(drawn.svg).itertext())


def strokes(drawn: Drawn) -> list[int]:
    """How many points each stroke of the lines has."""
    paths = [path.get("d") or "" for group in groups(drawn, "mark-line") for path in group]
    return [len(re.findall("[ML]", path)) for path in paths]


def numbers_in(drawn: Drawn) -> list[list[str]]:
    return [texts_of(each) for each in groups(drawn, "mark-text role-mark")]


def bars(**rows: Number) -> Drawn | None:
    named: dict[tuple[str, ...], Number] = {(label,): number for label, number in rows.items()}
    return drawn_bars(table(named, "area"), CHILDREN, title="Most", subtitle="All", ours="South")


def test_bars_are_sorted_by_size_with_the_total_and_what_is_unknown_last() -> None:
    drawn = bars(
        Unknown=Count(things(50)), Total=Count(things(99)), West=Hidden(), South=Count(things(7)),
        East=Count(things(1_200)), North=Count(frozenset()),
    )  # fmt: skip
    assert drawn
    axis = next(
        texts_of(each) for each in groups(drawn, "role-axis-label") if "East" in texts_of(each)
    )
    assert axis == ["East", "South", "North", "West", "Total", "Unknown"]
    assert numbers_in(drawn) == [["1,200", "7", "0", "[c]", "99", "50"]]


def test_what_is_hidden_has_no_bar_and_is_said() -> None:
    drawn = bars(
        West=Hidden(), South=Count(things(7)), East=Count(things(12)), Kent=Given(None, "x")
    )
    assert drawn
    [drawn_bars_of] = [each for each in groups(drawn, "mark-rect") if len(each) > 1]
    assert len(drawn_bars_of) == 2
    assert "Not drawn, hidden to protect a child's identity: West." in all_text(drawn)
    assert "Not drawn, not available: Kent." in all_text(drawn)


def test_bars_begin_at_nought() -> None:
    drawn = bars(South=Count(things(990)), East=Count(things(1_000)))
    assert drawn
    widths = [
        float(found[1])
        for group in groups(drawn, "mark-rect")
        for path in group
        if (found := re.match(r"M0,[\d.]+h([\d.]+)v", path.get("d") or ""))
    ]
    assert widths
    assert min(widths) / max(widths) == pytest.approx(0.99, abs=0.001)


def test_a_line_stops_where_there_is_no_number() -> None:
    counted = [Count(things(number)) for number in (97, 105, 84, 61)]
    assert strokes(line(*counted)) == [4]
    drawn = line(*counted[:2], Hidden(), *counted[2:])
    assert strokes(drawn) == [2, 2]
    assert numbers_in(drawn) == [["97", "105", "84", "61"]]


def test_a_line_is_broken_where_the_definition_changed() -> None:
    counted = [Count(things(number)) for number in (97, 105, 84, 61)]
    drawn = line(*counted, broken_before=("June",))
    assert strokes(drawn) == [2, 2]
    assert len(groups(drawn, "mark-rule")) > len(groups(line(*counted), "mark-rule"))
    assert "The definition changed before June." in all_text(drawn)


def test_a_picture_is_named_by_one_sentence_that_says_what_it_shows() -> None:
    drawn = line(*(Count(things(number)) for number in (97, 1_105, 61)))
    root = ET.fromstring(drawn.svg)
    assert root.get("role") == "img"
    assert (
        root.get("aria-label")
        == drawn.sentence
        == ("Children: 97 in April, 61 in June. Highest 1,105 (May), lowest 61 (June).")
    )
    assert not re.search(r"<a |<script|style=|<foreignObject", drawn.svg)


def test_lines_have_their_names_at_their_ends_and_differ_without_colour() -> None:
    rows: dict[tuple[str, ...], Number] = {
        (month, area): Count(things(10 * size + at))
        for at, month in enumerate(MONTHS)
        for size, area in enumerate(("North", "South", "East", "West"), 1)
    }
    drawn = drawn_line(table(rows, "month", "area"), CHILDREN, title="Four", subtitle="All")
    assert drawn
    assert {"North", "South", "East", "West"} <= {
        each for found in numbers_in(drawn) for each in found
    }
    paths = [path for group in groups(drawn, "mark-line") for path in group]
    assert len({path.get("stroke-dasharray") for path in paths}) == 4
    many = rows | {("April", "Centre"): Count(things(9))}
    with pytest.raises(ValueError, match="5 lines in one picture: draw 4 at most"):
        drawn_line(table(many, "month", "area"), CHILDREN, title="Five", subtitle="All")


def test_one_number_is_no_picture() -> None:
    assert bars(South=Count(things(7)), West=Hidden()) is None
