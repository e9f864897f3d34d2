"""A committee paper as a Word file, written into the council's own file where it has one.

In that file the marks [title], [committee], [meeting date], [report of], [reference] and [status]
stand wherever the council wants them, and the paper where it says [paper], or else at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from onroll.figures.reports.report import Report
from onroll.figures.writing.paper import Block, Heading, Paper, PaperTable, Paragraph, paper_of
from onroll.figures.writing.pictures import as_png
from onroll.figures.writing.svg import Drawn
from onroll.figures.writing.word_file import (
    add,
    in_english,
    place,
    plain_document,
    with_fixed_times,
)
from onroll.figures.writing.words import Words

MARK: Final = "[paper]"
FIELD: Final = re.compile(r"\[(title|committee|meeting date|report of|reference|status)\]")
WIDTH: Final = Mm(160)


def paper_docx(
    report: Report, words: Words, charts: Sequence[Drawn] = (), template: bytes | None = None
) -> bytes:
    """The paper; the same bytes for the same report, words and template. No author stands in it.

    Raises ValueError where the words name no committee, and what python-docx raises for a template
    that is no Word file.
    """
    paper = paper_of(report, words, charts)
    document = Document(BytesIO(template or paper_template()))
    fill_in(document, paper.fields)
    body = document.element.body
    before = list(body.iterchildren())
    for block in paper.blocks:
        write(document, block)
    place(document, [each for each in body.iterchildren() if each not in before], MARK)
    in_english(document)
    say_what_it_is(document, paper)
    return with_fixed_times(document)


def paper_template() -> bytes:
    """The file that is used where the council has none: to change, and to give back as its own."""
    document = plain_document()
    add(document, ["[committee]", "[meeting date]"], "Normal")
    add(document, ["Report of [report of]"], "Normal")
    add(document, ["[title]"], "Heading 1")
    add(document, ["[status]", "Reference: [reference]"], "Normal")
    add(document, [MARK], "Normal")
    footer = document.sections[0].footer.paragraphs[0]
    footer.add_run("Page ")
    page = OxmlElement("w:fldSimple")
    page.set(qn("w:instr"), "PAGE")
    footer._p.append(page)
    return with_fixed_times(document)


def fill_in(document: Any, fields: dict[str, str]) -> None:
    """Put the fields in place of their marks, also where Word has cut a mark into runs."""
    for paragraph in every_paragraph(document):
        if not FIELD.search(paragraph.text):
            continue
        for run in paragraph.runs:
            run.text = FIELD.sub(lambda found: fields[found[1]], run.text)
        if FIELD.search(paragraph.text):
            first, *others = paragraph.runs
            first.text = FIELD.sub(lambda found: fields[found[1]], paragraph.text)
            for run in others:
                run.text = ""


def every_paragraph(document: Any) -> Iterator[Any]:
    yield from document.paragraphs
    for section in document.sections:
        for part in (section.header, section.footer):
            if not part.is_linked_to_previous:
                yield from part.paragraphs
                yield from in_tables(part.tables)
    yield from in_tables(document.tables)


def in_tables(tables: Sequence[Any]) -> Iterator[Any]:
    for table in tables:
        for cell in table._cells:
            yield from cell.paragraphs


def write(document: Any, block: Block) -> None:
    match block:
        case Heading(words):
            add(document, [words], "Heading 2")
        case Paragraph():
            add(document, [block.text], "Normal")
        case PaperTable():
            add(document, [block.title], "Caption").paragraph_format.keep_with_next = True
            write_table(document, block)
        case Drawn():
            document.add_picture(BytesIO(as_png(block.svg)), width=WIDTH)
            document.inline_shapes[-1]._inline.docPr.set("descr", block.sentence)


def write_table(document: Any, block: PaperTable) -> None:
    """A table whose first row is repeated on every page, and read out as its headings."""
    style = "Table Grid" if "Table Grid" in document.styles else None
    table = document.add_table(len(block.rows) + 1, len(block.headings), style)
    cells = table._cells  # asked for once: each asking walks the whole table
    for at, words in enumerate(each for row in (block.headings, *block.rows) for each in row):
        row, column = divmod(at, len(block.headings))
        paragraph = cells[at].paragraphs[0]
        paragraph.add_run(words).bold = row == 0 or None
        if column >= block.labels:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for number, row in enumerate(table.rows):
        told = row._tr.get_or_add_trPr()
        told.append(OxmlElement("w:cantSplit"))
        if number == 0:
            told.append(OxmlElement("w:tblHeader"))


def say_what_it_is(document: Any, paper: Paper) -> None:
    """Title and language. Nobody is named: these show where files are listed, and are published."""
    told = document.core_properties
    told.title, told.language = paper.title, "en-GB"
    told.author = told.last_modified_by = told.comments = told.keywords = ""
    told.subject = told.category = ""
    told.revision = 1
    told.created = told.modified = paper.released_at
