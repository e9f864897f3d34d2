"""What is here already that a file is checked against: the authority, schools, earlier loads."""

from __future__ import annotations

from collections import abc
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from onroll.record.feeds.base import Feed
from onroll.record.feeds.column_mapping import Mapping, saved_mappings
from onroll.record.feeds.loads import Load, in_force, not_taken_back
from onroll.record.home import NoAuthority

if TYPE_CHECKING:
    from onroll.record.home import Home

_REGISTERS = ("schools", "gias_establishments")
"""The feeds that list schools, with the columns `urn`, `opened_on` and `closed_on`."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a check may hold a file against; what is not known is empty, and then not asked about.

    `la_code` and `postcode_districts` are the authority's. `schools` are the Parquet files of the
    school registers that stand, with `urn`, `opened_on` and `closed_on`. `before` has, for a
    feed's key, the whole files of it that were loaded and not taken back, oldest first. `mappings`
    are those that people saved, the newest first. It can be pickled, and reads nothing by itself.
    """

    la_code: str = ""
    postcode_districts: tuple[str, ...] = ()
    schools: tuple[Path, ...] = ()
    before: abc.Mapping[str, tuple[Load, ...]] = field(default_factory=dict)
    mappings: tuple[Mapping, ...] = ()

    @classmethod
    def nothing(cls) -> Known:
        """What is known of a home that does not exist."""
        return cls()

    def before_of(self, feed: Feed) -> tuple[Load, ...]:
        """The whole files of the feed that were loaded before, oldest first."""
        return self.before.get(feed.key, ())


def known(home: Home) -> Known:
    """What the home holds now. A home that is not there yet gives what `Known.nothing` does."""
    try:
        la_code, districts = home.authority.la_code, home.authority.postcode_districts
    except NoAuthority:
        la_code, districts = "", ()
    there = not_taken_back(home)
    standing = in_force(there)
    before: dict[str, tuple[Load, ...]] = {}
    for load in there:
        if not load.corrects:
            before[load.feed] = (*before.get(load.feed, ()), load)
    return Known(
        la_code=la_code,
        postcode_districts=districts,
        schools=tuple(
            load.path / "accepted.parquet" for key in _REGISTERS for load in standing.get(key, ())
        ),
        before=before,
        mappings=tuple(saved.mapping for saved in saved_mappings(home)),
    )
