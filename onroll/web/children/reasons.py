"""What a why rests on, what would change a why not, and both as they were known on a past day.

Answers are worked out from everything that is known. Of a protected child no more of them is handed
on than `SHOWN_FACTS` lets everybody know, and never a place or a file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from onroll.record.change_words import change_words, tellers
from onroll.record.dated_facts import DatedFact
from onroll.record.definitions import Definition
from onroll.record.definitions.base import said
from onroll.record.home import Home
from onroll.record.known_then import KeptRun, arrived_since, kept_runs, stood_at
from onroll.record.one_child import FactRow, OneChild
from onroll.record.smallest_why import smallest_why
from onroll.record.spells import tests
from onroll.record.what_would_change import Change, what_would_change
from onroll.record.why import Evidence, evidence_of
from onroll.web.shields.protected import ShownRecord

Rows = tuple[Evidence, ...]


@dataclass(frozen=True)
class ShownChange:
    """A fact that would have to be told otherwise: words, the feeds to tell it, who tells now."""

    words: str
    feeds: tuple[str, ...]
    now: Evidence | None


@dataclass(frozen=True)
class Reasons:
    """For a member `facts` and `set_aside`, the rows of each; for another child `changes`.

    `changes` is null where no change of the facts would do. `kept_back` says that something is not
    shown because the child is protected.
    """

    facts: tuple[Rows, ...]
    set_aside: tuple[Rows, ...]
    changes: tuple[ShownChange, ...] | None
    kept_back: bool


def reasons(record: ShownRecord, definition: Definition) -> Reasons:
    """Why a child meets a definition on the record's day or, where not, what would change it."""
    child = record.whole.one_child
    rule = definition.expression
    if smallest := smallest_why(rule, child, record.day):
        facts, aside = (rows_shown(each, record) for each in (smallest.facts, smallest.set_aside))
        kept_back = len(facts) + len(aside) < len(smallest.facts) + len(smallest.set_aside)
        return Reasons(facts, aside, (), kept_back)
    changes = what_would_change(rule, child, record.day)
    shown = [each for each in changes or () if record.may_tell(each.fact)]
    return Reasons(
        (),
        (),
        None if changes is None else tuple(change_shown(each, record) for each in shown),
        len(shown) < len(changes or ()),
    )


def rows_shown(facts: Iterable[DatedFact], record: ShownRecord) -> tuple[Rows, ...]:
    return tuple(
        tuple(dict.fromkeys(record.told(evidence_of(row)) for row in told.rows))
        for told in facts
        if record.may_tell(told.fact)
    )


def change_shown(change: Change, record: ShownRecord) -> ShownChange:
    now = None if change.told or change.row is None else record.told(evidence_of(change.row))
    feeds = tellers(change.fact) if record.tells_sources and not now else ()
    return ShownChange(change_words(change, place=record.tells_sources), feeds, now)


@dataclass(frozen=True)
class ThenAndNow:
    """A test in words, and whether it was met on the day as known then, and as known now."""

    words: str
    then: bool
    now: bool


@dataclass(frozen=True)
class Since:
    """A row told since, or told then and no more; when it arrived, null when that is not known."""

    row: Evidence
    came: bool
    decides: bool
    received_at: datetime | None


@dataclass(frozen=True)
class KnownThen:
    """The answer of a run that was kept, beside the answer of now, and what came between."""

    known_at: datetime
    then: bool
    now: bool
    counted: bool
    tests: tuple[ThenAndNow, ...]
    since: tuple[Since, ...]
    kept_back: bool

    @property
    def new_rules(self) -> bool:
        """Whether the run of then answered otherwise: by another definition."""
        return self.counted != self.then


def end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, UTC)


def known_then(
    home: Home, record: ShownRecord, definition: Definition, run_id: str
) -> KnownThen | None:
    """The answer for the record's day as known at that day's end; None when no run was kept.

    `run_id` is the run that is shown now, whose loads tell when a file arrived.
    """
    kept = stood_at(home, end_of(record.day))
    if kept is None:
        return None
    reference = record.child.pk
    now = record.whole.one_child
    then = kept.child(reference) or OneChild([])
    rule = definition.expression
    latest = next((run for run in kept_runs(home) if run.run_id == run_id), None)
    arrived = arrived_since(rule, then, now, record.day)
    shown = [each for each in arrived if record.may_tell(each.row.fact)]
    return KnownThen(
        known_at=kept.known_at,
        then=then.holds(rule, record.day),
        now=now.holds(rule, record.day),
        counted=kept.counted(reference, definition.key, record.day),
        tests=tuple(
            ThenAndNow(
                said(test, wanted),
                then.holds(test, record.day) == wanted,
                now.holds(test, record.day) == wanted,
            )
            for test, wanted in tests(rule.a)
        ),
        since=tuple(
            Since(
                record.told(evidence_of(each.row)),
                each.came,
                each.decides,
                received(each.row, latest) if each.came and record.tells_sources else None,
            )
            for each in shown
        ),
        kept_back=len(shown) < len(arrived),
    )


def received(row: FactRow, latest: KeptRun | None) -> datetime | None:
    return latest.received.get((row.feed, row.file)) if latest else None
