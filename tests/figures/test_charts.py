"""A chart is an image with a name, and nothing in it that a strict page would refuse."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from onroll.figures.charts import finding, line_chart, said_of
from onroll.figures.csv_text import cell

MONTHS = ["Sep 26", "Oct 26", "Nov 26"]


def test_the_picture_carries_its_name_and_numbers() -> None:
    said = said_of(MONTHS, [97, 105, 61], "Children <missing> education")
    svg = line_chart(MONTHS, [97, 105, 61], title="Down", subtitle="Monthly", sentence=said)
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    assert root.get("aria-label") == said
    text = " ".join(root.itertext())
    assert all(number in text for number in ("97", "105", "61"))
    assert not any("style" in element.attrib for element in root.iter())
    assert "<script" not in svg


def test_the_sentence_has_first_last_highest_and_lowest() -> None:
    assert said_of(MONTHS, [97, 1_105, 61], "Children missing education") == (
        "Children missing education: 97 at the end of Sep 26, 61 at the end of Nov 26. "
        "Highest 1,105 (Oct 26), lowest 61 (Nov 26)."
    )


def test_the_title_is_what_was_found() -> None:
    assert finding([97, 61], "Children missing education") == (
        "Children missing education: down from 97 to 61"
    )
    assert finding([61, 61], "Home educated") == "Home educated: 61, as at the start"


def test_no_cell_begins_a_formula() -> None:
    starts = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
    assert [cell(start + "1") for start in starts] == [f"'{start}1" for start in starts]
    assert (cell(-5), cell("a=b"), cell(None)) == (-5, "a=b", "")
