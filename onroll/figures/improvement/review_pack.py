"""A pack for a peer review: strengths, areas to develop, recommendations, and released numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from onroll.figures.improvement.recommendations import as_blocks
from onroll.figures.improvement.topics import Kind, Topic
from onroll.figures.writing.pages_docx import pages_docx
from onroll.figures.writing.paper import Block, Heading, PaperTable, Paragraph
from onroll.figures.writing.value_text import plain
from onroll.figures.writing.words import in_words

Printed = Mapping[str, Any]
SIDES: Final = {"strength": "Strengths", "develop": "Areas to develop"}


def areas(topics: Sequence[Topic], side: str) -> list[Topic]:
    """The strengths, or the areas to develop, that count; the newest words first."""
    held = [
        each for each in topics
        if each.kind is Kind.AREA and not each.taken_out and each.text("side") == side
    ]  # fmt: skip
    return sorted(held, key=lambda each: (each.written.at, each.number), reverse=True)


def review_pack(
    topics: Sequence[Topic],
    releases: Sequence[tuple[str, str, str, Printed]],
    authority: str,
    day: date,
) -> bytes:
    """The pack as a Word file. `releases` are the released reports that were chosen: title, what it
    covers, its name, and its tables as they were printed when it was released."""
    blocks: list[Block] = []
    for side, title in SIDES.items():
        blocks.append(Heading(title))
        blocks += [Paragraph(said(each)) for each in areas(topics, side)] or [Paragraph("None.")]
    blocks.append(Heading("Progress against recommendations"))
    blocks += as_blocks(topics, day)
    studies = [e for e in topics if e.kind is Kind.CASE_STUDY and e.read and not e.taken_out]
    for each in studies:
        blocks += study(each)
    blocks.append(Heading("Data"))
    if not releases:
        blocks.append(Paragraph("No released report was chosen."))
    for title, covers, name, printed in releases:
        blocks += report(title, covers, name, printed)
    lines = [authority, f"Made on {in_words(day)}. What was written later is not in it."]
    return pages_docx("Peer-review pack", lines, blocks, day)


def said(topic: Topic) -> str:
    """What somebody wrote, with the day and the name."""
    written = topic.written
    return (
        f"{plain(topic.text('title'))}. {plain(topic.text('words'))} "
        f"({written.name}, {in_words(written.at.date())})"
    )


def study(topic: Topic) -> list[Block]:
    """A case study that a second person read."""
    parts = (("Background", "background"), ("Work", "work"), ("Outcome", "outcome"))
    blocks: list[Block] = [Heading(f"Case study: {plain(topic.text('title'))}")]
    for title, name in parts:
        blocks.append(Paragraph(f"{title}:"))
        blocks += [Paragraph(plain(line)) for line in topic.text(name).splitlines() if line.strip()]
    return blocks


def report(title: str, covers: str, name: str, printed: Printed) -> list[Block]:
    """The tables of a released report, with what is hidden hidden, and its own notes."""
    blocks: list[Block] = [Heading(plain(title)), Paragraph(f"{covers}. Release {name}.")]
    blocks += [Paragraph(plain(each)) for each in printed["findings"]]
    for table in printed["tables"]:
        rows = tuple((*row["labels"], *row["cells"]) for row in table["rows"])
        headings = (*table["by"], *table["columns"])
        none = (("None", *("" for _ in headings[1:])),)
        blocks.append(PaperTable(plain(table["title"]), headings, rows or none, len(table["by"])))
        notes = (*table["symbols"], f"Counted are {table['things']}.", table["groups"])
        blocks += [Paragraph(plain(each)) for each in (*notes, *table["notes"]) if each]
    blocks += [Paragraph(plain(each)) for each in (*printed["left_out"], *printed["not_known"])]
    return blocks
