"""What a child's record says of a death: that it stands, or that the child was alive since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from onroll.record.assemble import SIGNS_OF_LIFE
from onroll.record.feeds import CATALOGUE as FEEDS
from onroll.record.timeline import Child as Facts
from onroll.web.children.words import source_words

if TYPE_CHECKING:
    from onroll.web.children.models import Fact
    from onroll.web.children.record import ChildRecord

DIED: Final = Facts.died.name
RECORDED: Final = Facts.death_recorded.name
SOURCES: Final = {feed.key: feed.source for feed in FEEDS}


@dataclass(frozen=True)
class Death:
    """A death that a source records, and what is told of the child since.

    `stands` says that nothing shows the child alive after `on`. `rows` record it, oldest first;
    `since` are the latest row of each sight of the child after that day, empty for one that stands.
    `whom_to_ask` are the schools and the sources that recorded it.
    """

    on: date
    stands: bool
    rows: tuple[Fact, ...]
    since: tuple[Fact, ...]
    whom_to_ask: tuple[str, ...]


def death_of(record: ChildRecord) -> Death | None:
    """The death recorded by the record's day, by all that is known now; None where there is none.

    Of several days the one that stands is the first; of none that stands, it is the last.
    """
    rows = [fact for fact in record.facts if fact.fact == RECORDED and fact.starts_on <= record.day]
    if not rows:
        return None
    rows.sort(key=lambda row: (row.starts_on, row.feed, row.file, row.row or 0))
    died = [fact.starts_on for fact in record.facts if fact.fact == DIED]
    stands = bool(died) and min(died) <= record.day
    on = min(died) if stands else rows[-1].starts_on
    asked = (
        record.school_name(row.setting) or source_words(SOURCES.get(row.feed, "")) for row in rows
    )
    return Death(
        on,
        stands,
        tuple(rows),
        () if stands else signs_of_life(record.facts, on),
        tuple(dict.fromkeys(filter(None, asked))),
    )


def signs_of_life(facts: Iterable[Fact], death: date) -> tuple[Fact, ...]:
    """The latest row of each sight of the child on a day after a death, the first sight first."""
    next_day = death + timedelta(days=1)
    latest: dict[str, Fact] = {}
    for fact in sorted(facts, key=lambda row: row.starts_on):
        lasts = fact.ends_before is None or fact.ends_before > next_day
        if fact.fact in SIGNS_OF_LIFE and lasts:
            latest[fact.fact] = fact
    return tuple(latest.values())
