"""A gap file: the pupils of whom a school should tell, to fill in with a spreadsheet and send back.

One row for each pupil: who it is, why we ask, how the pupil stands now, and the questions of the
monthly return. What comes back is read as the pages read it, question by question, and is taken
whole or not at all.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from onroll.record.forms.answering import read_whole, said
from onroll.record.forms.answers import Answers
from onroll.record.forms.form import Circumstances, Kind, Question
from onroll.record.forms.monthly_return import (
    ENDED,
    MISSING_OUT,
    TO_CHOOSE,
    WORDS,
    How,
    of_pupil,
)

REF: Final = "Reference"
HOW: Final = "How does the pupil stand now?"
PROBLEM: Final = "What is wrong"
WHO: Final = (REF, "Surname", "Forename", "Date of birth", "UPN", "Why we ask")
QUESTIONS: Final = (*MISSING_OUT.questions, *ENDED.questions)
COLUMNS: Final = (*WHO, HOW, *(question.label for question in QUESTIONS))
"""The headings of a gap file, in order."""

NOBODY: Final = "Nothing to report"
"""How a pupil stands of whom we ask and who gets full-time education."""

MOST_ROWS: Final = 2000
MOST_BYTES: Final = 1_000_000

_FORMULA_STARTS: Final = ("=", "+", "-", "@")


class NotAGapFile(ValueError):
    """The file cannot be read as a gap file. The message says what to do."""


@dataclass(frozen=True)
class Asked:
    """A pupil of whom a school should tell. `why` is why we ask; `returned` is so of one of its
    last return, of whom `told` are the answers then. `born` is null where it is not known."""

    ref: str
    surname: str
    forename: str
    born: str
    upn: str
    why: str
    returned: bool
    told: Answers = field(default_factory=Answers)

    @property
    def name(self) -> str:
        return f"{self.forename} {self.surname}".strip()

    @property
    def may_be(self) -> Mapping[str, How | None]:
        """What may be said of how the pupil stands, in small letters; null: not to be returned."""
        if self.returned:
            return {WORDS[how].casefold(): how for how in TO_CHOOSE}
        return {WORDS[How.NEW].casefold(): How.NEW, NOBODY.casefold(): None}


@dataclass(frozen=True)
class Problem:
    """What is wrong in a file that was filled in. `row` is its line in a spreadsheet, null of the
    file as a whole; `column` the heading, "" of a whole row."""

    row: int | None
    column: str
    words: str


@dataclass(frozen=True)
class Filled:
    """A pupil of a file as the school filled it in."""

    asked: Asked
    how: How
    told: Answers


def lines(asked: Iterable[Asked]) -> list[dict[str, str]]:
    """One row for each pupil, by the headings; what was told last time is filled in already."""
    return [
        dict(zip(WHO, (each.ref, each.surname, each.forename, each.born, each.upn, each.why),
                 strict=True))
        | {HOW: ""}
        | {question.label: typed(question, each.told) for question in QUESTIONS}
        for each in asked
    ]  # fmt: skip


def typed(question: Question, told: Answers) -> str:
    """An answer as somebody would type it into a spreadsheet."""
    kept = told.text(question.key)
    return kept if question.kind is Kind.DAY else said(question, kept)


def read(content: bytes) -> list[list[str]]:
    """The rows of a file, each a text for each of `COLUMNS`, in whatever order those came.

    Empty rows are among them, so that the nth is line n + 2 of a spreadsheet. Raises `NotAGapFile`.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise NotAGapFile(
            "This is not a CSV file. In Excel choose Save as, and CSV UTF-8, and send that"
        )
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as problem:
        raise NotAGapFile(
            f"The file cannot be read as CSV: {problem}. Save it as CSV again"
        ) from None
    head = [" ".join(cell.split()).casefold() for cell in rows[0]] if rows else []
    missing = [name for name in COLUMNS if name.casefold() not in head]
    if missing:
        raise NotAGapFile(
            f"The file has no column {' or '.join(missing[:3])}. "
            "Fill in the file that was downloaded here, and keep its first row as it is"
        )
    if len(rows) - 1 > MOST_ROWS:
        raise NotAGapFile(
            f"The file has {len(rows) - 1:,} rows, and {MOST_ROWS:,} are the most. "
            "Take out what is not about pupils whom we ask about"
        )
    at = [head.index(name.casefold()) for name in COLUMNS]
    return [[as_typed(row[n]) if n < len(row) else "" for n in at] for row in rows[1:]]


def as_typed(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA_STARTS) else cell


def settle(
    rows: Sequence[Sequence[str]], asked: Iterable[Asked], at: Circumstances
) -> tuple[list[Filled], list[Problem]]:
    """The pupils to be returned, and what is wrong: where anything is, no pupil is to be taken."""
    known = {each.ref: each for each in asked}
    seen: dict[str, int] = {}
    filled: list[Filled] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows, start=2):
        cells = dict(zip(COLUMNS, row, strict=True))
        ref = cells[REF]
        if not any(row):
            continue
        if ref not in known:
            problems.append(Problem(number, REF, not_asked(ref)))
        elif ref in seen:
            problems.append(
                Problem(number, REF, f"{ref} is in row {seen[ref]} too. Take out one of the two")
            )
        else:
            seen[ref] = number
            found, wrong = settle_row(known[ref], cells, at)
            problems += [Problem(number, column, words) for column, words in wrong]
            filled += found
    problems += [
        Problem(
            None, "", f"{each.name} of your last return is not in the file. Download it again, and "
            "keep every row of it",
        )
        for each in known.values() if each.returned and each.ref not in seen
    ]  # fmt: skip
    return ([] if problems else filled), problems


def not_asked(ref: str) -> str:
    if not ref:
        return "Reference is empty. Keep it as it was downloaded"
    return f"{ref[:40]} is not in the file that was downloaded. Add other pupils on the page"


def settle_row(
    asked: Asked, cells: Mapping[str, str], at: Circumstances
) -> tuple[list[Filled], list[tuple[str, str]]]:
    """The pupil of one row, or none where none is to be returned; and what is wrong, by heading."""
    how_said = " ".join(cells[HOW].split()).casefold()
    if how_said not in asked.may_be:
        choices = " or ".join(words.capitalize() for words in asked.may_be)
        return [], [(HOW, f"Say of {asked.name}: {choices}")]
    how = asked.may_be[how_said]
    if how is None:
        return [], []
    form = of_pupil(how)
    if form is None:
        return [Filled(asked, how, asked.told)], []
    (page,) = form.pages
    told = {each.key: as_key(each, cells[each.label]) for each in page.questions}
    answers, wrong = read_whole(form, told, at)
    if wrong:
        by_key = {each.key: each for each in page.questions}
        return [], [(by_key[key].label, with_options(by_key[key], words)) for key, words in wrong]
    return [Filled(asked, how, answers)], []


def with_options(question: Question, words: str) -> str:
    """What is said at a page, where the options are seen, and here with what they are."""
    return f"{words}: {'; '.join(question.options.values())}" if question.options else words


def as_key(question: Question, cell: str) -> str:
    """The key of the option that a cell names, by its key or its words; any other text as it is."""
    said_here = " ".join(cell.split()).casefold()
    for key, words in question.options.items():
        if said_here in (key.casefold(), words.casefold()):
            return key
    return cell
