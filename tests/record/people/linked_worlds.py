"""Pairs of worlds through which the same files go, one of them with people's decisions as well.

Many small worlds are linked together, for Splink costs as much for one as for a hundred; each has
names, numbers and addresses of its own, so none meets another. They are hard on purpose: twins,
siblings, numbers shared by mistake, names that change, and whatever may be missing is missing.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from onroll.record.home import Home
from onroll.record.identifiers import nhs_number, upn_check_letter
from onroll.record.people import Linking, link_with_doubts
from onroll.record.people.changes import append, links_before, moves
from onroll.record.people.decisions import (
    Contradicts,
    Verdict,
    constraints,
    decide,
    decisions,
    standing,
    take_back,
)
from tests.record.people.drawn import SECRET

START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
COLUMNS = ("upn", "former_upn", "nhs_number", "forename", "surname", "date_of_birth", "sex",
           "address", "postcode", "uprn")  # fmt: skip
STEPS = ("load", "load", "rename", "go", "return", "same", "same", "different", "different",
         "not_sure", "take_back", "take_back")  # fmt: skip
FEEDS = ("roll", "gp", "ehe", "social_care")
SOUNDS = [c + v for c in "bdfgklmnprst" for v in "aeiou"]

Record = dict[str, str | None]


@dataclass
class World:
    """The children of a few families, what feeds say of them, and what people decided."""

    home: Home
    number: int
    rng: random.Random
    children: list[Record] = field(default_factory=list)
    said: dict[str, Record] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)

    def here(self) -> dict[str, Record]:
        return {record: row for record, row in self.said.items() if record not in self.gone}


class Worlds:
    """Worlds with and without decisions, linked night by night, and what went wrong in them."""

    def __init__(self, folder: Path, worlds: int, seed: int) -> None:
        self.wrong: Counter[str] = Counter()
        self.met: Counter[str] = Counter()
        self.seconds = 0
        self.worlds = [
            World(Home(folder / str(n)), seed % 9_000 * 100 + n, random.Random(f"{seed}/{n}"))
            for n in range(worlds)
        ]
        for world in self.worlds:
            world.children = _families(world)
            for _ in range(6):
                self.load(world)
        self.decided: Linking | None = None
        self.twin: Linking | None = None
        self.home, self.twin_home = Home(folder / "decided"), Home(folder / "twin")
        self.nights = 0
        self.seen: dict[frozenset[str], str] = {}
        self.night()

    def run(self, steps: int) -> None:
        """So many steps in each world, a night after each; then every decision is taken back.

        Half-way, while others stand, and last, a decision there and back, nothing else in between.
        """
        for step in range(steps):
            if step == steps // 2:
                self.there_and_back()
            for world in self.worlds:
                step = world.rng.choice(STEPS)
                getattr(self, "return_" if step == "return" else step)(world)
            self.night()
        self.take_all_back()
        self.night()
        self.compare()
        self.there_and_back()

    def take_all_back(self, but: list[set[int]] | None = None) -> None:
        for world, left in zip(self.worlds, but or [set()] * len(self.worlds), strict=True):
            for each in reversed(standing(decisions(world.home))):
                if each.number not in left:
                    take_back(
                        world.home, each.number, at=self.now(), by="sam@example.gov.uk", why="so"
                    )

    def there_and_back(self) -> None:
        """Decided one night and taken back the next: every id is what it was, with all the rest."""
        before = self.decided
        stood = [{each.number for each in standing(decisions(w.home))} for w in self.worlds]
        for world in self.worlds:
            self._decide(world, world.rng.choice([Verdict.SAME, Verdict.DIFFERENT]))
        self.night()
        self.met["there and back"] += len(
            gathered(before.links).keys() ^ gathered(self.decided.links).keys()
        )
        self.take_all_back(stood)
        self.night()
        for world in self.worlds:
            mine = [f"{feed}:{world.number}-" for feed in FEEDS]
            for what, then, now, columns in (
                ("links", before.links, self.decided.links, ["record_id", "weight", "reason"]),
                ("ids", before.links, self.decided.links, ["record_id", "person_id"]),
                ("doubts", before.doubtful, self.decided.doubtful, None),
            ):
                if rows(then, mine, columns) != rows(now, mine, columns):
                    self.wrong[f"there and back again, other {what}"] += 1

    def now(self) -> dt.datetime:
        self.seconds += 1
        return START + dt.timedelta(seconds=self.seconds)

    # What happens in both worlds of a pair

    def load(self, world: World) -> None:
        """A feed has one of the children, more or less as the child is."""
        row = dict(world.rng.choice(world.children))
        for column in COLUMNS:
            if world.rng.random() < 0.25:
                row[column] = None
        if world.rng.random() < 0.1:  # somebody else's number
            which = world.rng.choice(["upn", "nhs_number"])
            row[which] = world.rng.choice(world.children)[which]
        if world.rng.random() < 0.15:
            row["former_upn"] = world.rng.choice(world.children)["upn"]
        feed = world.rng.choice(FEEDS)
        world.said[f"{feed}:{world.number}-{len(world.said)}"] = row

    def rename(self, world: World) -> None:
        """A record says from now on what another child, or the child elsewhere, would say."""
        row = world.said[world.rng.choice(sorted(world.said))]
        other = world.rng.choice(world.children)
        for column in world.rng.sample(COLUMNS, 2):
            row[column] = other[column]

    def go(self, world: World) -> None:
        if len(world.here()) > 2:
            world.gone.add(world.rng.choice(sorted(world.here())))

    def return_(self, world: World) -> None:
        if world.gone:
            world.gone.discard(world.rng.choice(sorted(world.gone)))

    # What happens in one of them

    def same(self, world: World) -> None:
        self._decide(world, Verdict.SAME)

    def different(self, world: World) -> None:
        self._decide(world, Verdict.DIFFERENT)

    def not_sure(self, world: World) -> None:
        self._decide(world, Verdict.NOT_SURE)

    def _decide(self, world: World, verdict: Verdict) -> None:
        records = world.rng.sample(sorted(world.said), 3)
        cut = world.rng.randint(1, 2)
        try:
            decide(
                world.home, verdict, records[:cut], records[cut:],
                at=self.now(), by="priya@example.gov.uk", why="so",
            )  # fmt: skip
            self.met[str(verdict)] += 1
        except Contradicts:
            self.met["contradicted"] += 1

    def take_back(self, world: World) -> None:
        if stands := standing(decisions(world.home)):
            which = world.rng.choice(stands).number
            take_back(world.home, which, at=self.now(), by="sam@example.gov.uk", why="so")
            self.met["taken back"] += 1

    # After each step, a night

    def night(self) -> None:
        table = self.table()
        bound = pa.concat_tables([constraints(decisions(w.home)) for w in self.worlds])
        before = self.decided and self.decided.links
        self.nights += 1
        self.decided = linked(self.home, table, bound, self.nights)
        self.twin = linked(self.twin_home, table, None, self.nights)
        self._obeyed(bound)
        if before is not None:
            self._kept_ids(before)

    def _obeyed(self, bound: pa.Table) -> None:
        child_of = children(self.decided.links)
        for row in bound.to_pylist():
            a, b = child_of.get(row["record_a"]), child_of.get(row["record_b"])
            if a and b and (a == b) != (row["decision"] == "same"):
                self.wrong[f"{row['decision']} was not obeyed"] += 1

    def _kept_ids(self, before: pa.Table) -> None:
        """A child with the very records of the night before has the id of the night before."""
        here = set(self.decided.links["record_id"].to_pylist())
        now, then = gathered(self.decided.links), gathered(before, only=here)
        for records, child in now.items():
            self.met["children seen again"] += records in then
            self.wrong["a child nobody touched has another id"] += then.get(records, child) != child
            if records not in then and (had := self.seen.get(records, child)):
                self.met["children again as before"] += records in self.seen
                self.met["lost ids"] += had != child and had not in now.values()
        self.seen |= now

    def compare(self) -> None:
        """Everything as in the world that never had a decision.

        But for ids: which of two children who were one for a while, and whose records came and
        went meanwhile, goes on under which id follows from those weeks, which did happen.
        """
        for world in self.worlds:
            mine = [f"{feed}:{world.number}-" for feed in FEEDS]
            differs = []
            links = ["record_id", "weight", "reason"]
            if rows(self.decided.links, mine, links) != rows(self.twin.links, mine, links):
                differs.append("links")
            if gathered(self.decided.links, mine).keys() != gathered(self.twin.links, mine).keys():
                differs.append("children")
            if rows(self.decided.doubtful, mine) != rows(self.twin.doubtful, mine):
                differs.append("doubts")
            ids = ["record_id", "person_id"]
            self.met["other ids"] += rows(self.decided.links, mine, ids) != rows(
                self.twin.links, mine, ids
            )
            for what in differs:
                self.wrong[f"other {what} than without the decisions"] += 1

    def table(self) -> pa.Table:
        held = [
            {"record_id": record, "source": record.split(":")[0], **row}
            for world in self.worlds
            for record, row in world.here().items()
        ]
        return pa.Table.from_pylist(
            held, pa.schema([(c, pa.string()) for c in ("record_id", "source", *COLUMNS)])
        )


def linked(home: Home, table: pa.Table, bound: pa.Table | None, night: int) -> Linking:
    """A night's linking in a home that remembers the nights before, as a run does it."""
    before, at = links_before(home), START + dt.timedelta(days=night)
    found = link_with_doubts(table, previous=before, secret=SECRET, decisions=bound)
    append(home, moves(before, found.links, run_id=str(night), at=at), at=at)
    pq.write_table(found.links, home.people / "links.parquet")
    return found


def children(links: pa.Table) -> dict[str, str]:
    return dict(zip(links["record_id"].to_pylist(), links["person_id"].to_pylist(), strict=True))


def gathered(
    links: pa.Table, mine: list[str] | None = None, only: set[str] | None = None
) -> dict[frozenset[str], str]:
    """The children, by their records."""
    found: dict[str, set[str]] = {}
    for record, child in children(links).items():
        if (mine is None or record.startswith(tuple(mine))) and (only is None or record in only):
            found.setdefault(child, set()).add(record)
    return {frozenset(records): child for child, records in found.items()}


def rows(table: pa.Table, mine: list[str], columns: list[str] | None = None) -> list[Any]:
    """The rows of one world, in an order of their own."""
    first = table.column_names[0]
    held = table.select(columns or ["record_a", "record_b", "weight", "reason"]).to_pylist()
    return sorted(
        (tuple(row.values()) for row in held if row[first].startswith(tuple(mine))), key=repr
    )


def _families(world: World) -> list[Record]:
    """Two families at two addresses: twins and a sibling, and a child whose name is theirs."""
    rng = world.rng
    surname = "".join(rng.sample(SOUNDS, 3))
    names = ["".join(rng.sample(SOUNDS, 2)) for _ in range(4)]
    born = dt.date(2010, 1, 1) + dt.timedelta(days=rng.randrange(2_500))
    later = born + dt.timedelta(days=rng.randrange(400, 900))
    here, there = (_address(world, n) for n in (1, 2))
    other = "".join(rng.sample(SOUNDS, 3)) if rng.random() < 0.5 else surname
    return [
        _child(world, 0, names[0], surname, born, here),
        _child(world, 1, names[1], surname, born, here),
        _child(world, 2, names[2], surname, later, here),
        _child(world, 3, rng.choice(names), other, rng.choice([born, later]), there),
    ]


def _address(world: World, n: int) -> Record:
    street = "".join(world.rng.sample(SOUNDS, 3))
    return {
        "address": f"{world.rng.randint(1, 99)} {street} Road",
        "postcode": f"X{'EF'[n % 2]}{world.number % 97 + 1} {world.rng.randint(1, 9)}AB",
        "uprn": f"{world.number:07}{n}",
    }


def _child(
    world: World, n: int, forename: str, surname: str, born: dt.date, where: Record
) -> Record:
    number = f"{world.number * 10 + n:09}"
    upn = f"801{number}"
    return {
        "upn": f"{upn_check_letter('A' + upn)}{upn}",
        "former_upn": None,
        "nhs_number": next(
            f"{number}{digit}" for digit in range(10)
            if nhs_number(f"{number}{digit}").valid
        ) if any(nhs_number(f"{number}{d}").valid for d in range(10)) else None,
        "forename": forename,
        "surname": surname,
        "date_of_birth": born.isoformat(),
        "sex": world.rng.choice("FM"),
        **where,
    }  # fmt: skip
