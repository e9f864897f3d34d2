"""Where a system's files go, how their tables are written, and who is who in them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import xlsxwriter

from onroll.demo.county import County
from onroll.demo.errors import Damage
from onroll.demo.identities import Identities
from onroll.demo.life import Child


@dataclass
class Files:
    """The folder `files/`, the children to write about, and the links that the truth keeps.

    `links` holds (person, source, local_id), in the order in which the systems wrote them; `spelt`,
    by source and local_id, in which ways that record is not what the child is to others.
    """

    folder: Path
    county: County
    children: list[Child]
    until: date
    seed: int
    clean: bool
    links: list[tuple[str, str, str]] = field(default_factory=list)
    spelt: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def _identities(self) -> Identities:
        return Identities(self.children, self.seed, self.until)

    def known_to(self, source: str, on: date | None = None) -> Iterator[Child]:
        """The children as a source has them: as they are, where the files are clean.

        `on` is the day of a file that says what was so then.
        """
        if self.clean:
            return iter(self.children)
        known_to = self._identities.known_to
        return (known_to(child, source, on) for child in self.children)

    def damage(self, source: str) -> Damage:
        """The errors of one source."""
        return Damage(source, self.seed, clean=self.clean)

    def knows(self, child: Child, source: str, local_id: str) -> None:
        """Note that a source's local id is this child, and how the source spells it."""
        self.links.append((child.person, source, local_id))
        for kind in filter(None, child.spelt):
            self.note(source, local_id, kind)

    def note(self, source: str, local_id: str, kind: str) -> None:
        """Note a way in which a source's record of a child is not what the child is to others."""
        kinds = self.spelt.get((source, local_id), ())
        if kind not in kinds:
            self.spelt[source, local_id] = (*kinds, kind)

    def path(self, source: str, name: str, *, beside: bool = False) -> Path:
        """Where a file goes, in `files/` or in a folder beside it; its folder is made."""
        path = (self.folder.parent if beside else self.folder) / source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def table(
        self,
        source: str,
        name: str,
        header: str,
        rows: Iterable[Iterable[str]],
        *,
        encoding: str = "utf-8-sig",
        delimiter: str = ",",
        beside: bool = False,
    ) -> Path:
        """Write a text table and say where; `header` is the column names, separated by commas."""
        path = self.path(source, name, beside=beside)
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
            writer.writerow(header.split(", "))
            writer.writerows(rows)
        return path

    def workbook(self, source: str, name: str, sheets: dict[str, list[list[Any]]]) -> None:
        """Write a workbook: for each sheet its rows, the header first; dates become real dates."""
        book = xlsxwriter.Workbook(
            str(self.path(source, name)), {"default_date_format": "dd/mm/yyyy"}
        )
        # A fixed moment, so that the same county gives the same bytes.
        made = datetime(self.until.year, self.until.month, self.until.day, 7, 30)  # noqa: DTZ001
        book.set_properties({"created": made})
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(number, column, value)
                    elif value not in ("", None):
                        sheet.write(number, column, value)
        book.close()


def dmy(day: date | None) -> str:
    """dd/mm/yyyy, blank for no day."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}" if day else ""


def ymd(day: date | None) -> str:
    """yyyymmdd, blank for no day."""
    return f"{day.year}{day.month:02d}{day.day:02d}" if day else ""


def number(value: float) -> str:
    """A number as people type it: 25, 12.5."""
    return f"{value:g}"


def shuffled(place: int, step: int, most: int) -> str:
    """Five digits for each place, in no order; a sixth in front for each round of `most`."""
    return f"{place // most or ''}{place * step % most:05d}"
