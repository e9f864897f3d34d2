"""The loads that a home holds, which of them stand, and which were taken back.

Nothing that was loaded is ever changed: a newer file replaces an older one by being newer, and what
is taken back (`deliveries`) is told in a file of its own. So which loads stand depends on what was
delivered and what was said of it, and not on the order in which it came.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from onroll.record.feeds.base import Kind
from onroll.record.feeds.events import Place, events, taken_back
from onroll.record.feeds.periods import order_of

if TYPE_CHECKING:
    from onroll.record.home import Home

_LONDON = ZoneInfo("Europe/London")
_SINCE = {"sequence": 1, "content": "", "by": ""}
"""What the manifests of older homes do not say, and what then holds."""


@dataclass(frozen=True, slots=True)
class Load:
    """One file as it was landed: where it lies and how many rows went where.

    `period`, `data_up_to` and `content` are as in `Reading`. `sequence` counts the deliveries of a
    feed's period from 1: the highest that was not taken back stands. `corrects` is the load_id of
    the load whose held-back rows this one brings back, empty for a whole file; it then has that
    load's period and sequence. `by` is who loaded it, empty where nobody was named. `kind` is its
    feed's.
    """

    feed: str
    load_id: str
    file: str
    sha256: str
    period: str
    received_at: dt.datetime
    rows_in: int
    accepted: int
    held_back: int
    path: Path
    kind: Kind
    data_up_to: dt.date | None
    corrects: str = ""
    sequence: int = 1
    content: str = ""
    by: str = ""

    @property
    def place(self) -> Place:
        """Which delivery of its feed it is."""
        return Place(self.feed, self.period, self.sequence)

    @property
    def of_period(self) -> str:
        """Its period; where nothing says which, the day on which it came."""
        return self.period or f"{self.received_at.astimezone(_LONDON):%Y-%m-%d}"

    @property
    def told_on(self) -> dt.date:
        """The day it tells of: the newest day in it, where that is known, else when it came."""
        return self.data_up_to or self.received_at.astimezone(_LONDON).date()


def loads(home: Home, known_at: dt.datetime | None = None) -> list[Load]:
    """Every load, oldest first, also those taken back; with `known_at`, those known by then.

    A folder without a manifest is the rest of something that was broken off, and is not a load.
    """
    found = [_read(manifest) for manifest in sorted(home.loads.glob("[!.]*/[!.]*/manifest.json"))]
    if known_at is not None:
        found = [load for load in found if load.received_at <= known_at]
    return sorted(found, key=lambda load: (load.received_at, load.feed, load.load_id))


def not_taken_back(home: Home, known_at: dt.datetime | None = None) -> list[Load]:
    """Every load that was neither withdrawn nor undone, oldest first, replaced ones too.

    With `known_at`, which needs a time zone, as it was known then: a load that was withdrawn later
    is there.
    """
    there = loads(home, known_at)
    away = taken_back(there, events(home, known_at))
    gone = {load.load_id for load in there if (load.feed, load.load_id) in away}
    return [
        load for load in there if load.load_id not in gone and (load.corrects or "") not in gone
    ]


def standing(home: Home, known_at: dt.datetime | None = None) -> dict[str, list[Load]]:
    """For each feed that has any, the loads that say what holds, in order of period (`in_force`).

    With `known_at`, which needs a time zone, as it was known then.
    """
    return in_force(not_taken_back(home, known_at))


def in_force(loads: Iterable[Load]) -> dict[str, list[Load]]:
    """For each feed, those of some loads that say what holds; none of them was taken back.

    Of snapshots the one for the latest day counts, and of the deliveries of one term or year the
    one with the highest sequence. What fix files bring back counts with the load that it corrects,
    after it.
    """
    return {
        feed: [load for group in periods[-1:] for load in group]
        if periods[0][0].kind is Kind.SNAPSHOT
        else [load for group in periods for load in group]
        for feed, periods in by_period(loads).items()
    }


def by_period(loads: Iterable[Load]) -> dict[str, list[list[Load]]]:
    """For each feed, in order of period, the load that stands for it and the fix files it has."""
    return {
        feed: [deliveries[-1] for deliveries in periods]
        for feed, periods in deliveries_by_period(loads).items()
    }


def deliveries_by_period(loads: Iterable[Load]) -> dict[str, list[list[list[Load]]]]:
    """For each feed, in order of period, its deliveries, and the last of them stands.

    A delivery is a load and the fix files it has. None of `loads` was taken back.
    """
    groups: dict[str, dict[str, list[Load]]] = {}
    fixes: dict[tuple[str, str], list[Load]] = {}
    for load in loads:
        if load.corrects:
            fixes.setdefault((load.feed, load.corrects), []).append(load)
        else:
            groups.setdefault(load.feed, {}).setdefault(load.of_period, []).append(load)
    return {
        feed: [
            [
                [load, *sorted(fixes.get((feed, load.load_id), ()), key=_age)]
                for load in sorted(periods[period], key=_age)
            ]
            for period in sorted(periods, key=order_of)
        ]
        for feed, periods in sorted(groups.items())
    }


def said_at(moment: dt.datetime) -> str:
    """A moment as a sentence has it: 1 November 2026 at 9:14am."""
    local = moment.astimezone(_LONDON)
    return f"{local.day} {local:%B %Y} at {local.hour % 12 or 12}:{local:%M%p}".replace(
        "AM", "am"
    ).replace("PM", "pm")


def _age(load: Load) -> tuple[int, dt.datetime, str]:
    return (load.sequence, load.received_at, load.load_id)


def _read(manifest: Path) -> Load:
    held = _SINCE | json.loads(manifest.read_text(encoding="utf-8"))
    up_to = held["data_up_to"]
    return Load(
        path=manifest.parent,
        received_at=dt.datetime.fromisoformat(held["received_at"]),
        data_up_to=dt.date.fromisoformat(up_to) if up_to else None,
        kind=Kind(held["kind"]),
        **{
            name: held[name]
            for name in (
                "feed", "load_id", "file", "sha256", "period", "rows_in", "accepted", "held_back",
                "corrects", "sequence", "content", "by",
            )
        },
    )  # fmt: skip
