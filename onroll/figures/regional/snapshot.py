"""A regional snapshot: what one authority counted on one day, with the definition of each count.

Sums of children only. Nothing that could be of one child goes in: no column but these, no text with
a pupil number, a postcode or a reference in it, and one row for each thing counted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from onroll.figures.regional.cells import Cell, cell, total_of
from onroll.figures.regional.only_sums import NotASnapshot, refuse_text
from onroll.record.local_authorities import LOCAL_AUTHORITIES

COLUMNS: Final = (
    "la_code", "authority", "day", "measure", "title", "definition", "version", "formula", "known",
    "not_known", "total", "population", "counted_per", "note",
)  # fmt: skip
"""The columns of a snapshot, as CSV and inside a signed file."""

MOST_ROWS: Final = 40
LONGEST: Final = 1_000
MEASURE: Final = re.compile("[a-z][a-z0-9_]{1,60}")


@dataclass(frozen=True)
class AgreedFigure:
    """One thing that was counted. `measure` is its key, the same in every authority.

    `definition`, `version` and `formula` say how; `formula` in words. `population` is how many
    children `counted_per` says, null where nobody told.
    """

    measure: str
    title: str
    definition: str
    version: str
    formula: str
    known: Cell
    not_known: Cell
    total: Cell
    population: int | None = None
    counted_per: str = ""
    note: str = ""

    @property
    def counted_as(self) -> tuple[str, str, str]:
        """What two figures must have alike to be of one definition."""
        return self.definition, self.version, self.formula

    @property
    def may_be_of_both(self) -> bool:
        """Whether there is one number in two columns, of which nothing says whose it is."""
        parts = (self.known, self.not_known)
        numbers = [each.number for each in parts if each.number is not None]
        hidden = any(each.symbol == "c" for each in parts)
        return len(numbers) == 1 and not hidden and self.total.number in (None, numbers[0])


@dataclass(frozen=True)
class Snapshot:
    """What an authority sends. `day` is the day the counts are of."""

    la_code: str
    authority: str
    day: date
    figures: tuple[AgreedFigure, ...]


def snapshot_of(rows: Sequence[Mapping[str, str]], where: str) -> Snapshot:
    """The snapshot that rows of `COLUMNS` are. Raises `NotASnapshot` in words.

    `where` is the file's name; rows are numbered as a person sees them, after one of headings.
    """
    if not 1 <= len(rows) <= MOST_ROWS:
        raise NotASnapshot(
            f"{where}: {len(rows):,} rows. A snapshot has one for each thing counted, from 1 to "
            f"{MOST_ROWS}. Send sums, and never a row for each child."
        )
    figures = [figure_of(row, f"{where}, row {n}") for n, row in enumerate(rows, start=2)]
    for column in ("la_code", "authority", "day"):
        if len(found := {row[column].strip() for row in rows}) > 1:
            raise NotASnapshot(
                f"{where}, {column}: {' and '.join(sorted(found))[:60]}. A file is of one "
                "authority and one day. Send one for each."
            )
    if len({each.measure for each in figures}) < len(figures):
        raise NotASnapshot(f"{where}, measure: one is there twice. Each has one row. Take one out.")
    la_code, day = rows[0]["la_code"].strip(), rows[0]["day"].strip()
    if la_code not in LOCAL_AUTHORITIES:
        raise NotASnapshot(
            f"{where}, la_code: '{la_code[:12]}' is no local authority. Write its three digits."
        )
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise NotASnapshot(
            f"{where}, day: '{day[:12]}' is not a real date. Write it like 2026-10-01."
        ) from None
    return Snapshot(la_code, one_line(rows[0]["authority"]) or la_code, on, tuple(figures))


def one_line(text: str) -> str:
    """A text as it is kept: every run of spaces and ends of lines is one space."""
    return " ".join(text.split())


def figure_of(row: Mapping[str, str], where: str) -> AgreedFigure:
    """One row. Raises `NotASnapshot`."""
    held = {column: one_line(row[column]) for column in COLUMNS}
    for column, text in held.items():
        refuse_text(text, f"{where}, {column}")
        if len(text) > LONGEST:
            raise NotASnapshot(f"{where}, {column}: over {LONGEST:,} characters. Shorten it.")
    if not MEASURE.fullmatch(held["measure"]):
        raise NotASnapshot(
            f"{where}, measure: '{held['measure'][:40]}' is no key. Write small letters, digits "
            "and _, such as not_on_roll."
        )
    cells = {}
    for column in ("known", "not_known", "total", "population"):
        try:
            cells[column] = cell(held[column])
        except ValueError as why:
            raise NotASnapshot(f"{where}, {column}: {why}. Correct it.") from None
    known, not_known, total = cells["known"], cells["not_known"], cells["total"]
    total = total_of(known, not_known) if not held["total"] else total
    figure = AgreedFigure(
        held["measure"], held["title"] or held["measure"], held["definition"], held["version"],
        held["formula"], known, not_known, total, cells["population"].number or None,
        held["counted_per"], held["note"],
    )  # fmt: skip
    check(figure, where)
    return figure


def check(figure: AgreedFigure, where: str) -> None:
    """Raises `NotASnapshot` where the numbers do not add up, or give away one that is hidden."""
    parts = (figure.known, figure.not_known)
    if all(each.number is not None for each in (*parts, figure.total)):
        added = sum(each.number or 0 for each in parts)
        if added != figure.total.number:
            raise NotASnapshot(
                f"{where}, total: {figure.total.number:,}; known and not known add up to "
                f"{added:,}. Correct one of the three."
            )
    if [each.symbol for each in (*parts, figure.total)].count("c") == 1 and (
        sum(each.number is not None for each in (*parts, figure.total)) == 2
    ):
        raise NotASnapshot(
            f"{where}: one number is hidden, and follows from the other two. Hide one more of "
            "known, not known and total."
        )


def rows_of(snapshot: Snapshot) -> list[dict[str, str]]:
    """The rows of a snapshot by `COLUMNS`, of which `snapshot_of` makes the same one."""
    return [
        {
            "la_code": snapshot.la_code, "authority": snapshot.authority,
            "day": snapshot.day.isoformat(), "measure": each.measure, "title": each.title,
            "definition": each.definition, "version": each.version, "formula": each.formula,
            "known": each.known.text, "not_known": each.not_known.text, "total": each.total.text,
            "population": str(each.population or ""), "counted_per": each.counted_per,
            "note": each.note,
        }
        for each in snapshot.figures
    ]  # fmt: skip
