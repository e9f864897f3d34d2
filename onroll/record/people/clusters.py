"""Records gathered into children, one join at a time, and never against a contradiction.

A join is between whole clusters: if what the records of one say cannot be true of the same child
as what the records of the other say, nothing is joined. So two UPNs never meet in one child
through a third record that carries neither.
"""

from collections.abc import Iterator
from itertools import product
from typing import Any, Final, NamedTuple

import duckdb
import numpy as np
import pyarrow as pa

from onroll.record.people.likeness import Name, dates_differ, forenames_alike, names_differ
from onroll.record.people.partition import Flags, Numbers, Partition
from onroll.record.people.said import NOT_GIVEN, SEVERAL, Said, one_thing

DECIDED_APART: Final = "decided to be two children"


class Join(NamedTuple):
    """Why a record belongs with the ones before it. `weight` is Splink's, null for other joins."""

    reason: str
    weight: float | None = None


class Clusters:
    """The records 0 … n-1 in clusters, each record alone to begin with."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, *, adults: bool = False) -> None:
        """The rows of the table `records`, each as it is now: an older name or date clears nobody.

        Adults are kept apart by their numbers only: no two of them share all but a forename.
        """
        table = connection.execute("""
            select permanent_upn, nhs_number, date_of_birth, sex, forename, surname,
                   t.n is not null and forename is not null as listed_twin
            from records left join listed_twins t using (n) order by n
        """).to_arrow_table()

        def texts(family: str) -> list[str]:
            found = connection.execute(f"select text from {family}_text order by code")
            return found.to_arrow_table()["text"].to_pylist()

        names = Said.names(
            table["forename"].combine_chunks(), table["surname"].combine_chunks(), texts("name")
        )
        self._upns = texts("upn")
        self._upn = Said.of(table["permanent_upn"], self._upns)
        nhs_number = Said.of(table["nhs_number"], texts("nhs_number"))
        numbers = (
            ("two UPNs", self._upn, self._upns_differ),
            ("two NHS numbers", nhs_number, _nothing_shared),
        )
        who = (
            (
                "dates of birth far apart",
                Said.of(table["date_of_birth"]),
                _all_differ(dates_differ),
            ),
            ("two forenames", names, _names_differ),
            ("two forenames, as twins have", names, self._twins_differ),
            ("two sexes and no name", Said.of(table["sex"], texts("sex")), self._cannot_be_told),
        )
        self._checks = numbers if adults else (*numbers, *who)
        self._named = names.codes > 0
        self._listed_twin = table["listed_twin"].to_numpy()
        self._partition = Partition(table.num_rows)
        self._reasons: dict[str, int] = {}
        self._reason = np.full(table.num_rows, -1)
        self._weight = np.full(table.num_rows, np.nan)
        # What a cluster says, kept at its root: one code, NOT_GIVEN or SEVERAL.
        self._says = tuple(said.codes.copy() for _, said, _ in self._checks)
        self._bridges: dict[int, list[str]] = {}
        for n, former in connection.execute("""
            select distinct n, text from ways join upn_text on code = former_upn order by all
        """).fetchall():
            self._bridges.setdefault(n, []).append(former)
        self._kept_apart: dict[int, set[int]] = {}

    def __len__(self) -> int:
        return len(self._partition)

    def root(self, n: int) -> int:
        """The first record of the cluster that holds record `n`."""
        return self._partition.root(n)

    def roots(self) -> Numbers:
        """The root of each record, in order."""
        return self._partition.roots()

    def records(self, n: int) -> Iterator[int]:
        """The records of the cluster that holds record `n`, itself first."""
        return self._partition.members(n)

    def joins(self, first: str) -> tuple[pa.Array, pa.Array]:
        """Why each record was joined, and with what weight; `first` of each child's first record.

        The weight is null but for Splink's joins.
        """
        reasons = pa.array([*self._reasons, first], pa.string())
        last = len(reasons) - 1
        return (
            reasons.take(pa.array(np.where(self._reason < 0, last, self._reason))),
            pa.array(self._weight, mask=np.isnan(self._weight)),
        )

    def contradiction(self, a: int, b: int) -> str | None:
        """What stops records a and b from being one child's, in words; null when nothing does."""
        a, b = self.root(a), self.root(b)
        if a == b:
            return None
        if self._kept_apart and self._decided_apart(a, b):
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
        for says in self._says:
            codes = {says[root] for root in roots}
            codes.discard(NOT_GIVEN)
            if len(codes) > 1 or SEVERAL in codes:
                return False
        return self._kept_apart.keys().isdisjoint(roots)

    def join(self, a: int, b: int, join: Join) -> bool:
        """Make one cluster of two, unless they contradict; true when they are now one.

        The cluster's first record stays its root; the other's root keeps the reason.
        """
        if self.contradiction(a, b):
            return False
        self._merge(self.root(a), self.root(b), join)
        return True

    def join_groups(self, roots: Numbers, starts: Numbers, join: Join, twins: Flags) -> Flags:
        """Join every group of clusters that nothing could be said against; which these are.

        A group is a run of `roots`, in rising order, that begins at a start. One that shares a
        cluster with another, or says two things of anything, or has nobody's name beside one of
        `twins` (by root), is left as it is.
        """
        at_once = np.bincount(roots, minlength=len(self))[roots] == 1
        at_once &= ~np.isin(roots, list(self._kept_apart))
        joined = np.logical_and.reduceat(at_once, starts)
        said = [one_thing(says[roots], starts) for says in self._says]
        for one, _ in said:
            joined &= one
        named = np.bincount(self.roots(), self._named, minlength=len(self)) > 0
        joined &= ~np.logical_or.reduceat(~named[roots], starts) | ~np.logical_or.reduceat(
            twins[roots], starts
        )
        kept = np.repeat(joined, np.diff(np.append(starts, len(roots))))
        sizes = np.diff(np.append(starts, len(roots)))[joined]
        chosen, begins = roots[kept], np.append(0, np.cumsum(sizes))[:-1]
        if len(chosen):
            self._partition.merge_groups(chosen, begins)
            others = np.delete(chosen, begins)
            self._reason[others] = self._reasons.setdefault(join.reason, len(self._reasons))
            for says, (_, what) in zip(self._says, said, strict=True):
                says[chosen[begins]] = what[joined]
        return joined

    def nameless(self, n: int) -> bool:
        """True when no record of the cluster that holds record `n` has a forename."""
        return not any(self._named[each] for each in self.records(n))

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
        self._partition.merge(first, second)
        self._reason[second] = self._reasons.setdefault(join.reason, len(self._reasons))
        self._weight[second] = np.nan if join.weight is None else join.weight
        for says in self._says:
            one, other = says[first], says[second]
            if one != other and other != NOT_GIVEN:
                says[first] = other if one == NOT_GIVEN else SEVERAL
        if apart := self._kept_apart.pop(second, None):
            self._kept_apart.setdefault(first, set()).update(apart)

    def _values(self, said: Said, root: int) -> set[Any]:
        return {said.values[said.codes[n]] for n in self.records(root) if said.codes[n]}

    def _decided_apart(self, a: int, b: int) -> bool:
        apart = self._kept_apart.get(a)
        return apart is not None and not apart.isdisjoint(self.records(b))

    def _twins_differ(self, one: set[Name], other: set[Name], a: int, b: int) -> bool:
        """True where a source lists a twin of either, and no forename is the very same."""
        if not {name.forename for name in one}.isdisjoint(name.forename for name in other):
            return False
        return any(self._listed_twin[n] for root in (a, b) for n in self.records(root))

    def _cannot_be_told(self, one: set[str], other: set[str], a: int, b: int) -> bool:
        """True for two sexes where one side has no name: a slip beside a name, a twin without."""
        return one.isdisjoint(other) and (self.nameless(a) or self.nameless(b))

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


def _names_differ(one: set[Name], other: set[Name], a: int, b: int) -> bool:
    """True when every name of one cluster differs from every one of the other.

    Where a third name has the forename of two as its surname, names are written the wrong way round
    here, and a family's surname must not pass for a forename in common: both parts must be alike. A
    surname that is missing counts as one that differs.
    """
    every = one | other
    return all(
        names_differ(x, y)
        or (bool(x.forename) and x.forename == y.forename
            and any(x.forename == name.surname for name in every - {x, y})
            and not (x.surname and y.surname and forenames_alike(x.surname, y.surname)))
        for x, y in product(one, other)
    )  # fmt: skip


def _all_differ(differ: Any) -> Any:
    """A check that holds when every value of one cluster differs from every one of the other."""

    def check(one: set[Any], other: set[Any], a: int, b: int) -> bool:
        return all(differ(x, y) for x, y in product(one, other))

    return check
