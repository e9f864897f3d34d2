"""Whose child each record is, for one run: linked, shielded, and remembered for the next."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from onroll.record.doubts import doubts_since, remember_doubts, write_doubtful
from onroll.record.home import Home
from onroll.record.judged import Acts, Decided, last_acts
from onroll.record.people.changes import changes, forwards_of, links_before
from onroll.record.people.incremental import Night, link_night
from onroll.record.people.last_night import remember, remembered
from onroll.record.people.model import Model
from onroll.record.people.shields import covers, shielded, spread
from onroll.record.run_folder import beside, to_itself

Progress = Callable[[str, int, int], None]


@contextmanager
def people_to_itself(home: Home) -> Iterator[None]:
    """Wait until nobody else changes who is whom here."""
    with to_itself(home.people):
        yield


@dataclass(frozen=True)
class WhoIsWhom:
    """The links and doubts of all records, and what they rest on.

    `records` are the rows that were linked, `decided` what people had decided by then, `model` the
    digest of the figures that weighed them, `previous` whose child each record had been, and
    `moves_before` how often who is whom had changed here before.
    """

    night: Night
    records: pa.Table
    decided: Decided
    model: str
    previous: pa.Table | None
    moves_before: int

    @classmethod
    def of(
        cls,
        records: pa.Table,
        also: pa.Table,
        home: Home,
        decided: Decided,
        progress: Progress,
    ) -> WhoIsWhom:
        """Link what is new, changed or decided otherwise; ids carry over from the runs before."""
        moves_before = times_moved(home)
        model, previous = model_of(home), links_before(home)
        night = link_night(
            records,
            also,
            before=remembered(home),
            model=model,
            decisions=decided.constraints,
            previous=previous,
            secret=secret(home),
            progress=progress,
        )
        return cls(night, records, decided, model.digest, previous, moves_before)

    @property
    def links(self) -> pa.Table:
        return self.night.links

    def is_overtaken(self, home: Home) -> bool:
        """Whether somebody decided something since, or changed who is whom in another run."""
        since = (last_acts(home).decisions, times_moved(home))
        return since != (self.decided.up_to, self.moves_before)

    def spread_shields(self, home: Home, at: datetime) -> None:
        """Let every shield cover what it has come to reach. For the record of today only."""
        spread(home, self.links, self.night.doubtful, self.records, at=at)

    def rests_on(self, home: Home) -> Acts:
        """The last acts of people that a run with these links rests on. Every shield counts."""
        return Acts(self.decided.up_to, last_acts(home).shields)

    def remember(self, home: Home, *, run_id: str, as_of: date, at: datetime) -> None:
        """Keep what was found for the next run, and what moved. For the record of today only.

        Not for what `is_overtaken`: what had been whose is not asked again.
        """
        remember(home, self.night.remembered, run_id=run_id, at=at, previous=self.previous)
        remember_doubts(home, self.night.doubtful, as_of)

    def write(self, home: Home, folder: Path, *, as_of: date, at: datetime) -> None:
        """Write `shields`, `doubtful`, `changes` and `forwarding` into a run's folder."""
        pq.write_table(shielded(self.links, covers(home)), folder / "shields.parquet")
        write_doubtful(folder, self.links, self.night.doubtful, doubts_since(home), as_of)
        history = changes(home)
        history = history.filter(pc.less_equal(history["moved_at"], pa.scalar(at)))
        pq.write_table(history, folder / "changes.parquet")
        leads = forwards_of(history).rename_columns(["old", "new"])
        pq.write_table(leads, folder / "forwarding.parquet")


def times_moved(home: Home) -> int:
    """How often who is whom has changed here: the history has a file for each time."""
    return sum(1 for _ in (home.people / "changes").glob("[0-9]*.parquet"))


def model_of(home: Home) -> Model:
    """The figures that weigh a pair here: those trained for this authority, or set by hand."""
    path = home.people / "model.json"
    return Model.read(path) if path.exists() else Model.for_children()


def secret(home: Home) -> bytes:
    """The key that makes this authority's child ids its own; made once, readable by us only."""
    path = home.people / "secret"
    if not path.exists():
        home.people.mkdir(parents=True, exist_ok=True)
        with beside(path) as new:  # readable by us only, as every temporary file is
            new.write_bytes(secrets.token_bytes(32))
            with suppress(FileExistsError):  # another run was first: its secret is the one
                os.link(new, path)
    return path.read_bytes()
