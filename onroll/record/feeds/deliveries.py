"""What becomes of loads afterwards: withdrawn, undone, put back, and the history of it all.

*Withdrawn*: the sender, or somebody here, says that a delivery should never have counted; it may be
said before the delivery comes. *Undone*: who loaded it did not mean to, within 14 days. Either way
the load is kept, does not count from then on, and what it had replaced counts again; a run of an
earlier moment (`known_at`) sees it still. *Put back*: it counts again.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from onroll.record.feeds.events import Event, Place, What, events, say, taken_back
from onroll.record.feeds.loads import Load, by_period, in_force, loads, not_taken_back, said_at
from onroll.record.feeds.mending import joined, mended_twice
from onroll.record.feeds.safekeeping import keep_json, one_at_a_time

if TYPE_CHECKING:
    from onroll.record.home import Home

UNDO_DAYS = 14
"""For so many days from the moment it was received a load may be undone."""


class UnknownLoad(LookupError):
    """There is no load with that load_id."""


class NotPossible(Exception):
    """What was asked of a load cannot be done. The message says why, and what to do instead."""


class State(StrEnum):
    """What a load is now."""

    STANDING = "standing"
    PART = "part of another"
    """A fix file: its rows count with the load that it corrects, which stands."""
    REPLACED = "replaced"
    """A newer delivery counts in its place; or its own whole load was replaced."""
    WITHDRAWN = "withdrawn"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One line of the history: a load and what it is now.

    `since`, `by` and `why` are of the event by which it was withdrawn or undone, else None and
    empty. `replaced_by` is the load that stands in its place, if one does.
    """

    load: Load
    state: State
    since: dt.datetime | None = None
    by: str = ""
    why: str = ""
    replaced_by: Load | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was refused as a whole. `feed` is empty where nobody could tell which it was.

    `reason` is what the refusal said, which names no child.
    """

    feed: str
    file: str
    reason: str
    at: dt.datetime
    by: str


def withdraw(
    home: Home, which: str | tuple[str, str, int], *, at: dt.datetime, by: str, why: str
) -> Event:
    """Say that a delivery does not count, from `at` on.

    `which` is a load_id, or feed, period and sequence of a delivery, which may not have come yet.
    What it replaced counts again, and fix files of it stop counting with it. Raises `UnknownLoad`,
    and `NotPossible` when it is withdrawn or undone already.
    """
    with one_at_a_time(home):
        place, load_id = _which(home, which)
        _refuse_if_away(home, place, load_id)
        return say(home, What.WITHDRAWN, place, at=at, by=by, why=why, load_id=load_id)


def undo(home: Home, load_id: str, *, at: dt.datetime, by: str) -> Event:
    """Take a load back whole, with the fix files that joined it, from `at` on.

    What it replaced counts again. `undo_conflicts` says beforehand what else follows from it.
    Raises `UnknownLoad`, and `NotPossible` when it is withdrawn or undone already or was received
    more than 14 days before `at`.
    """
    with one_at_a_time(home):
        load = find(home, load_id)
        _refuse_if_away(home, load.place, load_id)
        if not may_be_undone(load, at):
            raise NotPossible(
                f"{load.file} was loaded on {said_at(load.received_at)}, and a load can be undone "
                f"for {UNDO_DAYS} days. Withdraw it instead, and say why."
            )
        return say(home, What.UNDONE, load.place, at=at, by=by, why="", load_id=load_id)


def put_back(
    home: Home, which: str | tuple[str, str, int], *, at: dt.datetime, by: str, why: str = ""
) -> Event:
    """Let a load that was withdrawn or undone count again, from `at` on.

    `which` is as in `withdraw`. Raises `UnknownLoad`, and `NotPossible` when it was neither
    withdrawn nor undone, or when another load has come in its place since.
    """
    with one_at_a_time(home):
        place, load_id = _which(home, which)
        if _last_said(home, place, load_id) is None:
            raise NotPossible(
                f"{_named(home, place, load_id)} was neither withdrawn nor undone. Nothing to do."
            )
        if load_id:
            _refuse_if_in_the_way(home, find(home, load_id))
        return say(home, What.PUT_BACK, place, at=at, by=by, why=why, load_id=load_id)


def may_be_undone(load: Load, at: dt.datetime) -> bool:
    """Whether it is early enough to undo a load."""
    return at - load.received_at <= dt.timedelta(days=UNDO_DAYS)


def undo_conflicts(home: Home, load_id: str, at: dt.datetime) -> list[str]:
    """What would follow from undoing or withdrawing a load at that moment, in sentences.

    Empty where nothing else would change. Raises `UnknownLoad`.
    """
    load = find(home, load_id)
    there = not_taken_back(home, at)
    before, after = in_force(there), in_force(each for each in there if each != load)
    stood, stands = set(before.get(load.feed, ())), after.get(load.feed, [])
    found = []
    if load not in stood:
        found.append("A newer file counts in its place already, so the record will not change.")
    elif again := [each for each in stands if each not in stood]:
        found.append(
            f"{again[0].file}, loaded on {said_at(again[0].received_at)}, will count in its place."
        )
    elif not load.corrects:
        of = f" for {load.period}" if load.period else ""
        found.append(f"No other file of this feed{of} is here: nothing will count in its place.")
    if fixes := joined(load, there):
        rows = sum(fix.accepted for fix in fixes)
        files = "1 fix file goes" if len(fixes) == 1 else f"{len(fixes):,} fix files go"
        found.append(f"{files} with it, which brought back {rows:,} of its rows.")
    if runs := _runs_with(home, load):
        made = (
            "1 run was made with it and stays as it is"
            if runs == 1
            else f"{runs:,} runs were made with it and stay as they are"
        )
        found.append(f"{made}; the next run is without it.")
    return found


def history(
    home: Home, feed: str | None = None, known_at: dt.datetime | None = None
) -> list[Delivery]:
    """Every load, the one received last first, with what it is now.

    With `feed`, of that feed only. With `known_at`, which needs a time zone, as it was known then.
    """
    there = [load for load in loads(home, known_at) if feed in (None, load.feed)]
    away = taken_back(there, events(home, known_at))
    by_id = {(load.feed, load.load_id): load for load in there}
    counting = [load for load in not_taken_back(home, known_at) if feed in (None, load.feed)]
    in_force_now = in_force(counting)
    stand = {load for mine in in_force_now.values() for load in mine}
    of_period = {
        (feed, group[0].period): group[0]
        for feed, periods in by_period(counting).items()
        for group in periods
    }
    found = []
    for load in reversed(there):
        event = away.get((load.feed, load.load_id)) or away.get((load.feed, load.corrects))
        if event is not None:
            state = State(event.what.value)
            found.append(Delivery(load, state, event.at, event.by, event.why))
        elif load in stand:
            found.append(Delivery(load, State.PART if load.corrects else State.STANDING))
        else:
            whole = by_id.get((load.feed, load.corrects), load)
            instead = of_period.get((load.feed, load.period))
            if instead in (None, whole):  # an older day's snapshot
                instead = next(iter(in_force_now.get(load.feed, ())), None)
            found.append(Delivery(load, State.REPLACED, replaced_by=instead))
    return found


def find(home: Home, load_id: str) -> Load:
    """The load with that load_id. Raises `UnknownLoad`."""
    for load in loads(home):
        if load.load_id == load_id:
            return load
    raise UnknownLoad(f"There is no load {load_id}. `onroll loads` lists them.")


def note_refusal(
    home: Home, *, feed: str, file: str, reason: str, at: dt.datetime, by: str
) -> Refusal:
    """Keep that a file was refused, so that its feed is seen to be broken and not only late."""
    if at.tzinfo is None:
        raise ValueError("at has no time zone")
    refusal = Refusal(feed, file, reason, at, by)
    with one_at_a_time(home):
        number = 1 + max((int(path.stem) for path in home.refusals.glob("[0-9]*.json")), default=0)
        held = {"feed": feed, "file": file, "reason": reason, "at": at.isoformat(), "by": by}
        keep_json(home.refusals / f"{number:06}.json", held)
    return refusal


def refusals(home: Home, known_at: dt.datetime | None = None) -> list[Refusal]:
    """Every refusal of a whole file, oldest first; with `known_at`, those noted by then."""
    found = []
    for path in sorted(home.refusals.glob("[0-9]*.json")):
        held = json.loads(path.read_text(encoding="utf-8"))
        found.append(Refusal(**held | {"at": dt.datetime.fromisoformat(held["at"])}))
    return [refusal for refusal in found if known_at is None or refusal.at <= known_at]


def _which(home: Home, which: str | tuple[str, str, int]) -> tuple[Place, str]:
    if isinstance(which, str):
        return find(home, which).place, which
    return Place(*which), ""


def _last_said(home: Home, place: Place, load_id: str) -> Event | None:
    """The event by which that load, or what is or will be at that place, does not count."""
    said = events(home)
    there = [
        load
        for load in loads(home)
        if (load.load_id == load_id if load_id else load.place == place and not load.corrects)
    ]
    if there:
        return next(iter(taken_back(there, said).values()), None)
    of_place = [event for event in said if event.place == place and not event.load_id]
    return of_place[-1] if of_place and of_place[-1].what is not What.PUT_BACK else None


def _refuse_if_away(home: Home, place: Place, load_id: str) -> None:
    if event := _last_said(home, place, load_id):
        by = f" by {event.by}" if event.by else ""
        raise NotPossible(
            f"{_named(home, place, load_id)} was {event.what}{by} on {said_at(event.at)}. Nothing "
            "to do."
        )


def _refuse_if_in_the_way(home: Home, load: Load) -> None:
    """Raise `NotPossible` where the load would count beside another in its place, or rows twice."""
    others = [each for each in not_taken_back(home) if each.feed == load.feed and each != load]
    if not load.corrects:
        same = [each for each in others if not each.corrects and each.place == load.place]
        if load.content and same:
            raise NotPossible(
                f"{same[0].file} has come in the place of {load.file} since. Undo or withdraw that "
                "first."
            )
        return
    whole = find(home, load.corrects)
    if mended_twice(load.path, [fix for fix in joined(whole, others) if fix != load]):
        raise NotPossible(
            f"Rows of {load.file} have been brought back by another fix file since. Undo that "
            "first."
        )


def _named(home: Home, place: Place, load_id: str) -> str:
    if load_id:
        return find(home, load_id).file
    return f"Delivery {place.sequence} of {place.period or place.feed}"


def _runs_with(home: Home, load: Load) -> int:
    """How many of the runs that are kept were made with a load."""
    rests_on = (
        json.loads(path.read_text(encoding="utf-8"))["loads"]
        for path in home.runs.glob("[!.]*/manifest.json")
    )
    return sum(
        any((used["feed"], used["load_id"]) == (load.feed, load.load_id) for used in made)
        for made in rests_on
    )
