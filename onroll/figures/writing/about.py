"""What is said of a whole report in every file: of whom, of when, by which definitions, and what
is missing."""

from __future__ import annotations

from onroll.figures.reports.report import Report
from onroll.figures.writing.value_text import plain
from onroll.figures.writing.words import Words, covers
from onroll.record.definitions import CATALOGUE, CLOCKS

TITLES = {each.key: each.title for each in CATALOGUE} | {each.key: each.title for each in CLOCKS}


def title_of(report: Report, words: Words) -> str:
    """The title, with the word Draft before that of a report that is one."""
    title = plain(report.title)
    return f"Draft: {title}" if words.is_draft else title


def about(report: Report, words: Words) -> list[str]:
    """Sentences: what is counted of whom, whether the numbers are fixed, and the reference."""
    return [*counted(report), words.status, f"Reference: {plain(words.reference)}."]


def counted(report: Report) -> list[str]:
    """Authority and days in a sentence, and in another by which definitions."""
    said = [f"{plain(report.authority)}. {covers(report.day, report.period)}."]
    if report.definitions:
        titles = "; ".join(TITLES.get(key, key) for key in report.definitions)
        said.append(f"What is counted: {titles}.")
    return said


def missing_from(report: Report) -> list[str]:
    """Who is not counted and why, and what is not known."""
    return [plain(each) for each in (*report.left_out, *report.not_known)]
