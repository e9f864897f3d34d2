"""A committee paper as PDF/UA-1: the words and numbers of the Word file, tagged."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from onroll.figures.reports.report import Report
from onroll.figures.writing.paper import Block, Heading, PaperTable, Paragraph, paper_of
from onroll.figures.writing.pictures import for_print
from onroll.figures.writing.svg import Drawn
from onroll.figures.writing.typeset import typeset
from onroll.figures.writing.words import Words


@cache
def sheet() -> bytes:
    return (files("onroll.figures.writing") / "paper.typ").read_bytes()


def paper_pdf(report: Report, words: Words, charts: Sequence[Drawn] = ()) -> bytes:
    """The paper; the same bytes for the same report and words. Raises `NotMade`, also where a word
    has a letter that no font of ours has, and ValueError where the words name no committee."""
    paper = paper_of(report, words, charts)
    pictures = [each for each in paper.blocks if isinstance(each, Drawn)]
    day = paper.released_at
    told = {
        "title": paper.title,
        "released": [day.year, day.month, day.day],
        "fields": paper.fields,
        "blocks": [as_json(each, pictures) for each in paper.blocks],
    }
    parts = {"main": sheet(), "paper.json": json.dumps(told).encode()}
    parts |= {f"{at}.svg": for_print(each.svg).encode() for at, each in enumerate(pictures)}
    return typeset(parts)


def as_json(block: Block, pictures: Sequence[Drawn]) -> dict[str, Any]:
    match block:
        case Heading(words):
            return {"kind": "heading", "words": words}
        case Paragraph():
            return {"kind": "paragraph", "words": block.text}
        case PaperTable():
            return {
                "kind": "table", "title": block.title, "headings": block.headings,
                "rows": block.rows, "labels": block.labels,
            }  # fmt: skip
        case Drawn():
            name = f"{pictures.index(block)}.svg"
            return {"kind": "picture", "file": name, "sentence": block.sentence}
