"""Histories of children under shields, and a slow reading of what must be covered in each.

Many small worlds go through a home together, for a night's spreading costs as much for one as for
fifty. Links and doubts are drawn, and so go further than any that linking would make; the records
of one world never meet those of another.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from onroll.record.home import Home

START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
FORENAMES = ("Amara", "Ben", "Chidi", "Dalia", "Ewa", "Femi", "Grace", "Hana")
PEOPLE = ("priya@example.gov.uk", "sam@example.gov.uk", "lee@example.gov.uk")
STEPS = ("arrive", "arrive", "disguise", "rename", "go", "return", "link", "link", "unlink",
         "unlink", "doubt", "raise", "ask", "ask", "lower", "lower", "alone", "alone",
         "refuse")  # fmt: skip

Key = tuple[int, str]


@dataclass
class World:
    """A few records, who is joined with whom, and what two people have not lowered."""

    name: str
    rng: random.Random
    said: dict[str, dict[str, str]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    children: list[set[str]] = field(default_factory=list)
    doubts: set[tuple[str, str]] = field(default_factory=set)
    asks: dict[int, tuple[str, list[str]]] = field(default_factory=dict)
    named: dict[int, set[str]] = field(default_factory=dict)
    must: set[Key] = field(default_factory=set)
    settled: set[Key] = field(default_factory=set)
    looks: dict[str, set[tuple[str, str]]] = field(default_factory=dict)

    def new_record(self, forename: str, born: str) -> str:
        record = f"{self.name}:{len(self.said)}"
        surname = f"{self.name}fam{'abcdefghijklmnopqrstuvwxyz'[len(self.said) % 26]}"
        self.said[record] = {"forename": forename, "surname": surname, "date_of_birth": born}
        self.children.append({record})
        return record

    def here(self) -> list[str]:
        return sorted(self.said.keys() - self.gone)


class Histories:
    """Worlds that go through a home, with one way of shielding, and what went wrong in them."""

    def __init__(self, shielding: Any, home: Home, worlds: int, seed: int) -> None:
        self.shielding, self.home = shielding, home
        self.wrong: Counter[str] = Counter()
        self.met: Counter[str] = Counter()
        self.seconds = 0
        self.then: list[tuple[dt.datetime, set[Key]]] = []
        self.rng = random.Random(seed)
        letters = "abcdefghijklmnopqrstuvwxyz"
        self.worlds = [
            World(f"w{letters[n // 26 % 26]}{letters[n % 26]}", random.Random(f"{seed}/{n}"))
            for n in range(worlds)
        ]
        for world in self.worlds:
            for _ in range(4):
                self.arrive(world)
            self.raise_(world)
        self.night()

    def run(self, steps: int) -> None:
        for _ in range(steps):
            for world in self.worlds:
                step = world.rng.choice(STEPS)
                getattr(self, "raise_" if step == "raise" else step)(world)
            self.night()

    def now(self) -> dt.datetime:
        self.seconds += 1
        return START + dt.timedelta(seconds=self.seconds)

    # What may happen in a world

    def arrive(self, world: World) -> None:
        world.new_record(world.rng.choice(FORENAMES), f"2014-05-0{world.rng.randint(1, 9)}")

    def disguise(self, world: World) -> None:
        """A feed has a child again whom it, or another, has under another name and number."""
        as_whom = world.rng.choice(sorted(world.said))
        old = world.rng.choice(sorted(world.looks.get(as_whom) or [("Zoe", "2013-01-02")]))
        world.new_record(*old)

    def rename(self, world: World) -> None:
        record = world.rng.choice(sorted(world.said))
        world.said[record] = world.said[record] | {"forename": world.rng.choice(FORENAMES)}

    def go(self, world: World) -> None:
        if len(world.here()) > 1:
            world.gone.add(world.rng.choice(world.here()))

    def return_(self, world: World) -> None:
        if world.gone:
            world.gone.discard(world.rng.choice(sorted(world.gone)))

    def link(self, world: World) -> None:
        if len(world.children) > 1:
            one, other = world.rng.sample(range(len(world.children)), 2)
            joined = world.children[one] | world.children[other]
            kept = [c for n, c in enumerate(world.children) if n not in (one, other)]
            world.children = [*kept, joined]

    def unlink(self, world: World) -> None:
        child = world.rng.choice(world.children)
        if len(child) > 1:
            part = set(world.rng.sample(sorted(child), world.rng.randint(1, len(child) - 1)))
            world.children.remove(child)
            world.children += [part, child - part]

    def doubt(self, world: World) -> None:
        if len(world.said) > 1:
            world.doubts.add(tuple(world.rng.sample(sorted(world.said), 2)))
        if len(world.doubts) > 2:
            world.doubts.discard(world.rng.choice(sorted(world.doubts)))

    def raise_(self, world: World) -> None:
        if len(world.named) > 1:
            return
        record = world.rng.choice(world.here())
        number = self.shielding.raise_shield(
            self.home, "refuge", [record], at=self.now(), by=world.rng.choice(PEOPLE), why="so"
        )
        world.named[number] = {record}
        world.must.add((number, record))

    def ask(self, world: World) -> None:
        number = world.rng.choice(sorted(world.named))
        held = sorted(record for shield, record in world.must if shield == number)
        if number in world.asks or not held:
            return
        child = next(c for c in world.children if held[0] in c)
        records = world.rng.choice([held, held[:1], [r for r in held if r in child]])
        by = world.rng.choice(PEOPLE)
        try:
            self.shielding.ask_to_lower(
                self.home, number, records=records, at=self.now(), by=by, why="so"
            )
            world.asks[number] = (by, records)
        except ValueError:
            self.wrong["what is covered could not be asked for"] += 1

    def lower(self, world: World) -> None:
        for number, (by, records) in sorted(world.asks.items()):
            other = world.rng.choice([each for each in PEOPLE if each != by])
            try:
                self.shielding.lower(self.home, number, at=self.now(), by=other, why="so")
            except ValueError:  # it has come to cover more: to be refused and asked again
                self.met["lowering refused"] += 1
                continue
            del world.asks[number]
            world.must -= {(number, record) for record in records}
            world.settled |= {(number, record) for record in records}
            self.met["lowered"] += 1

    def alone(self, world: World) -> None:
        for number, (by, _) in sorted(world.asks.items()):
            spelling = world.rng.choice([by, by.upper(), f" {by.title()} "])
            try:
                self.shielding.lower(self.home, number, at=self.now(), by=spelling, why="so")
                self.wrong["one person alone lowered a shield"] += 1
                del world.asks[number]
            except ValueError:
                self.met["alone"] += 1

    def refuse(self, world: World) -> None:
        for number in sorted(world.asks):
            self.shielding.refuse_to_lower(
                self.home, number, at=self.now(), by=world.rng.choice(PEOPLE), why="so"
            )
            del world.asks[number]

    # After each step, a night; then everything is looked at

    def night(self) -> None:
        """Link afresh, under other ids, spread, and see that all is covered that must be."""
        links, doubtful, table = self.tables()
        at = self.now()
        self.shielding.spread(self.home, links, doubtful, table, at=at)
        again = self.rng.random() < 0.2
        if again and self.shielding.spread(self.home, links, doubtful, table, at=at):
            self.wrong["spread again, it added something"] += 1
        covers = self.shielding.covers(self.home)
        stands = standing(covers)
        self.then.append((at, stands))
        protected = {
            (row["shield"], row["child"])
            for row in self.shielding.shielded(links, covers).to_pylist()
        }
        child_of = dict(
            zip(links["record_id"].to_pylist(), links["person_id"].to_pylist(), strict=True)
        )
        for world in self.worlds:
            self.reason(world)
            self.met["covered"] += len(world.must)
            self.wrong["a record came out from under a shield"] += len(world.must - stands)
            self.wrong["a child with a covered record was shown"] += sum(
                (shield, child_of[record]) not in protected
                for shield, record in world.must
                if record in child_of
            )
        past, known = self.rng.choice(self.then)
        if standing(self.shielding.covers(self.home, known_at=past)) != known:
            self.wrong["an earlier moment is told otherwise now"] += 1

    def reason(self, world: World) -> None:
        """What must be covered after a night, the slow way: joins, doubts, and looks of the named.

        Never more than what is asked of shields: suspicion that goes further is not checked here.
        """
        for number, named in world.named.items():
            for record in sorted(named & set(world.here())):
                if (number, record) in world.must:
                    values = world.said[record]
                    look = (values["forename"], values["date_of_birth"])
                    world.looks.setdefault(record, set()).add(look)
            looks = {
                look
                for record in named
                if (number, record) in world.must
                for look in world.looks.get(record, ())
            }
            looked_at = {record for shield, record in world.settled if shield == number}
            for record in world.here():
                values = world.said[record]
                child = next(c for c in world.children if record in c)
                if (values["forename"], values["date_of_birth"]) in looks and not (
                    looked_at & child & set(world.here())
                ):
                    self.met["suspected by looks"] += (number, record) not in world.must
                    world.must.add((number, record))
            size = -1
            while size < len(world.must):
                size = len(world.must)
                held = {record for shield, record in world.must if shield == number}
                for child in world.children:
                    present = child & set(world.here())
                    if held & present:
                        world.must |= {(number, record) for record in present}
                for a, b in [*world.doubts, *((b, a) for a, b in world.doubts)]:
                    if a in held and {a, b}.isdisjoint(world.gone) and b not in looked_at:
                        world.must.add((number, b))
            world.settled -= world.must

    def tables(self) -> tuple[pa.Table, pa.Table, pa.Table]:
        links, doubts, rows = [], [], []
        for world in self.worlds:
            here = set(world.here())
            for child in world.children:
                name = f"EC-{self.rng.getrandbits(40):010x}"
                links += [{"record_id": r, "person_id": name} for r in sorted(child & here)]
            doubts += [
                {"record_a": a, "record_b": b} for a, b in sorted(world.doubts) if {a, b} <= here
            ]
            # A world has a birth year of its own, so that no look reaches another.
            year = 1950 + self.worlds.index(world)
            rows += [
                {"record_id": r, **world.said[r],
                 "date_of_birth": f"{year}{world.said[r]['date_of_birth'][4:]}"}
                for r in sorted(here)
            ]  # fmt: skip
        text = pa.string()
        return (
            pa.Table.from_pylist(links, pa.schema([("record_id", text), ("person_id", text)])),
            pa.Table.from_pylist(doubts, pa.schema([("record_a", text), ("record_b", text)])),
            pa.Table.from_pylist(rows),
        )


setattr(Histories, "return", Histories.return_)


def standing(covers: pa.Table) -> set[Key]:
    return {(row["shield"], row["record_id"]) for row in covers.to_pylist() if row["until"] is None}
