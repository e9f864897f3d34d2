"""No label, whatever somebody typed, is a formula, a link, a hidden sheet or an author in a file.

The suite writes 500 labels; `run.py prove exports` writes ONROLL_PROOF of them.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import pytest
from docx import Document

from onroll.figures.csv_text import FORMULA_STARTS
from onroll.figures.reports.numbers import Count
from onroll.figures.reports.report import Row, Table
from onroll.figures.writing.csv_files import as_csv
from onroll.figures.writing.paper_docx import paper_docx
from onroll.figures.writing.value_text import plain
from onroll.figures.writing.xlsx import as_xlsx
from tests.figures.report_files import CHILDREN, WORDS, report_of, sheet_cells

PROOF = int(os.environ.get("ONROLL_PROOF", "0"))
SEED = os.environ.get("ONROLL_SEED", "1")
NUMBER = PROOF or 500
NAUGHTY = Path(__file__).resolve().parents[3] / "shared/data/hostile/blns.json"

STARTS = (
    "=", "+", "-", "@", "\t=", "\r=", "\n=", "\uff1d", "\uff0b", "\uff0d", "\uff20", " =", "'=",
    '"=', "{=", "=-", "",
)  # fmt: skip
PAYLOADS = (
    "cmd|' /C calc'!A0", 'HYPERLINK("http://x.example","a")', "1+1", "SUM(A1:A9)", "WEBSERVICE(1)",
    "IMPORTXML(A1,B2)", "DDE(\"cmd\";\"/C calc\")", "[a](http://x.example)", "$$note$$", "???",
    "[a](http://x.example) [b](http://y.example)", "http://x.example/?a=1&b=2",
    "mailto:a@x.example", "internal:Cover!A1", "external:x.xlsx#A1", "file:///etc/passwd",
    "<script>alert(1)</script>",
    "]]>", "&amp;", "<w:hyperlink>", "_x0041_", "\x00\x07\x1b", "\ud800", "\u202egnp.exe", "中文",
    "مرحبا", "👩\u200d👧", "a" * 3000, "[title]", "[paper]", "#import", "12345678901234567890",
    "2026-11-23", "1E5", "TRUE", "#REF!", "NULL", "\u00a0", "​", "%s{0}", "'; drop table x; --",
)  # fmt: skip


def naughty() -> tuple[str, ...]:
    if NAUGHTY.exists():
        return (*PAYLOADS, *json.loads(NAUGHTY.read_text("utf-8")))
    print(f"NOT CHECKED: the naughty strings are not at {NAUGHTY}")
    return PAYLOADS


def hostile(number: int) -> Iterator[str]:
    """So many labels, no two alike once they stand on a line."""
    random, all_of, found = Random(SEED), naughty(), set[str]()
    while len(found) < number:
        label = random.choice(STARTS) + random.choice(all_of)
        if random.random() < 0.5:
            label += random.choice(" |!\t") + random.choice(all_of)
        if plain(label) not in found:
            found.add(plain(label))
            yield label


@cache
def labels() -> tuple[str, ...]:
    return tuple(hostile(NUMBER))


@cache
def table() -> Table:
    rows = tuple(
        Row((label,), (Count(frozenset(f"EC-{each}" for each in range(at % 9))),))
        for at, label in enumerate(labels())
    )
    return Table("by_area", "By area", "children", (("area", "Area"),), (CHILDREN,), rows)


def expected() -> list[tuple[str, str]]:
    return [(plain(label), str(at % 9)) for at, label in enumerate(labels())]


def parts_of(made: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(made)) as held:
        return {name: held.read(name).decode("utf-8", "replace") for name in held.namelist()}


def words_outside(parts: dict[str, str]) -> None:
    """Nothing in a packed file leads out of it, runs, is hidden or names who wrote it."""
    for name, text in parts.items():
        assert 'TargetMode="External"' not in text, name
        assert not re.search(r"vbaProject|oleObject|externalLink|ddeLink", name), name
    core = parts["docProps/core.xml"]
    for tag in ("dc:creator", "cp:lastModifiedBy"):
        found = re.search(rf"<{tag}(?:/>|>(.*?)</{tag}>)", core)
        assert not found or not found[1], tag


@pytest.mark.proof
def test_no_label_of_a_workbook_is_a_formula_or_a_link() -> None:
    made = as_xlsx(report_of(table()), replace(WORDS, headline=labels()[0], why=labels()[1]))
    parts = parts_of(made)
    words_outside(parts)
    sheets = [text for name, text in parts.items() if name.startswith("xl/worksheets/sheet")]
    assert not any(re.search(r"<f[ >]|<mergeCell|<dataValidation", text) for text in sheets)
    links = [link for text in sheets for link in re.findall(r"<hyperlink [^>]*>", text)]
    assert [re.findall(r'location="([^"]*)"', link) for link in links] == [["'Table 1'!A1"]]
    assert "hidden" not in parts["xl/workbook.xml"].lower()
    rows = sheet_cells(made, 3)
    start = next(at for at, row in enumerate(rows) if row == ["Area", "Children"])
    shown = [(label, value) for label, value in rows[start + 1 :]]
    assert [(unescaped(label), value) for label, value in shown] == expected()


def unescaped(text: str) -> str:
    """A workbook writes _x0041_ as _x005F_x0041_, which a spreadsheet shows as _x0041_."""
    return re.sub(r"_x005F(?=_x[0-9A-Fa-f]{4}_)", "", text)


@pytest.mark.proof
def test_no_label_of_a_csv_file_begins_like_a_formula() -> None:
    text = as_csv(report_of(table()), WORDS)["cme-by_area.csv"].decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert not any(cell.startswith(FORMULA_STARTS) for row in rows for cell in row)
    safe = [
        (f"'{label}" if label.startswith(FORMULA_STARTS) else label, value)
        for label, value in expected()
    ]
    assert [(label, value) for label, value in rows] == safe


@pytest.mark.proof
def test_no_label_of_a_word_file_is_a_field_or_a_link() -> None:
    made = paper_docx(report_of(table()), WORDS)
    parts = parts_of(made)
    words_outside(parts)
    for name, text in parts.items():
        assert not re.search(r"<w:(hyperlink|instrText|object|vanish)\b", text), name
        fields = re.findall(r'<w:fldSimple w:instr="([^"]*)"', text)
        assert fields in ([], ["PAGE"]), name
    cells = [cell.text for cell in Document(io.BytesIO(made)).tables[0]._cells][2:]
    assert list(zip(cells[::2], cells[1::2], strict=True)) == expected()
