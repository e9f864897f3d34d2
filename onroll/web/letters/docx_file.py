"""A letter as a Word file: the same words as the PDF, real headings and lists, in British English.

Where the council has a letterhead of its own as a Word file, the letter is written into it, at the
paragraph that says [letter] or else at its end, and who writes is left to that letterhead.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, Final

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from onroll.figures.writing.word_file import (
    add,
    in_english,
    place,
    plain_document,
    with_fixed_times,
)
from onroll.web.letters.authority_letters import Letterhead
from onroll.web.letters.wording import Wording

MARK: Final = "[letter]"
STYLES: Final = {"h": "Heading 2", "p": "Normal", "li": "List Bullet"}


def docx(wording: Wording, head: Letterhead) -> bytes:
    """The letter; the same bytes for the same words and the same letterhead."""
    document = Document(str(head.docx)) if head.docx else plain_document()
    body = document.element.body
    before = list(body.iterchildren())
    if not head.docx:
        write_head(document, wording, head.logo, head.logo_alt)
    write(document, wording)
    added = [each for each in body.iterchildren() if each not in before]
    place(document, added, MARK)
    in_english(document)
    say_what_it_is(document, wording)
    return with_fixed_times(document)


def write_head(document: Any, wording: Wording, logo: Path | None, alt: str) -> None:
    """Who writes. In the text and not in the header, which few screen readers read out."""
    if logo and logo.suffix.lower() != ".svg":  # Word files take no SVG by themselves
        document.add_picture(str(logo), height=Mm(12))
        shape = document.inline_shapes[-1]._inline.docPr
        shape.set("descr", alt)
        document.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    lines = [wording.name, *wording.address, wording.phone, wording.email]
    add(document, lines, "Normal").alignment = WD_ALIGN_PARAGRAPH.RIGHT


def write(document: Any, wording: Wording) -> None:
    add(document, wording.to, "Normal")
    add(document, [wording.day_in_words, f"Our reference: {wording.reference}"], "Normal")
    add(document, [wording.subject], "Heading 1")
    for kind, words in wording.blocks:
        add(document, [words], STYLES[kind])
    add(document, ["Yours sincerely"], "Normal").paragraph_format.space_after = Pt(36)
    add(document, wording.signed, "Normal")


def say_what_it_is(document: Any, wording: Wording) -> None:
    """Title, author and language; nothing of the child, for these show where files are listed."""
    told = document.core_properties
    told.title, told.author, told.language = wording.subject, wording.name, "en-GB"
    told.comments = told.keywords = told.subject = told.category = ""
    told.last_modified_by, told.revision = wording.name, 1
    told.created = told.modified = datetime.combine(wording.written_on, time(), UTC)
