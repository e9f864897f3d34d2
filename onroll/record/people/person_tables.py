"""Any file of people, read as a table that linking takes: CSV, workbooks and Parquet."""

from __future__ import annotations

import difflib
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import pyarrow as pa

from onroll.record import engines
from onroll.record.engines import quoted
from onroll.record.feeds.base import FileRefused
from onroll.record.feeds.dates import DATE_FORMATS
from onroll.record.feeds.parquet_tables import read_parquet
from onroll.record.feeds.survey import survey
from onroll.record.feeds.text_tables import TextTable, read_text
from onroll.record.feeds.workbook_tables import read_workbook
from onroll.record.people.records import COLUMNS

MAPPED: Final = tuple(column for column in COLUMNS if column != "source")

OTHER_HEADINGS: Final = {
    "record_id": ("id", "unique id", "record", "rec id"),
    "former_upn": ("previous upn",),
    "nhs_number": ("nhs no", "nhs"),
    "forename": ("first name", "given name", "legal forename"),
    "surname": ("last name", "family name", "legal surname"),
    "date_of_birth": ("dob", "birth date", "born"),
    "sex": ("gender",),
    "address": ("address line 1", "address 1", "street"),
    "town": ("city", "suburb"),
    "postcode": ("post code", "zip"),
}
"""Headings that are read for a column when none is named for it, beside its own name."""


def read_people(files: Sequence[Path], named: Mapping[str, str]) -> pa.Table:
    """The people in some files, as text: record_id, source and every column that was found.

    `named` has the heading of a column, by the column's name; other columns are found by their
    usual headings. `source` is the file's name without its ending; record_id is made of it and the
    row where no id is found, and of it and the id where there are several files. Raises
    `FileRefused` for a file that cannot be read, and for a heading or column there is not.
    """
    for column in named:
        if column not in MAPPED:
            raise FileRefused(
                f"'{column[:40]}' is nothing that linking compares.{_guess(column, MAPPED)} "
                f"There are: {', '.join(MAPPED)}."
            )
    sources = [file.stem for file in files]
    if twice := sorted({source for source in sources if sources.count(source) > 1}):
        raise FileRefused(
            f"Two of the files are called {twice[0]}. Records are named after their file: rename "
            "one of them."
        )
    tables = [_read(file, named, several=len(files) > 1) for file in files]
    return pa.concat_tables(tables, promote_options="default")


def _read(file: Path, named: Mapping[str, str], *, several: bool) -> pa.Table:
    with tempfile.TemporaryDirectory() as folder:
        table = _table(file, named, Path(folder))
        found = _found(table.headings, named, file.name)
        if not found.keys() - {"record_id"}:
            raise FileRefused(
                f"{file.name}: none of its columns is known. They are: {_listed(table.headings)}. "
                'Name them, like --column forename="First name".'
            )
        row = f"'row ' || (row_number() over () + {(table.first_row or 2) - 1})"
        local = (
            f"coalesce(nullif(trim(c{found['record_id']}), ''), {row})"
            if "record_id" in found
            else row
        )
        prefixed = several or "record_id" not in found
        record_id = f"{quoted_text(file.stem + ':')} || {local}" if prefixed else local
        selected = ", ".join(
            f"{_cell(column, at)} as {column}"
            for column, at in found.items()
            if column != "record_id"
        )
        connection = engines.connect()
        try:
            return connection.execute(
                f"select {record_id} as record_id, {quoted_text(file.stem)} as source, {selected}"
                f" from read_parquet('{quoted(table.path)}')"
            ).to_arrow_table()
        finally:
            connection.close()


def _table(file: Path, named: Mapping[str, str], folder: Path) -> TextTable:
    def header(rows: Sequence[Sequence[str]]) -> int | None:
        """The row with most headings that are known; the first that is not empty if none is."""
        known = [len(_by_heading(row, named)) for row in rows]
        if any(known):
            return known.index(max(known))
        return next((at for at, row in enumerate(rows) if any(row)), None)

    seen = survey(file)
    if seen.kind == "workbook":
        tables, _ = read_workbook(file, header, (), folder)
    elif seen.kind == "parquet":
        tables, _ = read_parquet(file, folder)
    elif seen.kind == "text":
        tables = [read_text(seen, header, folder)[0]]
    else:
        raise FileRefused(f"{file.name} is no table. Export it as CSV, XLSX or Parquet.")
    return tables[0]


def _plain(heading: str) -> str:
    return " ".join(heading.casefold().replace("_", " ").replace("-", " ").split())


def _by_heading(headings: Sequence[str], named: Mapping[str, str]) -> dict[str, int]:
    at = {_plain(heading): number for number, heading in reversed(list(enumerate(headings)))}
    found = {}
    for column in MAPPED:
        wanted = [named[column]] if column in named else [column, *OTHER_HEADINGS.get(column, ())]
        for heading in wanted:
            if _plain(heading) in at:
                found[column] = at[_plain(heading)]
                break
    return found


def _found(headings: Sequence[str], named: Mapping[str, str], file: str) -> dict[str, int]:
    found = _by_heading(headings, named)
    for column, heading in named.items():
        if column not in found:
            raise FileRefused(
                f"{file}: there is no column '{heading[:60]}' for {column}."
                f"{_guess(heading, headings)} Its columns are: {_listed(headings)}."
            )
    return found


def _cell(column: str, at: int) -> str:
    cell = f"nullif(trim(c{at}), '')"
    if column != "date_of_birth":
        return cell
    formats = ", ".join(f"'{each}'" for each in DATE_FORMATS)
    return f"coalesce(try_cast({cell} as date), try_strptime({cell}, [{formats}])::date)::varchar"


def _guess(word: str, words: Sequence[str]) -> str:
    plain = {_plain(each): each for each in words}
    near = difflib.get_close_matches(_plain(word), plain, 1, 0.6)
    return f" Is it '{plain[near[0]]}'?" if near else ""


def _listed(headings: Sequence[str]) -> str:
    return ", ".join(heading[:40] for heading in headings[:30] if heading)


def quoted_text(text: str) -> str:
    """A text as SQL has it."""
    return "'" + text.replace("'", "''") + "'"
