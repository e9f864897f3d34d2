"""The feeds: every kind of file that onroll reads, and how one is read.

A feed is one module here, its columns, rules and facts set out to be read. `read` takes a file as
one of them and checks every row; `landing` keeps what came of it.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from onroll.record.feeds import (
    admissions_applications,
    annex_a,
    attendance_marks,
    census_exclusions,
    census_off_roll,
    census_on_roll,
    cin_census,
    exclusions,
    gp_registrations,
    health_contacts,
    home_education_register,
    home_education_reviews,
    part_time_timetables,
    placements,
    pupil_addresses,
    pupil_leavers,
    pupil_roll,
    schools,
    term_dates,
)
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
from onroll.record.feeds.reading import Reading, read_file

__all__ = [
    "CATALOGUE", "Column", "Feed", "FileRefused", "Kind", "Problem", "Question", "Reading", "Rule",
    "Severity", "UnknownFeed", "feed", "read",
]  # fmt: skip

CATALOGUE: tuple[Feed, ...] = (
    pupil_roll.FEED,
    pupil_leavers.FEED,
    pupil_addresses.FEED,
    attendance_marks.FEED,
    exclusions.FEED,
    part_time_timetables.FEED,
    census_on_roll.FEED,
    census_off_roll.FEED,
    census_exclusions.FEED,
    home_education_register.FEED,
    home_education_reviews.FEED,
    admissions_applications.FEED,
    cin_census.FEED,
    annex_a.FEED,
    gp_registrations.FEED,
    health_contacts.FEED,
    placements.FEED,
    schools.FEED,
    term_dates.FEED,
)
"""Every feed, in the order in which screens list them."""


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
    path: Path | str, feed: Feed | str | None = None, *, received_on: dt.date | None = None
) -> Reading:
    """The file's rows, each accepted or held back, and every fault in them.

    Without `feed` it is told from the file's columns. A date is in the future when it is later
    than the day in the file's name, else than `received_on`. Raises `FileRefused` when the file is
    not what it says, and `UnknownFeed` when `feed` is no feed's key.
    """
    if isinstance(feed, str):
        feed = _by_key(feed)
    catalogue = CATALOGUE if feed is None else (feed,)
    return read_file(Path(path), catalogue, received_on=received_on)
