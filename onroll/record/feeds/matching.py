"""Which heading is which column, and which feed a file belongs to."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onroll.record.feeds.base import Column, Feed, FileRefused
from onroll.record.feeds.columns import listed

FIX_COLUMNS = ("row", "column", "value", "problem", "how_to_fix")
"""What a fix file has after the file's own columns."""


@dataclass(frozen=True, slots=True)
class Match:
    """The columns of a feed found among some headings.

    `at` gives, for a column's name, the position of its heading. `unknown` are the headings that
    the feed has no use for.
    """

    at: Mapping[str, int]
    unknown: tuple[str, ...]


def plain(heading: str) -> str:
    """A heading without capitals, spaces and punctuation: `Date of Birth` is `dateofbirth`."""
    return re.sub(r"[\W_]+", "", heading.casefold())


def match(feed: Feed, headings: Sequence[str], file: str, sheet: str = "") -> Match:
    """The feed's columns among the headings.

    Raises `FileRefused` where a required column is not there, or two headings are one column.
    """
    found = _positions(feed, headings)
    for column in feed.columns:
        positions = found.get(column.name, [])
        if len(positions) > 1:
            both = " and ".join(f"'{headings[i]}'" for i in positions)
            raise FileRefused(
                f"{file}: columns {both} both look like {column.title}. Nothing has been loaded. "
                "Keep one of them, or give the other a different heading."
            )
    missing = [c for c in feed.columns if c.required and c.name not in found]
    if missing:
        raise FileRefused(_missing(feed, missing, headings, file, sheet))
    used = {position for positions in found.values() for position in positions}
    unknown = tuple(h for i, h in enumerate(headings) if i not in used and h.strip())
    return Match({name: positions[0] for name, positions in found.items()}, unknown)


def which_feed(feeds: Iterable[Feed], headings: Sequence[str], file: str) -> Feed:
    """The feed whose columns these are.

    Of several that have all their required columns here, the one with the most columns, and then
    the one that the file is named after. Raises `FileRefused` when no feed or no one feed fits.
    """
    fits = [(feed, _positions(feed, headings)) for feed in feeds]
    whole = [(len(found), feed) for feed, found in fits if _has_required(feed, found)]
    if not whole:
        raise _unknown(fits, headings, file)
    most = max(columns for columns, _ in whole)
    best = [feed for columns, feed in whole if columns == most]
    if len(best) > 1:
        best = [feed for feed in best if _named_after(file, feed)] or best
    if len(best) > 1:
        raise FileRefused(
            f"{file}: its columns fit {listed(tuple(f.title for f in best), 'and')} alike. "
            f"Say which it is with --feed {best[0].key} or --feed {best[1].key}."
        )
    return best[0]


def header_row(feeds: Sequence[Feed], rows: Sequence[Sequence[str]]) -> int | None:
    """The position of the row that holds the headings of one of the feeds, or None.

    It is the row in which the largest part of some feed's required columns stands; a file that
    lacks some of them still has its header found, so that what is missing can be named. Where the
    feed was said, the first row of several cells is as good as any.
    """
    best, at = -1.0 if len(feeds) == 1 else 0.3, None
    for position, row in enumerate(rows):
        if len([cell for cell in row if cell.strip()]) < 2:
            continue
        part = max(_part(feed, row) for feed in feeds)
        if part > best:
            best, at = part, position
    return at


def is_fix_file(headings: Sequence[str]) -> bool:
    """True for a file of held-back rows that onroll wrote: it ends with the five fix columns."""
    return tuple(h.strip().casefold() for h in headings[-len(FIX_COLUMNS) :]) == FIX_COLUMNS


def _names(column: Column) -> set[str]:
    return {plain(name) for name in (column.name, column.title, *column.synonyms)}


def _positions(feed: Feed, headings: Sequence[str]) -> dict[str, list[int]]:
    by_name = {name: column.name for column in feed.columns for name in _names(column)}
    found: dict[str, list[int]] = {}
    for position, heading in enumerate(headings):
        if (column := by_name.get(plain(heading))) is not None:
            found.setdefault(column, []).append(position)
    return found


def _has_required(feed: Feed, found: Mapping[str, object]) -> bool:
    return all(column.name in found for column in feed.columns if column.required)


def _part(feed: Feed, headings: Sequence[str]) -> float:
    required = [column.name for column in feed.columns if column.required]
    found = _positions(feed, headings)
    return sum(name in found for name in required) / len(required)


def _named_after(file: str, feed: Feed) -> bool:
    name, key = plain(file), plain(feed.key)
    return name.startswith(key) or any(plain(w) in name for w in feed.key.split("_")[-1:])


def _missing(
    feed: Feed, missing: Sequence[Column], headings: Sequence[str], file: str, sheet: str
) -> str:
    titles = tuple(column.title for column in missing)
    where = f"{file}, sheet {sheet}" if sheet else file
    near = difflib.get_close_matches(plain(titles[0]), [plain(h) for h in headings], 1, 0.7)
    hint = next((f" Is '{h}' the one?" for h in headings if near and plain(h) == near[0]), "")
    return (
        f"{where}: we could not find a column for {listed(titles, 'and')}, which each file of "
        f"{feed.title} has. Your columns are: {_shown(headings)}.{hint} Nothing has been loaded. "
        "Add what is missing, or rename its heading."
    )


def _unknown(
    fits: Iterable[tuple[Feed, Mapping[str, list[int]]]], headings: Sequence[str], file: str
) -> FileRefused:
    part, feed = max(((_part(feed, headings), feed) for feed, _ in fits), key=lambda p: p[0])
    missing = [c for c in feed.columns if c.required and c.name not in _positions(feed, headings)]
    if part >= 0.6:
        return FileRefused(_missing(feed, missing, headings, file, ""))
    return FileRefused(
        f"{file}: its columns are those of no feed that onroll reads. Your columns are: "
        f"{_shown(headings)}. Nothing has been loaded. `onroll feeds` lists what is read; if this "
        "is one of them, say which with --feed and it will say which columns are missing."
    )


def _shown(headings: Sequence[str], most: int = 20) -> str:
    named = [heading for heading in headings if heading.strip()]
    return ", ".join(named[:most]) + (f" and {len(named) - most} more" if len(named) > most else "")
