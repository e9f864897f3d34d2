"""A letter as a Word file: the same words as the PDF, real headings and lists, in British English.

Where the council has a letterhead of its own as a Word file, the letter is written into it, at the
paragraph that says [letter] or else at its end, and who writes is left to that letterhead.
"""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from onroll.web.letters.authority_letters import Letterhead
from onroll.web.letters.wording import Wording

MARK: Final = "[letter]"
STYLES: Final = {"h": "Heading 2", "p": "Normal", "li": "List Bullet"}
FIXED: Final = (1980, 1, 1, 0, 0, 0)


def docx(wording: Wording, head: Letterhead) -> bytes:
    """The letter; the same bytes for the same words and the same letterhead."""
    document = Document(str(head.docx)) if head.docx else plain_document()
    body = document.element.body
    before = list(body.iterchildren())
    if not head.docx:
        write_head(document, wording, head.logo, head.logo_alt)
    write(document, wording)
    added = [each for each in body.iterchildren() if each not in before]
    place(document, added)
    in_english(document)
    say_what_it_is(document, wording)
    return with_fixed_times(document)


def plain_document() -> Any:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(24.6), Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    for name, size in (("Normal", 12), ("Heading 1", 15), ("Heading 2", 13)):
        font = document.styles[name].font
        font.name, font.size = "Arial", Pt(size)
        fonts = document.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        if name != "Normal":
            font.color.rgb = None
    return document


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


def add(document: Any, lines: Any, style: str) -> Any:
    """One paragraph of these lines, in a style that the council's file may not have."""
    if style not in [each.name for each in document.styles]:
        document.styles.add_style(style, WD_STYLE_TYPE.PARAGRAPH)
    paragraph = document.add_paragraph(style=style)
    for number, line in enumerate(lines):
        run = paragraph.add_run(line)
        if number < len(lines) - 1:
            run.add_break()
    return paragraph


def place(document: Any, added: list[Any]) -> None:
    """Move what was written to where the council's file has the mark, and take the mark out."""
    for paragraph in document.paragraphs:
        if paragraph.text.strip() == MARK:
            for each in added:
                paragraph._p.addprevious(each)
            paragraph._p.getparent().remove(paragraph._p)
            return


def in_english(document: Any) -> None:
    """Say in the styles that the words are British English: a screen reader reads them so."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    parts = [each.element for each in document.styles if each.type == WD_STYLE_TYPE.PARAGRAPH]
    marked = [part.get_or_add_rPr() for part in parts]
    if defaults is not None and (found := defaults.find(f".//{qn('w:rPr')}")) is not None:
        marked.append(found)
    for properties in marked:
        language = properties.find(qn("w:lang"))
        if language is None:
            language = OxmlElement("w:lang")
            properties.append(language)
        language.set(qn("w:val"), "en-GB")


def say_what_it_is(document: Any, wording: Wording) -> None:
    """Title, author and language; nothing of the child, for these show where files are listed."""
    told = document.core_properties
    told.title, told.author, told.language = wording.subject, wording.name, "en-GB"
    told.comments = told.keywords = told.subject = told.category = ""
    told.last_modified_by, told.revision = wording.name, 1
    told.created = told.modified = datetime.combine(wording.written_on, time(), UTC)


def with_fixed_times(document: Any) -> bytes:
    """The file with one time in all its parts: python-docx puts the moment of writing there."""
    written, out = BytesIO(), BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as made, zipfile.ZipFile(out, "w") as again:
        for name in sorted(made.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = zipfile.ZipInfo(name, FIXED)
            part.compress_type = zipfile.ZIP_DEFLATED
            again.writestr(part, made.read(name))
    return out.getvalue()
