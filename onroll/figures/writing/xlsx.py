"""A report as a workbook, laid out by gptables as the Analysis Function asks of public bodies.

A cover, a list of what is in it, the notes, and one sheet for each table. No cell is merged, none
is a formula, there is no macro and no author, and the same report gives the same bytes.

gptables reads marks in plain text: [a](b) becomes a link, and a cell without a letter or a digit
stops the workbook. What it is handed as rich text it writes as it is, so every label comes to it
as rich text without a format.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO
from typing import Any, Final

import pandas as pd
from gptables import Cover, GPTable
from gptables.core.gptable import FormatList
from gptables.core.wrappers import GPWorkbook

from onroll.figures.reports.report import Column, Report, Table
from onroll.figures.writing.about import about, missing_from, title_of
from onroll.figures.writing.value_text import (
    EMPTY,
    NO_ROWS,
    counted_in,
    heading,
    in_sheet,
    plain,
    spelt,
    symbols_in,
)
from onroll.figures.writing.words import Words

AS_THEY_ARE: Final = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
    "strings_to_numbers": False,
}  # fmt: skip
NARROWEST, WIDEST = 12, 60
"""Of a column, in characters."""
CONTENTS, NOTES, COVER = "Contents", "Notes", "Cover"
LINE: Final = 15
"""The height of a line, in points."""
A4: Final = 9
"""xlsxwriter's number of the paper."""


def as_xlsx(report: Report, words: Words) -> bytes:
    """The workbook: numbers as they were rounded, symbols in square brackets."""
    out = BytesIO()
    book = GPWorkbook(out, options=dict(AS_THEY_ARE))
    fixed = datetime.combine(words.released_on, time())
    book.set_properties({"title": title_of(report, words), "created": fixed})
    front_page = cover(report, words)
    page = book.add_worksheet(COVER)
    page.write_cover(front_page)
    set_heights(page, 0, [[(each, front_page.width)] for each in lines_of(front_page)])
    notes = notes_of(report)
    sheets = {
        f"Table {number}": sheet_of(number, table, notes)
        for number, table in enumerate(report.tables, 1)
    }
    front = {CONTENTS: book.make_table_of_contents(sheets)} if sheets else {}
    if notes:
        front[NOTES] = notes_sheet(notes)
    for name, sheet in (front | sheets).items():
        page = book.add_worksheet(name)
        page.write_gptable(sheet, False)
        set_widths(page, sheet)
    for page in book.worksheets():
        print_on_one_width(page)
    book.close()
    return out.getvalue()


def cover(report: Report, words: Words) -> Cover:
    told = (words.headline, words.why, words.what_next, *report.findings)
    return Cover(
        title=text(title_of(report, words)),
        intro=[[{}, plain(each)] for each in told if each.strip()] or None,
        about=[[{}, each] for each in (*about(report, words), *missing_from(report))],
        cover_label=COVER,
    )


def notes_of(report: Report) -> list[str]:
    """The notes of the tables, each once, in order."""
    return list(dict.fromkeys(plain(note) for table in report.tables for note in table.notes))


def notes_sheet(notes: Sequence[str]) -> GPTable:
    rows = pd.DataFrame(
        {
            "Note": [text(f"Note {number}") for number in range(1, len(notes) + 1)],
            "What it says": [text(note) for note in notes],
        },
        dtype=object,
    )
    return GPTable(
        rows, "notes", "Notes", instructions="This worksheet contains one table.",
        index_columns={}, additional_formatting=[wrapped(["What it says"])],
    )  # fmt: skip


def sheet_of(number: int, table: Table, notes: Sequence[str]) -> GPTable:
    """One table: its title, what its notes and symbols are, and the table marked as one."""
    for_sheet = spelt(table)
    labels = [label for _, label in table.by]
    names = headings([*labels, *(heading(column) for column in for_sheet.columns)])
    cells = [
        [*(text(label) for label in row.labels), *(cell_of(cell) for cell in row.cells)]
        for row in for_sheet.rows
    ] or [[text(NO_ROWS), *(cell_of(EMPTY) for _ in names[1:])]]
    rows = pd.DataFrame(cells, columns=names, dtype=object)
    numbered = [f"[note {notes.index(plain(note)) + 1}]" for note in table.notes]
    refers = f"Notes: {' '.join(numbered)}" if numbered else ""
    return GPTable(
        rows,
        f"table_{number}",
        [{}, f"Table {number}: {plain(table.title)}"],
        subtitles=[[{}, each] for each in (counted_in(table), table.groups, refers) if each],
        instructions="This worksheet contains one table.",
        legend=[[{}, each] for each in symbols_in(table)],
        index_columns={},
        additional_formatting=[
            wrapped(names[: len(labels)]),
            *(
                format_of(name, column)
                for name, column in zip(names[len(labels) :], for_sheet.columns, strict=True)
                if column.key not in for_sheet.notes
            ),
        ],
    )


def text(words: str) -> FormatList:
    """The words as rich text without a format: they are written as they are."""
    return FormatList([{}, words])


def cell_of(cell: Any) -> Any:
    value = cell if isinstance(cell, str) else in_sheet(cell)
    return text(value) if isinstance(value, str) else value


def headings(names: Sequence[str]) -> list[str]:
    """The headings, each of its own: a marked table has no two alike."""
    return [
        name if names.index(name) == at else f"{name} ({names[: at + 1].count(name)})"
        for at, name in enumerate(names)
    ]


def format_of(name: str, column: Column) -> dict[str, Any]:
    places = f".{'0' * column.places}" if column.places else ""
    numbers = {"num_format": f"#,##0{places}", "align": "right"}
    return {"column": {"columns": [name], "format": numbers, "include_names": True}}


def wrapped(names: Sequence[str]) -> dict[str, Any]:
    return {"column": {"columns": list(names), "format": {"text_wrap": True}}}


def lines_of(front_page: Cover) -> list[str]:
    """What stands in each row of the cover: under the title each part has a heading of its own."""
    parts = [part for part in (front_page.intro, front_page.about) if part]
    told = [line for part in parts for line in (COVER, *(shown(each) for each in part))]
    return [shown(front_page.title), *told]


def set_widths(page: Any, sheet: GPTable) -> None:
    """Each column as wide as its longest word or number, and no wider than can be read; each row as
    high as its lines."""
    names = list(sheet.table.columns)
    cells = [[shown(cell) for cell in row] for row in sheet.table.to_numpy().tolist()]
    longest = [max(map(len, column)) for column in zip(*cells, strict=True)]
    widths = [
        min(WIDEST, max(most + 4, len(name) // 2 + 4, NARROWEST))
        for name, most in zip(names, longest, strict=True)
    ]
    for at, width in enumerate(widths):
        page.set_column(at, at, width)
    above = 1 + len(sheet.subtitles or []) + bool(sheet.instructions) + len(sheet.legend or [])
    rows = [list(zip(row, widths, strict=True)) for row in (names, *cells)]
    set_heights(page, above, rows)


def set_heights(page: Any, first: int, rows: Sequence[Sequence[tuple[str, int]]]) -> None:
    """Rows from the first as high as the lines of their words, each with its column's width: Excel
    works out a height that is not told, and other programs print one line over the next."""
    for at, row in enumerate(rows, first):
        lines = max(-(-len(words) // width) for words, width in row)
        if lines > 1:
            page.set_row(at, LINE * lines)


def print_on_one_width(page: Any) -> None:
    """On paper no table is cut between two columns: as many pages down as it takes, one across."""
    page.set_paper(A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_footer("&L&A&RPage &P of &N")


def shown(cell: Any) -> str:
    if isinstance(cell, FormatList):
        return cell.string
    return next(iter(cell)) if isinstance(cell, dict) else str(cell)
