"""A Word file of headings, paragraphs and tables, for what goes to no committee."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from onroll.figures.writing.paper import Block, Paper
from onroll.figures.writing.paper_docx import say_what_it_is, write
from onroll.figures.writing.value_text import plain
from onroll.figures.writing.word_file import add, in_english, plain_document, with_fixed_times


def pages_docx(title: str, lines: Sequence[str], blocks: Sequence[Block], on: date) -> bytes:
    """The file: its title, the lines below it, then the blocks; the same bytes for the same words.

    No author stands in it.
    """
    document = plain_document()
    add(document, [plain(title)], "Heading 1")
    add(document, [plain(line) for line in lines], "Normal")
    for block in blocks:
        write(document, block)
    in_english(document)
    at = datetime.combine(on, time(), UTC)
    say_what_it_is(document, Paper(plain(title), at, {}, tuple(blocks)))
    return with_fixed_times(document)
