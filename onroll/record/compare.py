"""The same children counted under several packs: how many each, and who is in one alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path

import duckdb

from onroll.record.engines import quoted
from onroll.record.facts_of_run import members, swept_again
from onroll.record.packs import Pack
from onroll.record.spells import Spells


@dataclass(frozen=True)
class Overlap:
    """Two packs: the children in both, in the first alone and in the second alone."""

    first: Pack
    second: Pack
    both: int
    first_only: tuple[str, ...]
    second_only: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Who counts under each pack on a day, and under each of its definitions."""

    as_of: date
    packs: tuple[Pack, ...]
    children: dict[str, frozenset[str]]
    by_definition: dict[tuple[str, str], int]

    def count(self, pack: Pack) -> int:
        return len(self.children[pack.key])

    @property
    def overlaps(self) -> list[Overlap]:
        """Each pair of the packs, in the order in which they were asked for."""
        found = []
        for a, b in combinations(self.packs, 2):
            one, other = self.children[a.key], self.children[b.key]
            found.append(
                Overlap(
                    a, b, len(one & other), tuple(sorted(one - other)), tuple(sorted(other - one))
                )
            )
        return found

    @property
    def in_all(self) -> int:
        return len(frozenset.intersection(*self.children.values()))

    @property
    def in_any(self) -> int:
        return len(frozenset.union(*self.children.values()))


def compare(run_folder: Path, packs: Sequence[Pack], as_of: date) -> Comparison:
    """The children of a run who count under each pack on a day.

    What a run worked out is read from it; a definition that a pack reads with numbers of its own is
    worked out again from the run's facts.
    """
    asked = tuple(dict.fromkeys(packs))
    again: dict[str, Spells] = {}
    found: dict[str, frozenset[str]] = {}
    for pack in asked:
        for each in pack.definitions:
            expression = pack.expression(each)
            if expression == each.expression:
                found[f"{pack.key}:{each.key}"] = of_run(run_folder, each.key, as_of)
            else:
                again[f"{pack.key}:{each.key}"] = expression
    if again:
        with swept_again(run_folder, again) as engine:
            found |= members(engine, again, as_of)
    return Comparison(
        as_of,
        asked,
        {
            pack.key: frozenset().union(
                *(found[f"{pack.key}:{each.key}"] for each in pack.definitions)
            )
            for pack in asked
        },
        {
            (pack.key, each.key): len(found[f"{pack.key}:{each.key}"])
            for pack in asked
            for each in pack.definitions
        },
    )


def of_run(run_folder: Path, key: str, as_of: date) -> frozenset[str]:
    """The children who meet a definition on a day, as the run says."""
    path = quoted(run_folder / "statuses.parquet")
    with duckdb.connect() as db:
        rows = db.execute(
            f"select child from read_parquet('{path}') where definition = $1 "
            "and starts_on <= $2 and coalesce(ends_before > $2, true)",
            [key, as_of],
        ).fetchall()
    return frozenset(child for (child,) in rows)
