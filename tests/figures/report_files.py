"""A report with every kind of number, and readers that take it back out of each kind of file.

A reader gives, by label and key of column, the digits or the symbol that stand in the file.
"""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq
from docx import Document
from pypdf import PdfReader

from onroll.figures.csv_text import FORMULA_STARTS
from onroll.figures.ees.file_pair import Fault
from onroll.figures.periods import Period
from onroll.figures.reports.numbers import Count, Given, Hidden, Share
from onroll.figures.reports.report import MORE_GROUPS, Column, Report, Row, Table
from onroll.figures.termly_return import Place
from onroll.figures.writing.csv_files import as_csv
from onroll.figures.writing.ees_pair import write_ees
from onroll.figures.writing.paper_docx import paper_docx
from onroll.figures.writing.paper_pdf import paper_pdf
from onroll.figures.writing.parquet import as_parquet
from onroll.figures.writing.svg import Drawn, drawn_bars
from onroll.figures.writing.words import Committee, Words
from onroll.figures.writing.xlsx import as_xlsx

SLOUGH = Place("871", "E06000039", "Slough", "E12000008", "South East")
QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))
CHILDREN = Column("child_count", "Children")
WITH_WORKER = Column("worker_percent", "Has a social worker", "%", 1)
Cells = dict[tuple[str, str], str]


def things(number: int) -> frozenset[str]:
    return frozenset(f"EC-{each}" for each in range(number))


BY_AREA = Table(
    "by_area", "Children missing education by area", "children", (("area", "Area"),),
    (CHILDREN, WITH_WORKER),
    (
        Row(("Total",), (Count(things(1020)), Share(things(1), things(80)))),
        Row(("=North",), (Hidden(), Hidden())),
        Row(("South",), (Count(frozenset()), Share(things(89), things(400)))),
        Row(("East",), (Count(things(907)), Share(things(3), things(19)))),
        Row(("West",), (Given(None, "x"), Share(frozenset(), things(20)))),
    ),
    MORE_GROUPS,
)  # fmt: skip

WANTED: Cells = {
    (label, key): value
    for label, *values in (
        ("Total", "1020", "1.3", "1", "80"),  # 1.25 goes up; to even it would be 1.2
        ("=North", "c", "c", "c", "c"),
        ("South", "0", "22.3", "89", "400"),  # 22.25
        ("East", "907", "z", "z", "z"),  # of 19, no percentage
        ("West", "x", "0.0", "0", "20"),
    )
    for key, value in zip(
        ("child_count", "worker_percent", "worker_percent_number", "worker_percent_out_of"),
        values,
        strict=True,
    )
}
"""What every file must say, worked out by hand."""

ON_A_PAGE = {(label, key): value for (label, key), value in WANTED.items()
             if value not in "cxz" or key in ("child_count", "worker_percent")}  # fmt: skip
"""A page has a percentage and its counts in one cell; where there is none, one symbol."""


def report_of(
    *tables: Table, day: date = QUARTER.ends_on, period: Period | None = QUARTER
) -> Report:
    return Report(
        "cme", "Children missing education", "Exampleshire", day, period, ("missing_education",),
        tables, ("1,020 children were missing education.",), ("Two children are protected.",),
        ("One school did not answer.",),
    )  # fmt: skip


REPORT = report_of(BY_AREA)
WORDS = Words(
    "More children are missing education", "More moved in.", "We ask two schools.",
    date(2026, 10, 5), "REL-2026-3", False,
    Committee(
        "Scrutiny Committee", date(2026, 10, 20), "the Director of Children's Services",
        {"purpose": "To tell the quarter.\n\nTo ask what you think."},
    ),
)  # fmt: skip


def bars() -> Drawn:
    drawn = drawn_bars(BY_AREA, CHILDREN, title="Most in the East", subtitle="On 30 September 2026")
    assert drawn
    return drawn


@cache
def paper_in_word() -> bytes:
    return paper_docx(REPORT, WORDS, [bars()])


@cache
def paper_in_pdf() -> bytes:
    return paper_pdf(REPORT, WORDS, [bars()])


def bare(text: str) -> str:
    return text.strip("[]").replace(",", "").removesuffix("%")


def on_page(rows: list[list[str]]) -> Cells:
    """Cells as a page has them: 1.3% (1 of 80)."""
    found: Cells = {}
    for label, count, percent in rows:
        found[label, "child_count"] = bare(count)
        told = re.fullmatch(r"([\d,.]+)% \(([\d,]+) of ([\d,]+)\)|\[(\w+)\]", percent)
        assert told, percent
        found[label, "worker_percent"] = bare(told[1] or told[4])
        if told[1]:
            found[label, "worker_percent_number"] = bare(told[2])
            found[label, "worker_percent_out_of"] = bare(told[3])
    return found


def as_typed(cell: str) -> str:
    """The label of a cell of CSV, in front of which there is an apostrophe where it must be."""
    assert not cell.startswith(FORMULA_STARTS), cell
    return cell.removeprefix("'")


SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheet_cells(made: bytes, number: int) -> list[list[str]]:
    """The cells of a sheet as a spreadsheet shows them: numbers by their format."""
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        shared = [
            "".join(part.text or "" for part in each.iter(f"{SHEET}t"))
            for each in ET.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        styles = ET.fromstring(book.read("xl/styles.xml"))
        sheet = ET.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
    codes = {
        each.get("numFmtId"): each.get("formatCode") or "" for each in styles.iter(f"{SHEET}numFmt")
    }
    codes |= {"3": "#,##0", "4": "#,##0.00"}
    formats = styles.find(f"{SHEET}cellXfs")
    assert formats is not None
    rows = []
    for row in sheet.iter(f"{SHEET}row"):
        cells = []
        for cell in row.iter(f"{SHEET}c"):
            value = cell.findtext(f"{SHEET}v") or ""
            if cell.get("t") == "s":
                cells.append(shared[int(value)])
            elif value:
                code = codes[formats[int(cell.get("s") or 0)].attrib["numFmtId"]]
                cells.append(f"{Decimal(value):,.{len(code.partition('.')[2])}f}")
            else:
                cells.append("")
        rows.append(cells)
    return rows


def read_xlsx() -> Cells:
    rows = sheet_cells(as_xlsx(REPORT, WORDS), 3)
    start = next(at for at, row in enumerate(rows) if row[0] == "Area")
    keys = ("child_count", "worker_percent", "worker_percent_number", "worker_percent_out_of")
    return {
        (row[0], key): bare(cell)
        for row in rows[start + 1 :]
        for key, cell in zip(keys, row[1:], strict=True)
    }


def read_csv() -> Cells:
    text = as_csv(REPORT, WORDS)["cme-by_area.csv"].decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    return {
        (as_typed(row[0]), key): value
        for row in rows
        for key, value in zip(header[1:], row[1:], strict=True)
    }


def written_ees(report: Report, table: Table) -> tuple[list[Fault], list[dict[str, str]], str]:
    """What there was to warn of, the rows of the data and the text of the metadata."""
    with TemporaryDirectory() as folder:
        faults = write_ees(report, table, SLOUGH, Path(folder))
        data = (Path(folder) / f"{table.key}.csv").read_text("utf-8")
        meta = (Path(folder) / f"{table.key}.meta.csv").read_text("utf-8")
    return faults, list(csv.DictReader(io.StringIO(data, newline=""))), meta


def read_ees() -> Cells:
    _, rows, _ = written_ees(REPORT, BY_AREA)
    keys = ("child_count", "worker_percent", "worker_percent_number", "worker_percent_out_of")
    return {(as_typed(row["area"]), key): row[key] for row in rows for key in keys}


def read_docx() -> Cells:
    table = Document(io.BytesIO(paper_in_word())).tables[0]
    return on_page([[cell.text for cell in row.cells] for row in table.rows][1:])


def pdf_text(made: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)


def read_pdf() -> Cells:
    """Rows by their labels: the text of a PDF has no cells."""
    text = pdf_text(paper_in_pdf())
    labels = "|".join(re.escape(label) for row in BY_AREA.rows for label in row.labels)
    percent = r"[\d.]+% \(\d+ of \d+\)|\[\w+\]"
    return on_page(
        [
            list(found)
            for found in re.findall(rf"^({labels}) (\S+) ({percent})$", text, re.MULTILINE)
        ]
    )


def read_svg() -> Cells:
    """The names of the bars and the numbers at their ends, from top to bottom."""
    root = ET.fromstring(bars().svg)
    texts = [
        (texts_of(group), group.get("class") or "")
        for group in root.iter()
        if group.tag.endswith("}g")
    ]
    labels = next(found for found, kind in texts if "role-axis-label" in kind and "Total" in found)
    numbers = next(found for found, kind in texts if "mark-text" in kind and "1,020" in found)
    return {(label, "child_count"): bare(text) for label, text in zip(labels, numbers, strict=True)}


def texts_of(group: ET.Element) -> list[str]:
    return [each.text or "" for each in group if each.tag.endswith("}text")]


def read_parquet() -> Cells:
    rows = pq.read_table(io.BytesIO(as_parquet(REPORT, WORDS))).to_pylist()
    return {
        (dict(row["labels"])["area"], row["measure"]): row["symbol"]
        or f"{row['value']:.{row['places']}f}"
        for row in rows
    }


READERS: Mapping[str, tuple[Callable[[], Cells], Cells]] = {
    "XLSX": (read_xlsx, WANTED),
    "CSV": (read_csv, WANTED),
    "EES": (read_ees, WANTED),
    "Parquet": (read_parquet, WANTED),
    "DOCX": (read_docx, ON_A_PAGE),
    "PDF": (read_pdf, ON_A_PAGE),
    "SVG": (read_svg, {at: said for at, said in WANTED.items() if at[1] == "child_count"}),
}
"""How each kind of file is read back, and what it must say."""
