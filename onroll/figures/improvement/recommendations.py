"""Progress against recommendations as a table, for a page, a workbook, CSV and Word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from onroll.figures.improvement.topics import Kind, Topic
from onroll.figures.reports.report import Report, Row, Table
from onroll.figures.writing.paper import Block, Heading, PaperTable, Paragraph
from onroll.figures.writing.value_text import plain
from onroll.figures.writing.words import Words, in_words

TITLE: Final = "Progress against recommendations"
COLUMNS: Final = (
    ("number", "Number"), ("whose", "Whose"), ("dated", "Dated"),
    ("recommendation", "Recommendation"), ("owner", "Owner"), ("due", "Due"),
    ("rating", "How far it is"), ("where", "Where we are now"), ("earlier", "Earlier notes"),
)  # fmt: skip
NO_NOTE: Final = "Nobody has written where we are"
OVERDUE: Final = "Overdue"


@dataclass(frozen=True)
class AsWritten(Words):
    """Words of a file of what people wrote so far: it may go on the next day."""

    @property
    def status(self) -> str:
        return f"As written by {in_words(self.released_on)}. What was written later is not in it."


def open_first(topics: Sequence[Topic], day: date) -> list[Topic]:
    """The recommendations that count: overdue first, then by the day on which they are due."""
    held = [each for each in topics if each.kind is Kind.RECOMMENDATION and not each.taken_out]
    return sorted(
        held,
        key=lambda each: (
            not each.is_overdue(day), each.rating_words == "Done", each.day("due_on") or date.max,
            each.number,
        ),
    )  # fmt: skip


def row_of(topic: Topic, day: date) -> tuple[str, ...]:
    """A recommendation as the texts of `COLUMNS`; every earlier note is in the last."""
    notes = [f"{in_words(each.on)}, {words_of(each.told)}" for each in topic.notes]
    due_on, dated_on = topic.day("due_on"), topic.day("dated_on")
    late = f" ({OVERDUE.lower()})" if topic.is_overdue(day) else ""
    return (
        str(topic.number), topic.text("whose"), in_words(dated_on) if dated_on else "",
        plain(topic.text("words")), topic.text("owner"),
        f"{in_words(due_on)}{late}" if due_on else "No day set",
        topic.rating_words, notes[0] if notes else NO_NOTE, " | ".join(notes[1:]) or "None",
    )  # fmt: skip


def words_of(told: object) -> str:
    assert hasattr(told, "__getitem__")
    rating = str(told["rating"]).replace("_", " ")
    return f"{rating}: {plain(str(told['note']))}"


def as_report(topics: Sequence[Topic], authority: str, day: date) -> Report:
    """The table as a report of words alone: it has no number, so nothing of it is counted."""
    rows = tuple(Row(row_of(each, day), ()) for each in open_first(topics, day))
    table = Table("recommendations", TITLE, "recommendations", COLUMNS, (), rows)
    return Report("recommendations", TITLE, authority, day, None, (), (table,))


def as_blocks(topics: Sequence[Topic], day: date) -> list[Block]:
    """The same for a Word file: one heading, then for each what is asked and every note."""
    held = open_first(topics, day)
    if not held:
        return [Paragraph("No recommendation has been written down.")]
    headings = ("Recommendation", "Owner and day", "How far it is", "Where we are now")
    rows = []
    for each in held:
        _, whose, dated, words, owner, due, rating, where, _ = row_of(each, day)
        rows.append((f"{whose}, {dated}: {words}", f"{owner}. {due}", rating, where))
    blocks: list[Block] = [PaperTable(TITLE, headings, tuple(rows), len(headings))]
    blocks.append(Heading("Earlier notes"))
    earlier = [
        Paragraph(f"{plain(each.text('words'))[:80]}: {in_words(n.on)}, {words_of(n.told)}")
        for each in held
        for n in each.notes[1:]
    ]
    return blocks + (earlier or [Paragraph("None.")])
