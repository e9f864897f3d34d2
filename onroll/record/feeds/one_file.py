"""One file read and checked: told what it is, its tables found, each row accepted or held back."""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from onroll.record.engines import connect_small
from onroll.record.feeds.base import Feed, FileRefused, Kind
from onroll.record.feeds.checking import Counts, check
from onroll.record.feeds.column_mapping import SYSTEMS, Mapping
from onroll.record.feeds.first_rows import of_first_rows, of_table
from onroll.record.feeds.known import Known
from onroll.record.feeds.matching import (
    Match,
    fitting,
    header_row,
    is_fix_file,
    match,
    match_fix_file,
    which_feed,
)
from onroll.record.feeds.parquet_tables import read_parquet
from onroll.record.feeds.periods import day_of, period_of, sequence_of
from onroll.record.feeds.preview import Preview
from onroll.record.feeds.questions import questions
from onroll.record.feeds.reading import Reading
from onroll.record.feeds.survey import Survey, survey
from onroll.record.feeds.text_tables import TextTable, read_text
from onroll.record.feeds.workbook_tables import read_workbook
from onroll.record.feeds.xml_tables import read_xml, shape_of

_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Watcher:
    """Who is told how far a reading has come, and what the file looks like.

    `progress` is given how many of how many steps are done, and how many rows the file has, 0 until
    they have been counted; `preview` is called once, also for a file that is refused afterwards, if
    it could be told into cells at all.
    """

    progress: Callable[[int, int, int], None] = lambda done, total, rows: None
    preview: Callable[[Preview], None] = lambda preview: None


_NOBODY = Watcher()
_STEPS = 4


@dataclass(frozen=True, slots=True)
class _Tables:
    """The tables of text in a file, and what the file itself says of them, its feed if it can."""

    tables: list[TextTable]
    notes: list[str]
    period: str = ""
    sequence: int | None = None
    feed: Feed | None = None


def read_file(
    path: Path,
    catalogue: Sequence[Feed],
    *,
    received_on: dt.date | None = None,
    known: Known | None = None,
    mapping: Mapping | None = None,
    watcher: Watcher = _NOBODY,
) -> Reading:
    """The file as a feed of the catalogue, each row checked.

    Dates are held to be in the future when they are later than the day in the file's name, else
    than `received_on`; where neither is known they are not asked about. Without `known` no check is
    made that needs what is here already. Raises `FileRefused`.
    """
    seen = survey(path)
    watcher.progress(1, _STEPS, 0)
    mappings = (mapping,) if mapping else known.mappings if known else ()
    scratch = tempfile.TemporaryDirectory(prefix="onroll-read-")
    try:
        folder = Path(scratch.name)
        found = _tables(seen, catalogue, folder, mapping, mappings, watcher)
        tables, headings = found.tables, found.tables[0].headings
        repaired = found.feed is None and is_fix_file(headings)
        if not repaired and found.feed is None:
            watcher.preview(of_table(seen, tables[0], found.notes, catalogue, mapping, mappings))
        rows = sum(table.rows for table in tables)
        watcher.progress(2, _STEPS, rows)
        feed = found.feed or _feed_of(tables, catalogue, path.name, repaired, mappings)
        used = mapping or fitting(mappings, headings, feed.key)
        period = found.period or period_of(path.name, years=feed.yearly or feed.xml is not None)
        if feed.kind is Kind.SNAPSHOT and day_of(period) is None:
            period = ""  # a term says nothing of which of two snapshots is the newer
        if feed.kind is Kind.PERIODS and not period:
            raise FileRefused(_no_period(path.name, feed))
        feed = _of_period(feed, period, path.name)
        matches = [_match(feed, table, path.name, repaired, used) for table in tables]
        file_day = day_of(period) or received_on
        counts = check(
            feed,
            list(zip(tables, matches, strict=True)),
            file=path.name,
            file_day=file_day,
            stamps=_stamps(feed, period, path.name),
            folder=folder,
            period=period,
            known=known,
        )
        watcher.progress(3, _STEPS, rows)
        for table in tables:
            table.path.unlink()
        if counts.rows_in == 0:
            raise FileRefused(
                f"{path.name} has column headings and no rows. Nothing has been loaded. Check that "
                "the export is complete."
            )
        unread = [(*m.unknown, *t.not_read) for t, m in zip(tables, matches, strict=True)]
        unknown = tuple(dict.fromkeys(heading for some in unread for heading in some))
        reading = Reading(
            feed=feed,
            file=path.name,
            sha256=seen.sha256,
            period=period,
            sequence=sequence_of(path.name) or found.sequence,
            data_up_to=day_of(period) or _not_after(counts.newest, file_day),
            rows_in=counts.rows_in,
            accepted_rows=counts.accepted,
            held_back_rows=counts.held_back,
            content=_content(feed, folder / "accepted.parquet"),
            columns={
                name: table.headings[position]
                for table, match in zip(tables, matches, strict=True)
                for name, position in match.at.items()
            },
            unknown_columns=unknown,
            is_fix_file=repaired,
            notes=[
                *found.notes,
                *_on_mapping(used, mapping, repaired),
                *_more_notes(feed, counts, unknown, tables),
            ],
            questions=(),
            folder=folder,
            scratch=scratch,
        )
        asked = questions(reading, known, received_on=received_on) if known else ()
        watcher.progress(_STEPS, _STEPS, rows)
        return replace(reading, questions=asked)
    except BaseException:
        scratch.cleanup()
        raise


def _tables(
    seen: Survey,
    catalogue: Sequence[Feed],
    folder: Path,
    mapping: Mapping | None,
    mappings: Sequence[Mapping],
    watcher: Watcher,
) -> _Tables:
    tabular = [feed for feed in catalogue if feed.xml is None]
    if seen.kind == "xml":
        return _xml_tables(seen.path, catalogue, folder)
    widest: Sequence[Sequence[str]] = ()

    def find_header(rows: Sequence[Sequence[str]]) -> int | None:
        nonlocal widest
        widest = max(widest, rows, key=lambda rows: sum(map(len, rows)))
        fixed = next((at for at, row in enumerate(rows) if is_fix_file(row)), None)
        if fixed is not None or not tabular:
            return fixed
        if mapping and mapping.header_row:
            return mapping.header_row - 1 if mapping.header_row <= len(rows) else None
        return header_row(tabular, rows, mappings)

    try:
        if seen.kind == "workbook":
            sheets = [sheet for feed in tabular for sheet in feed.sheets]
            return _Tables(*read_workbook(seen.path, find_header, sheets, folder))
        if seen.kind == "parquet":
            return _Tables(*read_parquet(seen.path, folder))
        table, notes = read_text(seen, find_header, folder)
        return _Tables([table], notes)
    except FileRefused:
        if not tabular:
            raise FileRefused(_not_xml(seen.path.name, catalogue[0])) from None
        if widest:
            watcher.preview(of_first_rows(seen, widest, catalogue))
        raise


def _xml_tables(path: Path, catalogue: Sequence[Feed], folder: Path) -> _Tables:
    shaped = [(feed, feed.xml) for feed in catalogue if feed.xml is not None]
    if not shaped:
        raise FileRefused(
            f"{path.name} is XML. {catalogue[0].title} is read from CSV or XLSX. Check that this "
            "is the file you meant."
        )
    feed, shape = shaped[shape_of(path, [shape for _, shape in shaped])]
    table, period, serial = read_xml(path, shape, folder)
    return _Tables([table], [], period, serial, feed)


def _feed_of(
    tables: Sequence[TextTable],
    catalogue: Sequence[Feed],
    file: str,
    repaired: bool,
    mappings: Sequence[Mapping],
) -> Feed:
    """The feed of the tables. A fix file is a table of text, also where its feed is XML."""
    able = [feed for feed in catalogue if feed.xml is None or repaired]
    if not able:
        raise FileRefused(_not_xml(file, catalogue[0]))
    if len(catalogue) == 1:
        return able[0]
    return which_feed(able, tables[0].headings, file, mappings)


def _content(feed: Feed, accepted: Path) -> str:
    """A digest of the rows of a file, whatever their order and wherever they stood."""
    names = ", ".join(column.name for column in feed.columns)
    with connect_small(accepted.parent) as con:
        found = con.execute(
            "SELECT count(h), sum(h::HUGEINT), bit_xor(h) "
            f"FROM (SELECT hash({names}) AS h FROM read_parquet(?))",
            [str(accepted)],
        ).fetchone()
    return hashlib.sha256(repr(found).encode()).hexdigest()[:32]


def _match(
    feed: Feed, table: TextTable, file: str, repaired: bool, mapping: Mapping | None
) -> Match:
    if repaired:
        return match_fix_file(feed, table.headings, file)
    return match(feed, table.headings, file, table.sheet if feed.sheets else "", mapping)


def _not_xml(file: str, feed: Feed) -> str:
    return (
        f"{file} is not XML. {feed.title} is read from its XML return. Check that this is the file "
        "you meant."
    )


def _of_period(feed: Feed, period: str, file: str) -> Feed:
    try:
        return feed.of_period(period)
    except (ValueError, KeyError):
        raise FileRefused(_no_period(file, feed)) from None


def _stamps(feed: Feed, period: str, file: str) -> dict[str, dt.date]:
    try:
        return dict(feed.stamps(period)) if feed.stamps else {}
    except (ValueError, KeyError):
        raise FileRefused(_no_period(file, feed)) from None


def _no_period(file: str, feed: Feed) -> str:
    which = "year" if feed.yearly or feed.xml else "term"
    return (
        f"{file}: nothing says which {which} it is of. Nothing has been loaded. "
        f"Give it a name such as {feed.example} and load it again."
    )


def _not_after(newest: dt.date | None, file_day: dt.date | None) -> dt.date | None:
    return min(newest, file_day) if newest and file_day else newest


def _on_mapping(used: Mapping | None, said: Mapping | None, repaired: bool) -> list[str]:
    if used is None or said or repaired:
        return []
    return [f"Its columns were told as in earlier files from {SYSTEMS[used.system]}."]


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
