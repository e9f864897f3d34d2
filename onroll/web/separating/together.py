"""When records of two children were shown as one child, and under which reference."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from typing import Final

from onroll.web.access.acting import as_publisher
from onroll.web.library.models import Run
from onroll.web.matching.models import LinkChange

LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Together:
    """A reference that had records of both, from a moment up to another.

    `since` null: for as long as links have been kept. `until` null: still; else the moment from
    which the pages showed them apart, which is some time after the run that did it began.
    """

    child: str
    since: datetime | None
    until: datetime | None


def together(one: Collection[str], other: Collection[str], child: str) -> list[Together]:
    """Each time that a record of `one` and a record of `other` had one reference, oldest first.

    A record whose moves nobody kept is taken to have been under `child` always: a list of who read
    a wrong record may have a name too many and must not lack one.
    """
    with as_publisher():  # also a move to a child who is not theirs who asks: times need them all
        moves = list(
            LinkChange.objects.filter(record_id__in=[*one, *other]).order_by(
                "moved_at", "run_id", "pk"
            )
        )
    runs = Run.objects.filter(run_id__in={move.run_id for move in moves})
    return times(moves, dict(runs.values_list("run_id", "published_at")), one, other, child)


def times(
    moves: Iterable[LinkChange],
    published_at: Mapping[str, datetime],
    one: Collection[str],
    other: Collection[str],
    child: str,
) -> list[Together]:
    """`together` of moves in the order in which they were made, and when each run was shown."""
    in_order = list(moves)
    whose = dict.fromkeys((*one, *other), child)
    for move in reversed(in_order):
        whose[move.record_id] = move.from_child
    found: list[Together] = []
    since: dict[str, datetime | None] = dict.fromkeys(shared(whose, one, other))
    for (moment, run), at_once in groupby(in_order, key=lambda move: (move.moved_at, move.run_id)):
        for move in at_once:
            whose[move.record_id] = move.to_child
        now = shared(whose, one, other)
        shown = max(moment, published_at.get(run, moment))
        found += [Together(gone, since.pop(gone), shown) for gone in since.keys() - now]
        since |= dict.fromkeys(now - since.keys(), moment)
    found += [Together(reference, begun, None) for reference, begun in since.items()]
    return sorted(found, key=lambda each: (each.since or LONG_AGO, each.child))


def shared(whose: dict[str, str], one: Collection[str], other: Collection[str]) -> set[str]:
    """The references that have a record of each side. No reference: the record was not there."""
    return ({whose[record] for record in one} & {whose[record] for record in other}) - {""}


def up_to(
    found: Iterable[Together], decided_at: datetime, shown_at: datetime | None
) -> list[Together]:
    """The times up to a separation alone: decided at one moment, and to be seen from another.

    `shown_at` null: it is not to be seen yet.
    """
    if shown_at is None:
        return list(found)
    before = [each for each in found if each.since is None or each.since < decided_at]
    return [
        replace(each, until=shown_at) if each.until is None or each.until >= decided_at else each
        for each in before
    ]
