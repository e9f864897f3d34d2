"""What people said of loads afterwards: withdrawn, undone, put back. Each is kept for good.

An event is one small file with a number, in the order in which they were said. Nothing is ever
changed: of all that was said of a load the last counts.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from onroll.record.feeds.safekeeping import keep_json

if TYPE_CHECKING:
    from onroll.record.feeds.loads import Load
    from onroll.record.home import Home


class What(StrEnum):
    """What was said of a load."""

    WITHDRAWN = "withdrawn"
    """Its sender, or somebody here, says that it should not count. It may not have come yet."""
    UNDONE = "undone"
    """Whoever loaded it did not mean to."""
    PUT_BACK = "put_back"
    """It counts again, whichever of the two was said before."""


class Place(NamedTuple):
    """Which delivery of a feed: the `sequence`-th of a period. Never two files have one place."""

    feed: str
    period: str
    sequence: int


@dataclass(frozen=True, slots=True)
class Event:
    """One thing said of a load, or of whatever comes, or came, at a place.

    `number` counts from 1 over the whole home. `load_id` is empty where the event is of the place,
    so that it may be said before the load is here. `at` has a time zone.
    """

    number: int
    what: What
    at: dt.datetime
    by: str
    why: str
    place: Place
    load_id: str = ""


def events(home: Home, known_at: dt.datetime | None = None) -> list[Event]:
    """Every event, in the order they were said; with `known_at`, those said by then."""
    found = []
    for path in sorted(home.events.glob("[0-9]*.json")):
        held = json.loads(path.read_text(encoding="utf-8"))
        found.append(
            Event(
                **held
                | {
                    "what": What(held["what"]),
                    "at": dt.datetime.fromisoformat(held["at"]),
                    "place": Place(*held["place"]),
                }
            )
        )
    return [event for event in found if known_at is None or event.at <= known_at]


def taken_back(loads: Iterable[Load], said: Iterable[Event]) -> dict[tuple[str, str], Event]:
    """Of the loads that do not count, by feed and load_id, the event that says so.

    `said` is in order. A load that a fix file made is taken back with the load that it corrects,
    which is not told here.
    """
    last: dict[tuple[str, ...] | Place, Event] = {}
    for event in said:
        last[(event.place.feed, event.load_id) if event.load_id else event.place] = event
    away = {}
    for load in loads:
        key = (load.feed, load.load_id)
        of_load = [event for event in (last.get(key), last.get(load.place)) if event]
        newest = max(of_load, key=lambda event: event.number, default=None)
        if newest is not None and newest.what is not What.PUT_BACK:
            away[key] = newest
    return away


def say(
    home: Home,
    what: What,
    place: Place,
    *,
    at: dt.datetime,
    by: str,
    why: str,
    load_id: str = "",
) -> Event:
    """Keep a new event. Only for one who has the home to themselves (`one_at_a_time`)."""
    if at.tzinfo is None:
        raise ValueError("at has no time zone")
    number = 1 + max((event.number for event in events(home)), default=0)
    event = Event(number, what, at, by, why, place, load_id)
    keep_json(home.events / f"{number:06}.json", asdict(event) | {"at": at.isoformat()})
    return event
