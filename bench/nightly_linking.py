"""A night's news linked by itself, beside linking everything: time, CPU, and how far it reaches.

    run.py bench nightly_linking [--children N] [--news N] [--seed N] [--folder PATH]

Exampleshire is linked as it was yesterday; then so many of its records are new, changed or gone.
Both ways must come to the same, or this fails. The sizes of what hangs together by keys say how far
the news of one record can reach: by the keys that join, and by all of them.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from bench._exampleshire import gathered
from onroll.record.engines import connect
from onroll.record.people.incremental import Night, link_night
from onroll.record.people.linking import Linking, keys, link_with_doubts
from onroll.record.people.model import Model

GOAL = "goal: 1,000 new records <= 15 % of a full link"
SECRET = b"of a bench and of nobody at all."
MODEL = Model.for_children()
CHANGED = ("surname", "forename", "address", "postcode", "uprn", "upn", "date_of_birth")

T = TypeVar("T")


def yesterday_and_today(table: pa.Table, news: int, seed: int) -> tuple[pa.Table, pa.Table]:
    """A person table before and after a night in which so many records are news.

    A quarter is new, a quarter gone; of the rest each has one column otherwise, that of another.
    """
    chance = random.Random(seed)
    rows = chance.sample(range(table.num_rows), news)
    new, gone, changed = rows[: news // 4], rows[news // 4 : news // 2], rows[news // 2 :]
    was = table.take(changed).to_pylist()
    others = table.take(chance.sample(range(table.num_rows), len(changed))).to_pylist()
    for row, other in zip(was, others, strict=True):
        column = chance.choice(CHANGED)
        row[column] = other[column]
    as_it_was = pa.Table.from_pylist(was, table.schema)
    return (
        pa.concat_tables([without(table, [*new, *changed]), as_it_was]),
        without(table, gone),
    )


def without(table: pa.Table, rows: list[int]) -> pa.Table:
    return table.filter(pc.invert(pc.is_in(pa.array(range(len(table))), value_set=pa.array(rows))))


def measured(what: str, do: Callable[[], T], full: float | None = None) -> tuple[T, float]:
    """What came of it, and the CPU seconds it took, which are printed."""
    begun, begun_cpu = perf_counter(), process_time()
    answer = do()
    cpu = process_time() - begun_cpu
    ratio = f" {cpu / full:8.1%} of a full link" if full else ""
    print(f"{what:32} {perf_counter() - begun:8.1f} s {cpu:8.1f} s CPU{ratio}", flush=True)
    return answer, cpu


def hang_together(table: pa.Table, also: pa.Table) -> None:
    """Print how many records hang together by their keys, transitively."""
    with connect() as db:
        db.register("found", keys(table, also))
        for which, words in (("joins", "by keys that join"), ("true", "by every key")):
            db.execute(f"""
                create or replace temp table keyed as
                select dense_rank() over (order by record_id) as n, key from found where {which};
                create or replace temp table label as
                select n, min(n) as label from keyed group by n
            """)
            changed = True
            while changed:
                db.execute("""
                    create or replace temp table next as
                    select n, min(first) as label from keyed join (
                        select key, min(label) as first from keyed join label using (n) group by key
                    ) using (key) group by n
                """)
                answer = db.execute("""
                    select count(*) from label join next using (n) where label.label <> next.label
                """).fetchone()
                changed = answer is not None and answer[0] > 0
                db.execute("create or replace temp table label as from next")
            sizes = db.execute("""
                select count(*), max(size), sum(size * size) / sum(size)
                from (select count(*) as size from label group by label)
            """).fetchone()
            assert sizes
            print(
                f"{words:20} {sizes[0]:9,} groups, the largest of {sizes[1]:,} records;"
                f" a record is in one of {sizes[2]:.1f}"
            )


def same(night: Night, at_once: Linking) -> bool:
    return night.links.equals(at_once.links) and night.doubtful.equals(at_once.doubtful)


def compare(table: pa.Table, also: pa.Table, news: int, seed: int) -> None:
    """Print what a night costs beside a full link. Raises SystemExit where they differ."""
    before, now = yesterday_and_today(table, news, seed)
    settings = {"also": also, "model": MODEL, "secret": SECRET}
    first, _ = measured(
        "yesterday, everything remembered", lambda: link_night(before, before=None, **settings)
    )
    settings["previous"] = first.links.select(["record_id", "person_id"])
    at_once, full = measured("today, everything", lambda: link_with_doubts(now, **settings))
    night, _ = measured(
        f"today, {news:,} new or changed",
        lambda: link_night(now, before=first.remembered, **settings),
        full,
    )
    print(f"{night.linked_again:,} of {now.num_rows:,} records linked again")
    if not same(night, at_once):
        raise SystemExit("The night is not what linking everything gives.")
    print("the same children, reasons, weights and doubts")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=97_000)
    parser.add_argument("--news", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        county = gathered(given.folder or Path(temporary), given.children, given.seed)
    print(f"{given.children:,} children, {county.table.num_rows:,} records, seed {given.seed}")
    hang_together(county.table, county.also)
    compare(county.table, county.also, given.news, given.seed)
    print(GOAL)


if __name__ == "__main__":
    main()
