"""Records gathered into children, one join at a time, and never against a contradiction.

A join is between whole clusters: if what the records of one say cannot be true of the same child
as what the records of the other say, nothing is joined. So two UPNs never meet in one child
through a third record that carries neither.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any, Final, NamedTuple

import duckdb
import pyarrow as pa

from onroll.record.people.likeness import Name, dates_differ, names_differ

NOT_GIVEN: Final = 0
SEVERAL: Final = -1
DECIDED_APART: Final = "decided to be two children"


class Join(NamedTuple):
    """Why a record belongs with the ones before it. `weight` is Splink's, null for other joins."""

    reason: str
    weight: float | None = None


@dataclass(frozen=True)
class Said:
    """What the records say of one thing: a code for each record, and the value of each code."""

    codes: list[int]
    values: list[Any]

    @classmethod
    def of(cls, column: pa.ChunkedArray) -> "Said":
        """The values of a column, with code 0 for null."""
        encoded = column.combine_chunks().dictionary_encode()
        codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False) + 1
        return cls(codes.tolist(), [None, *encoded.dictionary.to_pylist()])


class Clusters:
    """The records 0 … n-1 in clusters, each record alone to begin with."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """The rows of the table `records`."""
        table = connection.execute("""
            select permanent_upn, nhs_number, date_of_birth, former_upn,
                   forename || chr(9) || coalesce(surname, '') as name
            from records order by n
        """).to_arrow_table()
        names = Said.of(table["name"])
        names.values[1:] = [Name(*name.split("\t")) for name in names.values[1:]]
        self._upn = Said.of(table["permanent_upn"])
        self._checks = (
            ("two UPNs", self._upn, self._upns_differ),
            ("two NHS numbers", Said.of(table["nhs_number"]), _nothing_shared),
            (
                "dates of birth far apart",
                Said.of(table["date_of_birth"]),
                _all_differ(dates_differ),
            ),
            ("two forenames", names, _all_differ(names_differ)),
        )
        self.joins: list[Join | None] = [None] * table.num_rows
        """Why each record was joined; null for the first record of each child."""
        self._parent = list(range(table.num_rows))
        self._next = list(range(table.num_rows))  # each cluster's records, in a ring
        # What a cluster says, kept at its root: one code, NOT_GIVEN or SEVERAL.
        self._says = tuple(list(said.codes) for _, said, _ in self._checks)
        self._bridges = {n: [upn] for n, upn in enumerate(table["former_upn"].to_pylist()) if upn}
        self._kept_apart: dict[int, set[int]] = {}

    def __len__(self) -> int:
        return len(self._parent)

    def root(self, n: int) -> int:
        """The first record of the cluster that holds record `n`."""
        parent = self._parent
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    def roots(self) -> list[int]:
        """The root of each record, in order."""
        return [self.root(n) for n in range(len(self))]

    def records(self, n: int) -> Iterator[int]:
        """The records of the cluster that holds record `n`, itself first."""
        yield n
        at = self._next[n]
        while at != n:
            yield at
            at = self._next[at]

    def contradiction(self, a: int, b: int) -> str | None:
        """What stops records a and b from being one child's, in words; null when nothing does."""
        a, b = self.root(a), self.root(b)
        if a == b:
            return None
        if self._decided_apart(a, b):
            return DECIDED_APART
        for (words, said, differ), says in zip(self._checks, self._says, strict=True):
            one, other = says[a], says[b]
            if one == NOT_GIVEN or other == NOT_GIVEN or (one == other and one != SEVERAL):
                continue
            if differ(self._values(said, a), self._values(said, b), a, b):
                return words
        return None

    def agree(self, roots: list[int]) -> bool:
        """True when no cluster says anything another does not, so that none can contradict."""
        return not self._kept_apart and all(
            len(codes := {says[root] for root in roots} - {NOT_GIVEN}) <= 1 and SEVERAL not in codes
            for says in self._says
        )

    def join(self, a: int, b: int, join: Join) -> bool:
        """Make one cluster of two, unless they contradict; true when they are now one.

        The cluster's first record stays its root; the other's root keeps the reason.
        """
        if self.contradiction(a, b):
            return False
        self._merge(self.root(a), self.root(b), join)
        return True

    def keep_apart(self, a: int, b: int) -> None:
        """Never let records a and b into one cluster."""
        self._kept_apart.setdefault(self.root(a), set()).add(b)
        self._kept_apart.setdefault(self.root(b), set()).add(a)

    def decide_same(self, a: int, b: int, join: Join) -> bool:
        """Join on a person's word, which only another person's *different* can gainsay.

        The two UPNs, if there are two, are from then on known to be one child's.
        """
        a_root, b_root = self.root(a), self.root(b)
        if a_root != b_root and self._decided_apart(a_root, b_root):
            return False
        for other in self._values(self._upn, b_root):
            self._bridges.setdefault(a, []).append(other)
            for one in self._values(self._upn, a_root):
                self._bridges.setdefault(b, []).append(one)
        self._merge(a_root, b_root, join)
        return True

    def _merge(self, a: int, b: int, join: Join) -> None:
        if a == b:
            return
        first, second = min(a, b), max(a, b)
        self._parent[second] = first
        self._next[first], self._next[second] = self._next[second], self._next[first]
        self.joins[second] = join
        for says in self._says:
            if says[first] == NOT_GIVEN:
                says[first] = says[second]
            elif says[second] not in (NOT_GIVEN, says[first]):
                says[first] = SEVERAL
        if apart := self._kept_apart.pop(second, None):
            self._kept_apart.setdefault(first, set()).update(apart)

    def _values(self, said: Said, root: int) -> set[Any]:
        return {said.values[said.codes[n]] for n in self.records(root) if said.codes[n]}

    def _decided_apart(self, a: int, b: int) -> bool:
        apart = self._kept_apart.get(a)
        return apart is not None and not apart.isdisjoint(self.records(b))

    def _upns_differ(self, one: set[str], other: set[str], a: int, b: int) -> bool:
        """True unless every UPN of both clusters leads to every other by way of former UPNs."""
        bridges: dict[str, set[str]] = {}
        for root in (a, b):
            for n in self.records(root):
                current = self._upn.values[self._upn.codes[n]]
                for upn in self._bridges.get(n, ()) if current else ():
                    bridges.setdefault(current, set()).add(upn)
                    bridges.setdefault(upn, set()).add(current)
        reached: set[str] = set()
        waiting = [next(iter(one))]
        while waiting:
            upn = waiting.pop()
            if upn not in reached:
                reached.add(upn)
                waiting.extend(bridges.get(upn, ()))
        return not (one | other) <= reached


def _nothing_shared(one: set[Any], other: set[Any], a: int, b: int) -> bool:
    return one.isdisjoint(other)


def _all_differ(differ: Any) -> Any:
    """A check that holds when every value of one cluster differs from every one of the other."""

    def check(one: set[Any], other: set[Any], a: int, b: int) -> bool:
        return all(differ(x, y) for x, y in product(one, other))

    return check
