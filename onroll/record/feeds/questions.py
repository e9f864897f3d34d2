"""What is odd about a file as a whole, held against what came before it.

No row of such a file need be wrong. It may be half an export, last month's under a new name, or
another authority's; a person is asked, and nothing is landed before they have answered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import duckdb

from onroll.record.engines import connect_small
from onroll.record.feeds import earlier_file
from onroll.record.feeds.accepted_rows import accepted_rows
from onroll.record.feeds.base import Feed, Kind, Question
from onroll.record.feeds.checked_against import create_register
from onroll.record.feeds.columns import POSTCODE, URN, listed
from onroll.record.feeds.earlier_file import CHECK_COMPLETE, CHECK_MEANT, FALLEN, FEW
from onroll.record.feeds.periods import day_in_words, day_of, order_of, period_in_words

if TYPE_CHECKING:
    from onroll.record.feeds.known import Known
    from onroll.record.feeds.loads import Load
    from onroll.record.feeds.reading import Reading

_LOADS_BEFORE = 5
_FILLS_UP = 90
"""A feed of terms that is expected more often than every so many days sends a term as it fills."""
_HERE = 0.1
"""A file of this authority has at least this part of its postcodes here."""
_OF_THIS_AUTHORITY = (
    "Check that it is a file of this authority, then load it anyway or load another file"
)


def questions(
    reading: Reading, known: Known, *, received_on: dt.date | None = None
) -> tuple[Question, ...]:
    """What a person must answer before the reading may be landed; most often nothing.

    A fix file is not asked about, for it is a part of a file, nor one without a good row. What is
    not known is not asked.
    """
    if reading.is_fix_file or not reading.accepted_rows:
        return ()
    with connect_small(reading.folder) as con:
        _view(con, "now", reading.feed, reading.folder)
        create_register(con, known)
        found = [
            _too_new(reading, received_on),
            _columns_missing(reading),
            *_elsewhere(con, reading, known),
            *_beside_the_earlier(con, reading, known, received_on),
        ]
    return tuple(question for question in found if question)


def _beside_the_earlier(
    con: duckdb.DuckDBPyConnection, reading: Reading, known: Known, received_on: dt.date | None
) -> Iterator[Question | None]:
    before = known.before_of(reading.feed)
    if not before:
        return
    if same := [load for load in before if load.content == reading.content]:
        yield Question(
            "rows.same_as_before",
            f"Its rows are those of {same[-1].file}, which tells of "
            f"{day_in_words(same[-1].told_on)}",
            CHECK_MEANT,
        )
        return
    yield _older(reading, before)
    earlier = _held_against(reading, before)
    _view(con, "earlier", reading.feed, earlier.path)
    yield _fallen(reading, before)
    yield earlier_file.columns_gone(con, reading, earlier)
    day = day_of(reading.period) or received_on or reading.data_up_to or earlier.told_on
    yield earlier_file.schools_missing(con, reading, earlier, day)
    yield earlier_file.schools_fallen(con, reading, earlier)
    yield earlier_file.values_changed(con, reading, earlier)


def _too_new(reading: Reading, received_on: dt.date | None) -> Question | None:
    day = day_of(reading.period)
    if day is None or received_on is None or day <= received_on:
        return None
    return Question(
        "period.too_new",
        f"Its name says that it is of {day_in_words(day)}, and that day has not come yet",
        "Check the day in its name, then load it anyway or load another file",
    )


def _columns_missing(reading: Reading) -> Question | None:
    """Columns that every file of its sort has, though nothing rests on them."""
    missing = tuple(
        column.title
        for column in reading.feed.columns
        if column.expected and column.name not in reading.columns
    )
    if not missing:
        return None
    return Question(
        "columns.missing",
        f"It has no column for {listed(missing)}, which a file of {reading.feed.title} has",
        "Check that the export is the usual one, then load it anyway or load another file",
    )


def _elsewhere(
    con: duckdb.DuckDBPyConnection, reading: Reading, known: Known
) -> Iterator[Question]:
    """Hardly a postcode in the area, or not one school that is known: another authority's file."""
    for column in reading.feed.columns:
        if column.type is POSTCODE and known.postcode_districts:
            given, here = _two(
                con,
                f"SELECT count({column.name}), count(*) FILTER "
                f"(split_part({column.name}, ' ', 1) IN (SELECT unnest(?))) FROM now",
                [list(known.postcode_districts)],
            )
            if given >= FEW and here < given * _HERE:
                yield Question(
                    "authority.postcodes",
                    f"{here:,} of its {given:,} postcodes are in the authority's area",
                    _OF_THIS_AUTHORITY,
                )
    school = reading.feed.school
    if known.schools and school and reading.feed.column(school).type is URN:
        sent, here = _two(
            con,
            "SELECT count(DISTINCT sent), count(DISTINCT urn) FROM "
            f"(SELECT {school} AS sent FROM now) LEFT JOIN register ON urn = sent",
        )
        if sent and not here:
            schools = "the 1 school" if sent == 1 else f"the {sent:,} schools"
            yield Question(
                "authority.schools",
                f"None of {schools} in it is in the school register",
                _OF_THIS_AUTHORITY,
            )


def _older(reading: Reading, before: Sequence[Load]) -> Question | None:
    """It is not what will stand: a newer file, which says everything, is here already."""
    if reading.feed.kind is Kind.PERIODS:
        return None
    newest = max(before, key=lambda load: order_of(load.period))
    if not reading.period or order_of(reading.period) >= order_of(newest.period):
        return None
    return Question(
        "period.older",
        f"It is of {period_in_words(reading.period)}, and {newest.file} of "
        f"{period_in_words(newest.period)} is here already",
        CHECK_MEANT,
    )


def _held_against(reading: Reading, before: Sequence[Load]) -> Load:
    """The file that this one should be like: the last of its own term, else of the time before."""
    in_order = _in_order(before)
    own = [load for load in in_order if load.period == reading.period]
    if own and reading.feed.kind is Kind.PERIODS:
        return own[-1]
    return _no_later(reading, in_order)[-1]


def _fallen(reading: Reading, before: Sequence[Load]) -> Question | None:
    """A third fewer rows than the file before it, or than the middle of five that are as long.

    Of the terms of other years only the middle counts, for one year's may have been many.
    """
    alike = _as_long(reading, before)[-_LOADS_BEFORE:]
    if not alike:
        return None
    earlier, middle, rows = alike[-1], median(load.rows_in for load in alike), reading.rows_in
    another_year = earlier.kind is Kind.PERIODS and earlier.period != reading.period
    if not another_year and earlier.rows_in >= FEW and rows <= earlier.rows_in * (1 - FALLEN):
        than, fewer = _called(earlier, reading), 1 - rows / earlier.rows_in
    elif middle >= FEW and rows <= middle * (1 - FALLEN):
        than = _called(earlier, reading) if len(alike) == 1 else "the middle of the files before it"
        fewer = 1 - rows / middle
    else:
        return None
    have = "1 row" if rows == 1 else f"{rows:,} rows"
    return Question("rows.fallen", f"{have}, {fewer:.0%} fewer than {than}", CHECK_COMPLETE)


def _as_long(reading: Reading, before: Sequence[Load]) -> list[Load]:
    """The earlier files that have about as many rows as this one should have, oldest first.

    A second file of a term is as long as the first, and a term as the same term of other years:
    many leave in summer and few in winter. A term that fills up week by week may be short.
    """
    in_order = _in_order(before)
    if reading.feed.kind is Kind.PERIODS:
        if own := [load for load in in_order if load.period == reading.period]:
            return own
        if reading.feed.expected_days < _FILLS_UP:
            return []
        term = _term_of(reading.period)
        in_order = [load for load in in_order if _term_of(load.period) == term]
    return _no_later(reading, in_order)


def _in_order(before: Sequence[Load]) -> list[Load]:
    return sorted(before, key=lambda load: (order_of(load.period), load.received_at))


def _no_later(reading: Reading, in_order: list[Load]) -> list[Load]:
    """The files of no later a time than this one; all of them where there is none such."""
    if not reading.period:
        return in_order
    day = order_of(reading.period)
    return [load for load in in_order if order_of(load.period) <= day] or in_order


def _term_of(period: str) -> str:
    """Which term of its year a period is: `autumn`; empty for a year or a day."""
    return period.partition("_")[2]


def _called(load: Load, reading: Reading) -> str:
    """What a sentence calls an earlier file: its month where that says which, else day or term."""
    if load.kind is Kind.PERIODS:
        same = load.period == reading.period
        return f"{load.file} of the same term" if same else period_in_words(load.period)
    day, now = load.told_on, reading.data_up_to
    near = now is not None and 0 < (now.year - day.year) * 12 + now.month - day.month < 12
    return f"{day:%B}" if near else f"{load.file} of {day_in_words(day)}"


def _view(con: duckdb.DuckDBPyConnection, name: str, feed: Feed, folder: Path) -> None:
    con.execute(f"CREATE VIEW {name} AS FROM {accepted_rows(feed, [folder])}")


def _two(con: duckdb.DuckDBPyConnection, query: str, at: Sequence[object] = ()) -> tuple[int, int]:
    found = con.execute(query, list(at)).fetchone()
    assert found is not None, "a query of totals has one row"
    return found[0], found[1]
