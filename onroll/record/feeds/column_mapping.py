"""Which heading of a source system is which column of a feed, as somebody once said.

No system's headings are built in: each council sets up extracts of its own, and none was found when
public web pages and code were searched in November 2026 for those of Capita One, Synergy, EYES,
Mosaic and Liquidlogic. What is public are the DfE's returns, which are feeds as they stand, and the
names of columns inside the databases of Liquidlogic and Mosaic, in the queries that fill the
Standard Safeguarding Dataset (github.com/data-to-insight/ssd-data-model), whose tables are feeds
too. Whoever loads a system's first file says which column is which, and that serves every later
file. A mapping is never changed; a newer one of the same feed and system counts in its place.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import abc
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from onroll.record.feeds.matching import heading_keys
from onroll.record.feeds.safekeeping import keep_json, one_at_a_time

if TYPE_CHECKING:
    from onroll.record.home import Home

SYSTEMS: Final[abc.Mapping[str, str]] = MappingProxyType(
    {
        "capita_one": "Capita One",
        "synergy": "Synergy",
        "eyes": "EYES",
        "mosaic": "Mosaic",
        "liquidlogic": "Liquidlogic",
        "generic": "Another system or a spreadsheet",
    }
)
"""The source systems that a file can be said to come from, with their names."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which heading is which column, for the files of one feed from one system.

    `columns` gives, for a heading's key (`matching.heading_keys`), the name of a column of the
    feed, or the empty text for a heading that is not used; a heading that is not in it is matched
    by its name. `header_row` is the line of the headings where it cannot be told, and
    `month_first` says that the dates are written month before day.
    """

    feed: str
    system: str = "generic"
    columns: abc.Mapping[str, str] = field(default_factory=dict)
    header_row: int | None = None
    month_first: bool = False

    def fits(self, headings: Sequence[str]) -> bool:
        """Whether every heading that this mapping knows is among the headings."""
        return bool(self.columns) and self.columns.keys() <= set(heading_keys(headings))


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """A mapping that is kept: its number within feed and system, and who said so and when."""

    mapping: Mapping
    number: int
    by: str
    at: dt.datetime


def save_mapping(home: Home, mapping: Mapping, *, by: str, at: dt.datetime) -> SavedMapping:
    """Keep a mapping, and give it as it is kept. `at` must have a time zone.

    One that says what the newest of its feed and system says already is not kept again. Raises
    ValueError for a system that is not one of `SYSTEMS`.
    """
    if mapping.system not in SYSTEMS:
        raise ValueError(f"There is no system '{mapping.system}'. Choose {', '.join(SYSTEMS)}.")
    if at.tzinfo is None:
        raise ValueError("at has no time zone")
    folder = home.mappings / mapping.feed / mapping.system
    with one_at_a_time(home):
        newest = _newest(folder)
        if newest is not None and newest.mapping == mapping:
            return newest
        saved = SavedMapping(mapping, newest.number + 1 if newest else 1, by, at)
        held = {"by": by, "at": at.isoformat(), "mapping": as_json(mapping)}
        keep_json(folder / f"{saved.number}.json", held)
    return saved


def saved_mappings(home: Home, feed: str | None = None) -> tuple[SavedMapping, ...]:
    """The newest mapping of each system, of one feed or of all, the one saved last first."""
    folders = sorted(home.mappings.glob(f"{feed or '[!.]*'}/[!.]*"))
    found = [newest for folder in folders if (newest := _newest(folder)) is not None]
    return tuple(sorted(found, key=lambda saved: saved.at, reverse=True))


def as_json(mapping: Mapping) -> dict[str, object]:
    """The mapping as JSON has it."""
    return asdict(mapping) | {"columns": dict(mapping.columns)}


def of_json(held: abc.Mapping[str, object]) -> Mapping:
    """The mapping that `as_json` gave."""
    return Mapping(**held)  # type: ignore[arg-type]


def _newest(folder: Path) -> SavedMapping | None:
    numbers = [int(path.stem) for path in folder.glob("*.json") if path.stem.isdigit()]
    if not numbers:
        return None
    held = json.loads((folder / f"{max(numbers)}.json").read_text(encoding="utf-8"))
    return SavedMapping(
        of_json(held["mapping"]), max(numbers), held["by"], dt.datetime.fromisoformat(held["at"])
    )
