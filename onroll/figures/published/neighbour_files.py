"""A list of statistical neighbours in a file: the Department's workbook, or a council's own CSV."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook

from onroll.figures.published.refusals import NotTaken, shown
from onroll.figures.published.releases import content_of
from onroll.record.feeds.base import FileRefused
from onroll.record.feeds.workbook_size import refuse_too_large
from onroll.record.local_authorities import LOCAL_AUTHORITIES

COLUMNS: Final = ("la_code", "neighbour_la_code", "closeness")
TEMPLATE: Final = ",".join(COLUMNS) + "\r\n"
"""An empty file for a council's own list: one row for each neighbour, the closest first."""

NOT_SAID: Final = ("", "0", "-")


@dataclass(frozen=True)
class Neighbour:
    """`closeness` is the Department's words, "" where nobody said."""

    la_code: str
    closeness: str


Pair = tuple[str, str, str, str]
"""Where it stands, whose neighbour, who, how close."""


def read(path: Path) -> dict[str, tuple[Neighbour, ...]]:
    """Everybody's neighbours in a file. Raises `NotTaken` in words."""
    content = content_of(path)
    pairs = from_workbook(path) if path.suffix.lower() == ".xlsx" else from_csv(content, path.name)
    found: dict[str, list[Neighbour]] = defaultdict(list)
    for where, whose, la_code, closeness in pairs:
        for code in (whose, la_code):
            if code not in LOCAL_AUTHORITIES:
                raise NotTaken(
                    f"{where}: {shown(code)} is no local authority. Write its three digits."
                )
        if whose == la_code:
            raise NotTaken(f"{where}: {whose} is its own neighbour. Write another, or take it out.")
        if any(each.la_code == la_code for each in found[whose]):
            raise NotTaken(f"{where}: {whose} has neighbour {la_code} twice. Take one out.")
        found[whose].append(Neighbour(la_code, closeness))
    if not found:
        raise NotTaken(f"{path.name}: there is no neighbour. Fill in {', '.join(COLUMNS)}.")
    return {whose: tuple(held) for whose, held in found.items()}


def from_csv(content: bytes, name: str) -> list[Pair]:
    try:
        held = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        lacking = set(COLUMNS[:2]) - set(held.fieldnames or ())
        if lacking:
            raise NotTaken(
                f"{name}, row 1: there is no column {', '.join(sorted(lacking))}. Use the columns "
                f"of `onroll published neighbours template`: {', '.join(COLUMNS)}."
            )
        cells = [[(row.get(each) or "").strip() for each in COLUMNS] for row in held]
        return [(f"{name}, row {n:,}", a, b, c) for n, (a, b, c) in enumerate(cells, start=2)]
    except (UnicodeDecodeError, csv.Error):
        raise NotTaken(f"{name}: it cannot be read as CSV in UTF-8. Save it so.") from None


def from_workbook(path: Path) -> list[Pair]:
    try:
        refuse_too_large(path)
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        rows = [[as_code(cell) for cell in row] for row in sheet.to_python()]
    except (CalamineError, OSError, ValueError, IndexError, FileRefused):
        raise NotTaken(
            f"{path.name}: it cannot be read as a workbook. Download it again."
        ) from None
    at = next((n for n, row in enumerate(rows) if row[:1] == ["LA num"] and "SN1" in row), None)
    if at is None:
        raise NotTaken(
            f"{path.name}: no row has the headings LA num and SN1 to SN10. Choose the Department's "
            "workbook, or fill in the template."
        )
    columns = [n for n, name in enumerate(rows[at]) if name.startswith("SN") and name[2:].isdigit()]
    return [
        (f"{path.name}, row {n:,}, {rows[at][column]}", row[0], row[column], row[column + 1])
        for n, row in enumerate(rows[at + 1 :], start=at + 2)
        if row[0]
        for column in columns
        if row[column] not in NOT_SAID
    ]


def as_code(cell: object) -> str:
    return f"{cell:.0f}" if isinstance(cell, float) else str(cell).strip()
