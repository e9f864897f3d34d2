"""A committee paper: its sections in order, as blocks that Word and PDF write alike.

Paragraphs are numbered, and the numbers are part of the words: members cite them, and they are the
same in both files and in what is pasted from them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from onroll.figures.reports.report import Report, Table
from onroll.figures.writing.about import counted, missing_from, title_of
from onroll.figures.writing.svg import Drawn
from onroll.figures.writing.value_text import (
    EMPTY,
    NO_ROWS,
    counted_in,
    heading,
    on_page,
    plain,
    short,
    symbols_in,
)
from onroll.figures.writing.words import NOT_WRITTEN, SECTIONS, Words, in_words


@dataclass(frozen=True)
class Heading:
    words: str


@dataclass(frozen=True)
class Paragraph:
    """A numbered paragraph; without a number what belongs to a table or a picture."""

    words: str
    number: int | None = None

    @property
    def text(self) -> str:
        return self.words if self.number is None else f"{self.number}. {self.words}"


@dataclass(frozen=True)
class PaperTable:
    """`labels` says how many of the headings are of words, before those of numbers."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    labels: int


Block = Heading | Paragraph | PaperTable | Drawn


@dataclass(frozen=True)
class Paper:
    """All that stands in a paper. `fields` is what goes in place of the marks of the council's
    file: [title], [committee], [meeting date], [report of], [reference], [status]."""

    title: str
    released_at: datetime
    fields: dict[str, str]
    blocks: tuple[Block, ...]


def paper_of(report: Report, words: Words, charts: Sequence[Drawn] = ()) -> Paper:
    """The paper; each picture stands before its table. Raises ValueError where the report goes to
    no committee."""
    if words.committee is None:
        raise ValueError("A committee paper needs a committee: say which, and when it meets")
    title = title_of(report, words)
    fields = {
        "title": title,
        "committee": plain(words.committee.name),
        "meeting date": in_words(words.committee.meets_on),
        "report of": plain(words.committee.report_of),
        "reference": plain(words.reference),
        "status": words.status,
    }
    released_at = datetime.combine(words.released_on, time(), UTC)
    return Paper(title, released_at, fields, tuple(numbered(blocks(report, words, charts))))


def numbered(found: Iterator[Block | str]) -> Iterator[Block]:
    """The blocks, each text a numbered paragraph."""
    number = 0
    for each in found:
        if isinstance(each, str):
            number += 1
            yield Paragraph(plain(each), number)
        else:
            yield each


def blocks(report: Report, words: Words, charts: Sequence[Drawn]) -> Iterator[Block | str]:
    assert words.committee is not None
    for key, title in SECTIONS.items():
        yield Heading(title)
        if key == "position":
            yield from position(report, words, charts)
        else:
            written = words.committee.sections.get(key, "")
            yield from paragraphs(written) or [NOT_WRITTEN]


def position(report: Report, words: Words, charts: Sequence[Drawn]) -> Iterator[Block | str]:
    told = (words.headline, words.why, *report.findings, *counted(report))
    for each in told:
        yield from paragraphs(each)
    for number, table in enumerate(report.tables, 1):
        yield from (each for each in charts if each.table == table.key)
        yield from (Paragraph(each) for each in symbols_in(table))
        yield table_of(number, table)
        said = (counted_in(table), table.groups, *table.notes)
        yield from (Paragraph(plain(each)) for each in said if each)
    yield from missing_from(report)
    yield from paragraphs(words.what_next)


def table_of(number: int, table: Table) -> PaperTable:
    headings = [title for _, title in table.by]
    headings += [heading(column, has_unit=False) for column in table.columns]
    rows = tuple(
        (
            *(plain(label) for label in row.labels),
            *(
                on_page(each, column)
                for each, column in zip(row.numbers, table.columns, strict=True)
            ),
        )
        for row in table.rows
    )
    none = (NO_ROWS, *("" for _ in table.by[1:]), *(short(EMPTY, each) for each in table.columns))
    title = f"Table {number}: {plain(table.title)}"
    return PaperTable(title, tuple(headings), rows or (none,), len(table.by))


def paragraphs(written: str) -> list[str]:
    """What somebody wrote, at its blank lines."""
    return [part for part in written.replace("\r\n", "\n").split("\n\n") if part.strip()]
