"""What follows from everything people, and linking, did with shields, read in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple


class Kind(StrEnum):
    """Why a child must not be found by everybody."""

    ADOPTION = "adoption"
    REFUGE = "refuge"
    WITNESS_PROTECTION = "witness_protection"
    STAFF_FAMILY = "staff_family"


class How(StrEnum):
    """How a record came under a shield. The three protect alike."""

    NAMED = "named"
    JOINED = "joined"
    SUSPECTED = "suspected"


@dataclass(frozen=True, slots=True)
class Ask:
    """Somebody asks to lower a shield for these records. It stays until somebody answers it."""

    records: tuple[str, ...]
    everything: bool
    """It was asked for all that the shield covered."""
    at: dt.datetime
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Shield:
    """A shield as it was raised, and the ask to lower it that nobody has answered, if there is one.

    `covered` are the records under it now; none where it was lowered for all of them.
    """

    number: int
    kind: Kind
    records: tuple[str, ...]
    at: dt.datetime
    by: str
    why: str
    ask: Ask | None
    covered: tuple[str, ...]


class Cover(NamedTuple):
    """A record that came under a shield, or how it did, which is surer than was known."""

    shield: int
    record_id: str
    how: How


@dataclass(slots=True)
class Standing:
    """What follows from the acts, read in order."""

    raised: dict[int, dict[str, Any]] = field(default_factory=dict)
    asks: dict[int, Ask] = field(default_factory=dict)
    covered: dict[tuple[int, str], tuple[How, dt.datetime]] = field(default_factory=dict)
    settled: set[tuple[int, str]] = field(default_factory=set)
    ended: list[tuple[int, str, How, dt.datetime, dt.datetime]] = field(default_factory=list)
    keys: dict[str, list[str]] = field(default_factory=dict)


def standing(there: Iterable[dict[str, Any]]) -> Standing:
    stands = Standing()
    for act in there:
        what, at, shield = act["what"], act["at"], act.get("shield", act["number"])
        if what == "raised":
            stands.raised[act["number"]] = act
            _cover(stands, ((act["number"], record, How.NAMED) for record in act["records"]), at)
        elif what == "spread":
            _cover(stands, act["covers"], at)
            for record, keys in act["said"].items():
                stands.keys.setdefault(record, []).extend(keys)
        elif what == "asked":
            stands.asks[shield] = Ask(
                tuple(act["records"]), act["everything"], at, act["by"], act["why"]
            )
        else:
            del stands.asks[shield]
            for key in ((shield, record) for record in act.get("records", ())):
                if key in stands.covered:
                    stands.ended.append((*key, *stands.covered.pop(key), at))
                    stands.settled.add(key)
    return stands


def _cover(stands: Standing, new: Iterable[Any], at: dt.datetime) -> None:
    for shield, record, how in new:
        _, since = stands.covered.get((shield, record), (None, at))
        stands.covered[shield, record] = How(how), since
        stands.settled.discard((shield, record))


def covered_by(stands: Standing, number: int) -> set[str]:
    if number not in stands.raised:
        raise ValueError(f"There is no shield {number}.")
    return {record for shield, record in stands.covered if shield == number}
