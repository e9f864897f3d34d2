"""One file read and checked: what it is, which rows are good, what is wrong with the others."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from onroll.record.engines import connect
from onroll.record.feeds.base import Feed, FileRefused, Kind, Problem, Severity
from onroll.record.feeds.checking import Counts, check
from onroll.record.feeds.cin_xml import read_cin
from onroll.record.feeds.matching import (
    Match,
    header_row,
    is_fix_file,
    match,
    match_fix_file,
    which_feed,
)
from onroll.record.feeds.periods import day_of, period_of
from onroll.record.feeds.survey import Survey, survey
from onroll.record.feeds.text_tables import TextTable, read_text, read_workbook

_MOST_NAMED = 10


@dataclass(frozen=True)
class Reading:
    """What came of reading a file, not yet landed.

    `period` is the term, year or day the file is of, empty where nothing says. `data_up_to` is the
    newest day it tells of, if that is known. `rows_in = accepted_rows + held_back_rows`. The rows
    lie in Parquet files in `folder`, which is removed with the Reading.
    """

    feed: Feed
    file: str
    sha256: str
    period: str
    data_up_to: dt.date | None
    rows_in: int
    accepted_rows: int
    held_back_rows: int
    columns: dict[str, str]
    """The file's own heading for each column of the feed that was found."""
    unknown_columns: tuple[str, ...]
    is_fix_file: bool
    notes: list[str]
    _folder: tempfile.TemporaryDirectory[str] = field(repr=False)

    @property
    def folder(self) -> Path:
        """Holds accepted.parquet, held_back.parquet and problems.parquet."""
        return Path(self._folder.name)

    @cached_property
    def accepted(self) -> pa.Table:
        """The good rows: one per row, columns typed, with `file` and `row`."""
        return pq.read_table(self.folder / "accepted.parquet")

    @cached_property
    def held_back(self) -> pa.Table:
        """The rows kept out: the file's own columns, as text as they came, and `file`, `row`."""
        return pq.read_table(self.folder / "held_back.parquet")

    @cached_property
    def problems(self) -> list[Problem]:
        """Every fault in row order, warnings too. Of a bad file of millions, this is large."""
        rows = pq.read_table(self.folder / "problems.parquet").to_pylist()
        return [Problem(**row | {"severity": Severity(row["severity"])}) for row in rows]

    @cached_property
    def fault_counts(self) -> dict[tuple[str, str, Severity], int]:
        """How many faults there are of each column, rule and severity, most of them first."""
        with connect() as con:
            counts = con.execute(
                'SELECT "column", rule_id, severity, count(*) FROM read_parquet(?) GROUP BY ALL '
                "ORDER BY 4 DESC, 1, 2, 3",
                [str(self.folder / "problems.parquet")],
            ).fetchall()
        return {(column, rule, Severity(kept)): count for column, rule, kept, count in counts}


def read_file(
    path: Path, catalogue: Sequence[Feed], *, received_on: dt.date | None = None
) -> Reading:
    """The file as a feed of the catalogue, each row checked.

    Dates are held to be in the future when they are later than the day in the file's name, else
    than `received_on`; where neither is known they are not asked about. Raises `FileRefused`.
    """
    seen = survey(path)
    folder = tempfile.TemporaryDirectory(prefix="onroll-read-")
    try:
        tables, notes, period = _tables(seen, catalogue, Path(folder.name))
        repaired = not any(table.first_row is None for table in tables) and is_fix_file(
            tables[0].headings
        )
        feed = _feed_of(tables, catalogue, path.name, repaired)
        period = period or period_of(path.name, years=feed.xml)
        if feed.kind is Kind.SNAPSHOT and day_of(period) is None:
            period = ""  # a term says nothing of which of two snapshots is the newer
        if feed.kind is Kind.PERIODS and not period:
            raise FileRefused(_no_period(path.name, feed))
        matches = [_match(feed, table, path.name, repaired) for table in tables]
        file_day = day_of(period) or received_on
        counts = check(
            feed,
            list(zip(tables, matches, strict=True)),
            file=path.name,
            file_day=file_day,
            stamps=_stamps(feed, period, path.name),
            folder=Path(folder.name),
        )
        for table in tables:
            table.path.unlink()
        if counts.rows_in == 0:
            raise FileRefused(
                f"{path.name} has column headings and no rows. Nothing has been loaded. Check that "
                "the export is complete."
            )
    except BaseException:
        folder.cleanup()
        raise
    unknown = tuple(dict.fromkeys(heading for found in matches for heading in found.unknown))
    return Reading(
        feed=feed,
        file=path.name,
        sha256=seen.sha256,
        period=period,
        data_up_to=day_of(period) or _not_after(counts.newest, file_day),
        rows_in=counts.rows_in,
        accepted_rows=counts.accepted,
        held_back_rows=counts.held_back,
        columns={
            name: table.headings[position]
            for table, found in zip(tables, matches, strict=True)
            for name, position in found.at.items()
        },
        unknown_columns=unknown,
        is_fix_file=repaired,
        notes=notes + _more_notes(feed, counts, unknown, tables),
        _folder=folder,
    )


def _tables(
    seen: Survey, catalogue: Sequence[Feed], folder: Path
) -> tuple[list[TextTable], list[str], str]:
    """The tables of text in the file, notes, and the period where the file itself says it."""
    tabular = [feed for feed in catalogue if not feed.xml]
    if seen.kind == "xml":
        if len(tabular) == len(catalogue):
            raise FileRefused(
                f"{seen.path.name} is XML. {catalogue[0].title} is read from CSV or XLSX. Check "
                "that this is the file you meant."
            )
        table, year = read_cin(seen.path, folder)
        return [table], [], year

    def find_header(rows: Sequence[Sequence[str]]) -> int | None:
        fixed = next((at for at, row in enumerate(rows) if is_fix_file(row)), None)
        return header_row(tabular, rows) if fixed is None and tabular else fixed

    if seen.kind == "workbook":
        sheets = [sheet for feed in tabular for sheet in feed.sheets]
        tables, notes = read_workbook(seen.path, find_header, sheets, folder)
        return tables, notes, ""
    try:
        table, notes = read_text(seen, find_header, folder)
    except FileRefused:
        if tabular:
            raise
        raise FileRefused(_not_xml(seen.path.name, catalogue[0])) from None
    return [table], notes, ""


def _feed_of(
    tables: Sequence[TextTable], catalogue: Sequence[Feed], file: str, repaired: bool
) -> Feed:
    """The feed of the tables. A fix file is a table of text, also where its feed is XML."""
    is_xml = tables[0].first_row is None
    able = [feed for feed in catalogue if feed.xml == is_xml or repaired]
    if not able:
        raise FileRefused(_not_xml(file, catalogue[0]))
    return able[0] if len(catalogue) == 1 else which_feed(able, tables[0].headings, file)


def _match(feed: Feed, table: TextTable, file: str, repaired: bool) -> Match:
    if repaired:
        return match_fix_file(feed, table.headings, file)
    return match(feed, table.headings, file, table.sheet if feed.sheets else "")


def _not_xml(file: str, feed: Feed) -> str:
    return (
        f"{file} is not XML. {feed.title} is read from the census XML. Check that this is the file "
        "you meant."
    )


def _stamps(feed: Feed, period: str, file: str) -> dict[str, dt.date]:
    try:
        return dict(feed.stamps(period)) if feed.stamps else {}
    except (ValueError, KeyError):
        raise FileRefused(_no_period(file, feed)) from None


def _no_period(file: str, feed: Feed) -> str:
    return (
        f"{file}: nothing says which {'year' if feed.xml else 'term'} it is of. Nothing has been "
        f"loaded. Give it a name such as {feed.example} and load it again."
    )


def _not_after(newest: dt.date | None, file_day: dt.date | None) -> dt.date | None:
    return min(newest, file_day) if newest and file_day else newest


def _more_notes(
    feed: Feed, counts: Counts, unknown: Sequence[str], tables: Sequence[TextTable]
) -> list[str]:
    notes = []
    if counts.blank:
        rows = "1 blank row was" if counts.blank == 1 else f"{counts.blank:,} blank rows were"
        notes.append(f"{rows} passed over.")
    if unknown:
        named = ", ".join(unknown[:_MOST_NAMED])
        more = f" and {len(unknown) - _MOST_NAMED} more" if len(unknown) > _MOST_NAMED else ""
        notes.append(f"Columns that are not used: {named}{more}.")
    if missing := [s for s in feed.sheets if s not in {table.sheet.strip() for table in tables}]:
        notes.append(f"Sheets that are not in this file: {', '.join(missing)}.")
    return notes
