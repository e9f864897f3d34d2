"""What every Word file of ours is: British English, the same bytes each time, and written into the
council's own file where it has one."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

FIXED: Final = (1980, 1, 1, 0, 0, 0)


def plain_document() -> Any:
    """An A4 page in Arial, its headings and captions black."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(24.6), Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    for name, size in (("Normal", 12), ("Heading 1", 15), ("Heading 2", 13), ("Caption", 12)):
        font = document.styles[name].font
        font.name, font.size = "Arial", Pt(size)
        fonts = document.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        if name != "Normal":
            font.color.rgb = None
    return document


def add(document: Any, lines: Sequence[str], style: str) -> Any:
    """One paragraph of these lines, in a style that the council's file may not have."""
    if style not in document.styles:
        document.styles.add_style(style, WD_STYLE_TYPE.PARAGRAPH)
    paragraph = document.add_paragraph(style=style)
    for number, line in enumerate(lines):
        run = paragraph.add_run(line)
        if number < len(lines) - 1:
            run.add_break()
    return paragraph


def place(document: Any, added: Sequence[Any], mark: str) -> None:
    """Move what was written to where the council's file has the mark, and take the mark out."""
    for paragraph in document.paragraphs:
        if paragraph.text.strip() == mark:
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
