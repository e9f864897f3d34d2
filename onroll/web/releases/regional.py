"""Released reports of a day as the regional snapshot of our authority: made, signed, kept here.

A region takes one file of an authority for a day. So the snapshot of a release has the rows of the
other released reports of its day too, and a later file never takes away what an earlier one told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from onroll.figures.regional.from_release import FROM, FromRelease, snapshot_from
from onroll.figures.regional.only_sums import NotASnapshot
from onroll.figures.regional.received import Received, all_of, folder_of, keys_known, take
from onroll.figures.regional.snapshot import Snapshot
from onroll.figures.regional.snapshot_file import ENDING, signed
from onroll.web.config.home import home
from onroll.web.exchange.sealing import our_key
from onroll.web.releases.models import Release


def may_be_one(found: Release) -> bool:
    """Whether a release is of a report that regional snapshots are made from."""
    return found.report in FROM and found.released_on is not None


def held_of(found: Release) -> FromRelease:
    return FromRelease(
        found.name, found.report, found.day,
        found.printed.get("stated", {}).get("definitions", ()), found.numbers,
    )  # fmt: skip


@dataclass(frozen=True)
class OfTheDay:
    """The snapshot of a release and of those of its day; `left_out` says of each that is not in it
    why not."""

    snapshot: Snapshot
    left_out: tuple[str, ...]


def snapshot_of_release(found: Release, population: str = "", per: str = "") -> OfTheDay:
    """The snapshot. Raises `NotASnapshot` in words where the release itself can be none."""
    authority = home().authority

    def snapshot(releases: list[FromRelease]) -> Snapshot:
        return snapshot_from(
            releases, authority.la_code, authority.name, population=population, per=per
        )

    together, left_out = {found.report: held_of(found)}, []
    snapshot([*together.values()])
    for other in Release.objects.filter(day=found.day, report__in=FROM).exclude(pk=found.pk):
        if may_be_one(other):
            try:
                snapshot([held_of(other)])
            except NotASnapshot as why:
                left_out.append(f"{other.name} is not in it. {why}")
            else:
                together[other.report] = held_of(other)
    in_order = [together[report] for report in FROM if report in together]
    return OfTheDay(snapshot(in_order), tuple(left_out))


def name_of(snapshot: Snapshot) -> str:
    """871-2026-10-01.onroll-region.json."""
    return f"{snapshot.la_code}-{snapshot.day.isoformat()}{ENDING}"


def make(snapshot: Snapshot, *, by: str, at: datetime, on: date) -> Received:
    """Sign the snapshot, and keep it here as one that came: it counts under Compare from now on.
    Raises BadKey where this authority has no key, and `NotASnapshot`."""
    data = signed(snapshot, by=our_key(), on=on)
    kept = take(home(), data, name_of(snapshot), keys=keys_known(home(), on), by=by, at=at)
    return kept.received


def made_of(found: Release, snapshot: Snapshot) -> Received | None:
    """The newest file that was made of a release; null where none was."""
    note = held_of(found).reference
    made = [
        each for each in all_of(folder_of(home(), snapshot))
        if any(figure.note == note for figure in each.snapshot.figures)
    ]  # fmt: skip
    return made[-1] if made else None


def counts_now(made: Received) -> bool:
    """Whether no later file of ours for its day counts instead."""
    return all_of(folder_of(home(), made.snapshot))[-1].number == made.number
