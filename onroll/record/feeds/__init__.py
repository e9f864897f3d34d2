"""The feeds: every kind of file that onroll reads, and how one is read.

A feed is one module of `catalogue`, its columns, rules and facts set out to be read. `read` takes
a file as one of them and checks every row; `landing` keeps what came of it.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from onroll.record.feeds.base import (
    Column,
    Feed,
    FileRefused,
    Kind,
    Problem,
    Question,
    Rule,
    Severity,
    UnknownFeed,
)
from onroll.record.feeds.catalogue import CATALOGUE
from onroll.record.feeds.column_mapping import Mapping
from onroll.record.feeds.known import Known
from onroll.record.feeds.one_file import read_file
from onroll.record.feeds.reading import Reading

__all__ = [
    "CATALOGUE", "Column", "Feed", "FileRefused", "Kind", "Problem", "Question", "Reading", "Rule",
    "Severity", "UnknownFeed", "feed", "read",
]  # fmt: skip


def feed(key: str) -> Feed:
    """The feed of that key. Raises `UnknownFeed`, whose message names the feeds there are."""
    return _by_key(key)


def _by_key(key: str) -> Feed:
    for known in CATALOGUE:
        if known.key == key:
            return known
    keys = ", ".join(known.key for known in CATALOGUE)
    raise UnknownFeed(f"There is no feed '{key}'. The feeds are: {keys}.")


def read(
    path: Path | str,
    feed: Feed | str | None = None,
    *,
    received_on: dt.date | None = None,
    known: Known | None = None,
    mapping: Mapping | None = None,
) -> Reading:
    """The file's rows, each accepted or held back, and every fault in them.

    Without `feed` it is told from the file's columns. A date is in the future when it is later
    than the day in the file's name, else than `received_on`. Without `known` no check is made that
    needs what is here already; `mapping` says which heading is which column, where the headings do
    not. Raises `FileRefused` when the file is not what it says, and `UnknownFeed` when `feed` is no
    feed's key.
    """
    if feed is None and mapping is not None:
        feed = mapping.feed
    return read_file(
        Path(path), may_be(feed), received_on=received_on, known=known, mapping=mapping
    )


def may_be(feed: Feed | str | None = None) -> tuple[Feed, ...]:
    """The feeds that a file may be: all of them, or the one that was said."""
    if feed is None:
        return CATALOGUE
    return (_by_key(feed) if isinstance(feed, str) else feed,)
