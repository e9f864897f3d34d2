"""Which heading is which column, and which feed a file belongs to."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from onroll.record.feeds.base import Column, Feed, FileRefused
from onroll.record.feeds.columns import listed

if TYPE_CHECKING:
    from onroll.record.feeds.column_mapping import Mapping as ColumnMapping

_NEARLY = 0.6
"""A file with more than this part of a feed's required columns is of it, with some left out."""

FIX_COLUMNS = ("row", "column", "value", "problem", "how_to_fix")
"""What a fix file has after the file's own columns."""


@dataclass(frozen=True, slots=True)
class Match:
    """The columns of a feed found among some headings.

    `at` gives, for a column's name, the position of its heading. `unknown` are the headings that
    the feed has no use for, and `width` how many headings are the file's own. `repaired` is true of
    a fix file, and `sheet_at` the position in it of the sheet that a row came from. `month_first`
    says that a person said so of its dates.
    """

    at: Mapping[str, int]
    unknown: tuple[str, ...]
    width: int
    repaired: bool = False
    sheet_at: int | None = None
    month_first: bool = False


@lru_cache(maxsize=10_000)
def plain(heading: str) -> str:
    """A heading without capitals, spaces and punctuation: `Date of Birth` is `dateofbirth`."""
    return re.sub(r"[\W_]+", "", heading.casefold())


def heading_keys(headings: Sequence[str]) -> tuple[str, ...]:
    """What a mapping calls each of the headings: `dateofbirth`; the second of its like `date#2`.

    A blank heading is called by its place, `#4`.
    """
    seen: dict[str, int] = {}
    keys = []
    for place, heading in enumerate(headings, 1):
        key = plain(heading)
        seen[key] = seen.get(key, 0) + 1
        keys.append(f"#{place}" if not key else key if seen[key] == 1 else f"{key}#{seen[key]}")
    return tuple(keys)


def match(
    feed: Feed,
    headings: Sequence[str],
    file: str,
    sheet: str = "",
    mapping: ColumnMapping | None = None,
) -> Match:
    """The feed's columns among the headings, where a mapping does not say otherwise by their names.

    Raises `FileRefused` where a required column is not there, or two headings are one column.
    """
    found = positions(feed, headings, mapping)
    for column in feed.columns:
        places = found.get(column.name, [])
        if len(places) > 1:
            both = " and ".join(f"'{headings[i]}'" for i in places)
            raise FileRefused(
                f"{file}: columns {both} both look like {column.title}. Nothing has been loaded. "
                "Keep one of them, give the other a different heading, or say which column is "
                "which when you load it on screen."
            )
    missing = [
        c
        for c in feed.columns
        if (c.required or sheet.strip() in c.required_on) and c.name not in found
    ]
    if missing:
        raise FileRefused(_missing(feed, missing, headings, file, sheet))
    used = {position for places in found.values() for position in places}
    return Match(
        {name: places[0] for name, places in found.items()},
        unknown=tuple(h for i, h in enumerate(headings) if i not in used and h.strip()),
        width=len(headings),
        month_first=mapping is not None and mapping.month_first,
    )


def match_fix_file(feed: Feed, headings: Sequence[str], file: str) -> Match:
    """The same for a fix file: of its own columns, without those that onroll wrote beside them."""
    own = headings[: -len(FIX_COLUMNS)]
    found = match(feed, own, file)
    sheet_at = next((i for i, heading in enumerate(own) if plain(heading) == "sheet"), None)
    if feed.sheets and sheet_at is None:
        raise FileRefused(
            f"{file} is a fix file of {feed.title} without the column 'sheet'. Nothing has been "
            "loaded. Put the column back."
        )
    unknown = tuple(heading for heading in found.unknown if plain(heading) != "sheet")
    return replace(
        found, unknown=unknown, repaired=True, sheet_at=sheet_at if feed.sheets else None
    )


def which_feed(
    feeds: Iterable[Feed],
    headings: Sequence[str],
    file: str,
    mappings: Sequence[ColumnMapping] = (),
) -> Feed:
    """The feed whose columns these are, by their names or by a mapping that fits them.

    Of several that have all their required columns here, the one with the most columns, and then
    the one that the file is named after. Raises `FileRefused` when no feed or no one feed fits.
    """
    fits = [
        (feed, positions(feed, headings, fitting(mappings, headings, feed.key))) for feed in feeds
    ]
    able = [(feed, found) for feed, found in fits if _has_required(feed, found)]
    whole = [(len(found), feed) for feed, found in able]
    if not whole:
        raise _unknown(fits, headings, file)
    named = [(columns, feed) for columns, feed in whole if _named_after(file, feed)]
    whole = named if len(named) == 1 else whole
    most = max(columns for columns, _ in whole)
    best = [feed for columns, feed in whole if columns == most]
    if len(best) > 1:
        best = [feed for feed in best if _named_after(file, feed)] or best
    if len(best) == 1 and not named:
        best += _with_more_to_say(best[0], able)
    if len(best) > 1:
        raise FileRefused(
            f"{file}: its columns fit {listed(tuple(f.title for f in best), 'and')} alike. "
            f"Say which it is with --feed {best[0].key} or --feed {best[1].key}."
        )
    return best[0]


def header_row(
    feeds: Sequence[Feed],
    rows: Sequence[Sequence[str]],
    mappings: Sequence[ColumnMapping] = (),
) -> int | None:
    """The position of the row that holds the headings of one of the feeds, or None.

    It is the row in which the largest part of some feed's required columns stands; a file that
    lacks some of them still has its header found, so that what is missing can be named. Where the
    feed was said, the first row of several cells is as good as any.
    """
    best, at = -1.0 if len(feeds) == 1 else 0.3, None
    for position, row in enumerate(rows):
        if len([cell for cell in row if cell.strip()]) < 2:
            continue
        if any(fitting(mappings, row, feed.key) for feed in feeds):
            return position
        part = max(_part(feed, row) for feed in feeds)
        if part > best:
            best, at = part, position
    return at


def is_fix_file(headings: Sequence[str]) -> bool:
    """True for a file of held-back rows that onroll wrote: it ends with the five fix columns."""
    return tuple(h.strip().casefold() for h in headings[-len(FIX_COLUMNS) :]) == FIX_COLUMNS


def column_names(column: Column) -> set[str]:
    return {plain(name) for name in (column.name, column.title, *column.synonyms)}


def positions(
    feed: Feed, headings: Sequence[str], mapping: ColumnMapping | None = None
) -> dict[str, list[int]]:
    """For each column of the feed that is there, the positions of the headings that look like it.

    What a mapping says of a heading holds; a column that it names is looked for nowhere else.
    """
    by_name = {name: column.name for column in feed.columns for name in column_names(column)}
    said = mapping.columns if mapping else {}
    taken = set(said.values()) & set(by_name.values())
    found: dict[str, list[int]] = {}
    for position, key in enumerate(heading_keys(headings)):
        column = said.get(key)
        if column is None and (looks_like := by_name.get(plain(headings[position]))) not in taken:
            column = looks_like
        if column and column in by_name.values():
            found.setdefault(column, []).append(position)
    return found


def fitting(
    mappings: Iterable[ColumnMapping], headings: Sequence[str], feed: str
) -> ColumnMapping | None:
    """The first of the feed's mappings that know the most of the headings and none besides."""
    able = [mapping for mapping in mappings if mapping.feed == feed and mapping.fits(headings)]
    return max(able, key=lambda mapping: len(mapping.columns), default=None)


def _with_more_to_say(
    best: Feed, able: Sequence[tuple[Feed, Mapping[str, Sequence[int]]]]
) -> list[Feed]:
    """The other feeds that fit, one of whose required columns the best has no use for.

    Leavers with every column of the roll have more columns of the roll than of the leavers. Read as
    the roll, which has no use for a leaving date, all of them would be back at school.
    """
    used = {
        at for feed, found in able if feed is best for places in found.values() for at in places
    }
    return [
        feed
        for feed, found in able
        if feed is not best
        and any(used.isdisjoint(found[column.name]) for column in feed.columns if column.required)
    ]


def _has_required(feed: Feed, found: Mapping[str, object]) -> bool:
    return all(column.name in found for column in feed.columns if column.required)


def likeness(feed: Feed, headings: Sequence[str], mapping: ColumnMapping | None = None) -> float:
    """How much some headings are like those of the feed; of several feeds the likeliest has most.

    Of a feed with few columns a file may happen to have them all but one; a feed many of whose
    columns are there is likelier, though it lacks more.
    """
    return _likeness(feed, positions(feed, headings, mapping))


def _likeness(feed: Feed, found: Mapping[str, object]) -> float:
    required = [column.name for column in feed.columns if column.required]
    return len(found) * sum(name in found for name in required) / max(1, len(required))


def _part(feed: Feed, headings: Sequence[str]) -> float:
    """The part of the required columns that is there; one alone of several may be by chance."""
    required = [column.name for column in feed.columns if column.required]
    found = positions(feed, headings)
    there = sum(name in found for name in required)
    return there / len(required) if there > 1 or there == len(required) else 0.0


def _named_after(file: str, feed: Feed) -> bool:
    name, key = plain(file), plain(feed.key)
    last = feed.key.split("_")[-1]
    return name.startswith(key) or (len(last) > 3 and last in name)


def _missing(
    feed: Feed, missing: Sequence[Column], headings: Sequence[str], file: str, sheet: str
) -> str:
    titles = tuple(column.title for column in missing)
    where = f"{file}, sheet {sheet}" if sheet else file
    near = difflib.get_close_matches(plain(titles[0]), [plain(h) for h in headings], 1, 0.7)
    # a file without headings begins with a child, and what is said here ends up in logs
    if len(missing) == sum(column.required for column in feed.columns):
        return (
            f"{where}: its first row holds none of the headings of {feed.title}, such as "
            f"{listed(titles[:3])}. Nothing has been loaded. Add the row of headings: "
            f"`onroll feeds template {feed.key}` prints it."
        )
    hint = next((f" Is '{h}' the one?" for h in headings if near and plain(h) == near[0]), "")
    return (
        f"{where}: we could not find a column for {listed(titles, 'and')}, which each file of "
        f"{feed.title} has. Your columns are: {_shown(headings)}.{hint} Nothing has been loaded. "
        "Add what is missing, or rename its heading."
    )


def _unknown(
    fits: Iterable[tuple[Feed, Mapping[str, list[int]]]], headings: Sequence[str], file: str
) -> FileRefused:
    feed, found = max(fits, key=lambda fit: _likeness(*fit))
    missing = [c for c in feed.columns if c.required and c.name not in found]
    if _part(feed, headings) > _NEARLY:
        return FileRefused(_missing(feed, missing, headings, file, ""))
    return FileRefused(
        f"{file}: its columns are those of no feed that onroll reads. Your columns are: "
        f"{_shown(headings)}. Nothing has been loaded. `onroll feeds` lists what is read; if this "
        "is one of them, say which with --feed and it will say which columns are missing."
    )


def _shown(headings: Sequence[str], most: int = 20) -> str:
    named = [heading for heading in headings if heading.strip()]
    return ", ".join(named[:most]) + (f" and {len(named) - most} more" if len(named) > most else "")
