"""Linking a whole made-up county, hard pairs and all: false links, recall, queue, time.

    run.py bench county_linkage [--children N] [--seed N] [--folder PATH] [--examples N]

Beside it stands bare Splink on the same records in the same run, trained on them, at the threshold
that suits it best, which nobody could have known beforehand. `recall+` counts a pair that the
machine leaves to people as found. Two classes are shown in and out of the figures: records that
have no name and no number, which nobody can link; and the records of an adopted child under the
name it was born with, which the law wants kept apart. Nothing is asserted here.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from bench._bare_splink import BareSplink
from bench._exampleshire import County, gathered
from onroll.record.people import linking

GOALS = (
    "goals: false links 0; recall+ >= 0.995; queue <= 2 % of records; CPU <= 0.5 x bare Splink's;"
    " F1 higher by >= 0.01"
)


class Score(NamedTuple):
    """Pairs of records of one child: how many there are, and were joined, and left to people."""

    true: int
    joined: int
    false: int
    found: int

    @property
    def precision(self) -> float:
        return self.joined / ((self.joined + self.false) or 1)

    @property
    def recall(self) -> float:
        return self.joined / (self.true or 1)

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / ((self.precision + self.recall) or 1)

    @property
    def with_people(self) -> float:
        return self.found / (self.true or 1)


class Settled:
    """The links of a run, and what becomes of them once people have settled every doubt."""

    def __init__(self, county: County, links: pa.Table, doubtful: pa.Table) -> None:
        self.county = county
        self.person_of: dict[str, str] = dict(
            zip(links["record_id"].to_pylist(), links["person_id"].to_pylist(), strict=True)
        )
        self.doubts = list(
            zip(doubtful["record_a"].to_pylist(), doubtful["record_b"].to_pylist(), strict=True)
        )
        self.reasons = Counter(doubtful["reason"].to_pylist())
        self._leader = {person: person for person in self.person_of.values()}
        child_of = county.child_of
        self.right_doubts = 0
        for a, b in self.doubts:
            if a in child_of and child_of[a] == child_of.get(b):
                self.right_doubts += 1
                self._leader[self.found(a)] = self.found(b)

    def found(self, record: str) -> str:
        """Whose the record is after people have settled the doubts."""
        person = self.person_of[record]
        while self._leader[person] != person:
            person = self._leader[person]
        return person

    def score(self, leave_out: frozenset[str] = frozenset()) -> Score:
        """The score over all the records but those."""
        records = [r for r in self.county.child_of if r not in leave_out]
        child_of, person_of = self.county.child_of, self.person_of
        joined = _pairs(Counter((person_of[r], child_of[r]) for r in records).values())
        made = _pairs(Counter(person_of[r] for r in records).values())
        found = _pairs(Counter((self.found(r), child_of[r]) for r in records).values())
        true = _pairs(Counter(child_of[r] for r in records).values())
        return Score(true, joined, made - joined, found)

    def false_links(self) -> Iterator[tuple[str, str]]:
        """For every two children whom the machine made one, a record of each."""
        held: dict[str, dict[str, str]] = defaultdict(dict)
        for record, child in self.county.child_of.items():
            held[self.person_of[record]].setdefault(child, record)
        for children in held.values():
            yield from combinations(children.values(), 2)

    def parts(self) -> dict[str, list[list[str]]]:
        """By child, the groups of its records, largest first, that nobody will join, if several."""
        held: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for record, child in self.county.child_of.items():
            held[child][self.found(record)].append(record)
        return {
            child: sorted(groups.values(), key=lambda group: (-len(group), group))
            for child, groups in held.items()
            if len(groups) > 1
        }


@contextmanager
def measured(stage: str, spent: dict[str, tuple[float, float]]) -> Iterator[None]:
    """Note the seconds and the processor seconds of a stage, and print them."""
    begun, cpu = time.perf_counter(), time.process_time()
    yield
    spent[stage] = time.perf_counter() - begun, time.process_time() - cpu
    print(f"  {stage:24} {spent[stage][0]:8.1f} s {spent[stage][1]:8.1f} s of CPU", flush=True)


def compare(county: County, examples: int) -> None:
    """Link, link with bare Splink, and print both."""
    spent: dict[str, tuple[float, float]] = {}
    model = None
    if train := getattr(linking, "train", None):
        with measured("onroll: train", spent):
            model = train(county.table, county.also)
    with measured("onroll: link", spent):
        links, doubtful, *_ = linking.link_with_doubts(
            county.table, also=county.also, model=model, secret=b"bench"
        )
    settled = Settled(county, links, doubtful)
    ours = settled.score()
    print_ours(settled)
    print_kinds(settled)
    print_sources(settled)
    print_examples(settled, examples)
    bare = BareSplink(county.table)
    with measured("bare Splink: train", spent):
        bare.train()
    with measured("bare Splink: predict", spent):
        bare.predict()
    scores = [(bare_score(county, person_of), at) for at, person_of in bare.partitions()]
    best, threshold = max(scores, key=lambda each: each[0].f1)
    print(f"\n{'':13} precision  recall      F1   false pairs")
    for name, each in (("onroll", ours), ("bare Splink", best)):
        print(f"{name:13} {each.precision:9.6f} {each.recall:7.4f} {each.f1:7.4f} {each.false:10,}")
    print(f"bare Splink's best threshold: {threshold}; it has no queue")
    cpu = spent["onroll: link"][1]
    splink = spent["bare Splink: train"][1] + spent["bare Splink: predict"][1]
    print(f"CPU of link / bare Splink's train + predict: {cpu / splink:.2f}")
    print(GOALS)


def bare_score(county: County, person_of: dict[str, str]) -> Score:
    """The score of a partition of the records, with no queue beside it."""
    empty = pa.array([], pa.string())
    nothing = pa.table({"record_a": empty, "record_b": empty, "reason": empty})
    links = pa.table({"record_id": list(person_of), "person_id": list(person_of.values())})
    return Settled(county, links, nothing).score()


def print_ours(settled: Settled) -> None:
    county = settled.county
    records = county.table.num_rows
    print(f"\n{records:,} records of {len(set(county.child_of.values())):,} children;"
          f" {county.also.num_rows:,} other spellings")  # fmt: skip
    false = list(settled.false_links())
    print(f"children whom the machine made one: {len(false):,}")
    print(f"queue: {len(settled.doubts):,} pairs, {100 * len(settled.doubts) / records:.2f} % of"
          f" records; {settled.right_doubts:,} of them are one child")  # fmt: skip
    for reason, times in settled.reasons.most_common(12):
        print(f"    {times:8,}  {reason}")
    print(f"\n{'':46} {'pairs':>10} precision  recall      F1 recall+")
    for words, left_out in (
        ("all records", frozenset()),
        (f"less {len(county.anonymous):,} without name or number", county.anonymous),
        (f"less {len(county.born_as):,} from before an adoption", county.born_as),
        ("less both", county.anonymous | county.born_as),
    ):
        score = settled.score(left_out)
        print(f"{words:46} {score.true:10,} {score.precision:9.6f} {score.recall:7.4f}"
              f" {score.f1:7.4f} {score.with_people:7.4f}")  # fmt: skip


def print_kinds(settled: Settled) -> None:
    """What became of the hard pairs, kind by kind."""
    county = settled.county
    false = {frozenset((county.child_of[a], county.child_of[b])) for a, b in settled.false_links()}
    queued = {
        frozenset((county.child_of[a], county.child_of[b]))
        for a, b in settled.doubts
        if a in county.child_of and b in county.child_of
    }
    print(f"\n{'two children':38} {'pairs':>8} {'joined':>8} {'queued':>8}")
    for kind, pairs in sorted(county.alike.items()):
        sets = {frozenset(pair) for pair in pairs}
        print(f"{kind:38} {len(sets):8,} {len(sets & false):8,} {len(sets & queued):8,}")
    other = false - {frozenset(p) for pairs in county.alike.values() for p in pairs}
    print(f"{'none of these':38} {'':8} {len(other):8,}")
    print(f"\n{'one child':38} {'pairs':>8} {'joined':>8} {'queued':>8} {'missed':>8}")
    total: Counter[str] = Counter()
    for kind, pairs in sorted(county.hard.items()):
        came = Counter(_became(settled, *pair) for pair in pairs)
        total += came
        figures = (f"{came[end]:8,}" for end in ("joined", "queued", "missed"))
        print(f"{kind:38} {len(pairs):8,}", *figures)
    hard = sum(total.values()) + sum(map(len, county.alike.values()))
    print(f"{hard:,} hard pairs in all")


def print_sources(settled: Settled) -> None:
    """Of each source's records of children known elsewhere, the share that is not left alone."""
    county = settled.county
    alone = Counter[str]()
    several = Counter(county.child_of.values())
    known = Counter(r.split(":")[0] for r, child in county.child_of.items() if several[child] > 1)
    anonymous = Counter[str]()
    for groups in settled.parts().values():
        for group in groups[1:]:
            for record in group:
                alone[record.split(":")[0]] += 1
                anonymous[record.split(":")[0]] += record in county.anonymous
    print(f"\n{'source':24} {'records':>9} {'missed':>8} {'of them without name or number':>8}")
    for source, records in known.most_common():
        print(f"{source:24} {records:9,} {alone[source]:8,} {anonymous[source]:8,}")


def print_examples(settled: Settled, most: int) -> None:
    """The first false links and misses, with what each record says."""
    if not most:
        return
    county = settled.county
    rows = {row["record_id"]: row for row in county.table.to_pylist()}
    also: dict[str, list[dict]] = defaultdict(list)
    for row in county.also.to_pylist():
        also[row["record_id"]].append(row)
    kinds: dict[str, set[str]] = defaultdict(set)
    for kind, pairs in county.hard.items():
        for record, _ in pairs:
            kinds[record].add(kind)

    def told(record: str) -> str:
        shown = [_told(rows[record]), *(f"also {_told(row)}" for row in also[record][:3])]
        return f"    {record} {sorted(kinds[record]) or ''}: " + "; ".join(shown)

    for a, b in list(settled.false_links())[:most]:
        print(f"FALSE {county.child_of[a]} and {county.child_of[b]}")
        person = settled.person_of[a]
        together = [r for r, child in county.child_of.items() if settled.person_of[r] == person]
        print(*(f"{told(r)} [{county.child_of[r]}]" for r in together), sep="\n")
    missed: dict[tuple, list[list[list[str]]]] = defaultdict(list)
    for groups in settled.parts().values():
        lone = [r for group in groups[1:] for r in group if r not in county.anonymous]
        if lone:
            source = lone[0].split(":")[0]
            missed[source, tuple(sorted(kinds[lone[0]]))].append(groups)
    for (source, of), all_groups in sorted(missed.items(), key=lambda item: -len(item[1])):
        print(f"MISSED {len(all_groups):,} of {source}: {', '.join(of) or 'none of these'}")
        for groups in all_groups[: max(1, most // 10)]:
            print(*(line for n, group in enumerate(groups, 1)
                    for line in (f"  part {n}", *map(told, group))), sep="\n")  # fmt: skip


def _told(row: dict) -> str:
    return " ".join(
        f"{value}" for key, value in row.items()
        if value and key in ("upn", "former_upn", "nhs_number", "forename", "surname",
                             "date_of_birth", "sex", "address", "postcode")
    )  # fmt: skip


def _became(settled: Settled, a: str, b: str) -> str:
    if settled.person_of[a] == settled.person_of[b]:
        return "joined"
    return "queued" if settled.found(a) == settled.found(b) else "missed"


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=97_000)
    parser.add_argument("--seed", type=int, default=20231)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--examples", type=int, default=0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        print(f"{given.children:,} children, seed {given.seed}", flush=True)
        compare(gathered(folder, given.children, given.seed), given.examples)


if __name__ == "__main__":
    main()
