"""What it costs to work out every definition on every day, beside slower ways of saying the same.

    run.py bench definitions [--children N] [--seed N] [--spark]

The facts are a made-up country's. In one run: DuckDB sorting the same events once; the sweep, for
all definitions and all days, and the counts of 36 month ends from it; one SQL query for each
definition and month end, and the same in pandas (where it is installed: onroll does not need it);
the plain interpreter, a child at a time; one child recalculated, and explained; and, when asked,
Spark. Each way but the sweep is timed on a part and multiplied. Nothing is asserted here; that they
agree is what tests/spec is for.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any

import pyarrow as pa

from bench._england import SCHOOLS, england
from onroll.record.calendars import calendar_tables
from onroll.record.definitions import CATALOGUE
from onroll.record.engines import DuckDB, Engine, connect, engine
from onroll.record.one_child import FactRow, OneChild
from onroll.record.school_days import SchoolCalendar
from onroll.record.spells import Both, Either, Fact, Named, Spells, Without, day_number
from onroll.record.sweep import sweep
from onroll.record.why import explain

MONTH_ENDS = [
    date(year, month, 1) - timedelta(1)
    for year in range(2023, 2027)
    for month in range(1, 13)
    if date(2023, 10, 1) <= date(year, month, 1) <= date(2026, 9, 1)
]
MONDAYS_TO_FRIDAYS = SchoolCalendar(
    [d for d in (date(2023, 9, 1) + timedelta(n) for n in range(1_100)) if d.weekday() < 5]
)
SPARK = "Spark: the same, once it has started"
SAMPLE = 200
"""Children whom the interpreter is timed on."""

GOALS = (
    "goals: the sweep <= 3 x the sort, >= 20 x faster than SQL for each definition and month end,"
    " >= 100 x the interpreter; one child recalculated and explained: p95 < 10 ms"
)


@contextmanager
def timed(words: str, spent: dict[str, tuple[float, float]]) -> Iterator[None]:
    """Note wall and processor seconds under some words, and print them."""
    begun, cpu = time.perf_counter(), time.process_time()
    yield
    spent[words] = time.perf_counter() - begun, time.process_time() - cpu
    print(f"  {words:58} {spent[words][0]:9.2f} s {spent[words][1]:9.2f} s of CPU", flush=True)


def held(on: Engine, facts: Path) -> None:
    """Give an engine what a sweep reads."""
    calendars = {"": MONDAYS_TO_FRIDAYS} | {f"1{n:05}": MONDAYS_TO_FRIDAYS for n in range(SCHOOLS)}
    for name, days in zip(
        ("school_day", "next_school_day"), calendar_tables(calendars), strict=True
    ):
        on.rows(name, days)
    on.parquet("facts_of_all", facts)
    on.table("facts", "select * from facts_of_all")


def counted(on: Engine) -> pa.Table:
    """How many children meet each definition on each month end."""
    on.rows("month_end", pa.table({"day": pa.array(map(day_number, MONTH_ENDS), pa.int32())}))
    return on.fetch(
        "select definition, day, count(*) as n from statuses join month_end"
        " on s <= day and e > day group by definition, day"
    )


def sets_only(expression: Spells) -> bool:
    """True when the expression is facts with and, or and not: what a query can say in itself."""
    return isinstance(expression, Fact) or (
        isinstance(expression, Both | Either | Without | Named)
        and all(map(sets_only, expression.parts))
    )


def query(expression: Spells, day: date) -> str:
    """The children of whom the expression is true on a day, as anybody would write it."""
    match expression:
        case Named(_, _, a):
            return query(a, day)
        case Both(a, b):
            return f"({query(a, day)} intersect {query(b, day)})"
        case Either(a, b):
            return f"({query(a, day)} union {query(b, day)})"
        case Without(a, b):
            return f"({query(a, day)} except {query(b, day)})"
        case Fact(name):
            return (
                f"(select distinct child from facts where fact = '{name}' and starts_on <= "
                f"date '{day}' and (ends_before is null or ends_before > date '{day}'))"
            )
    raise TypeError(expression)


def frame_of(record: DuckDB) -> Any:
    """The facts as pandas holds them; None where it is not installed."""
    try:
        import pandas as pd
    except ImportError:
        print("  pandas is not installed, so it is not timed")
        return None
    frame = record.fetch("select child, fact, starts_on, ends_before from facts").to_pandas()
    for column in ("starts_on", "ends_before"):
        frame[column] = pd.to_datetime(frame[column])
    return frame


def in_pandas(expression: Spells, day: date, facts: Any) -> set[str]:
    """The same in pandas, whose frame `facts` is."""
    match expression:
        case Named(_, _, a):
            return in_pandas(a, day, facts)
        case Both(a, b):
            return in_pandas(a, day, facts) & in_pandas(b, day, facts)
        case Either(a, b):
            return in_pandas(a, day, facts) | in_pandas(b, day, facts)
        case Without(a, b):
            return in_pandas(a, day, facts) - in_pandas(b, day, facts)
        case Fact(name):
            said = facts[
                (facts.fact == name)
                & (facts.starts_on <= str(day))
                & (facts.ends_before.isna() | (facts.ends_before > str(day)))
            ]
            return set(said.child)
    raise TypeError(expression)


def children_of(record: DuckDB, count: int) -> dict[str, OneChild]:
    rows = record.fetch(f"""
        select child, fact, starts_on, ends_before, value, setting from facts
        where child in (select distinct child from facts order by child limit {count})
    """).to_pylist()
    facts: dict[str, list[FactRow]] = {}
    for row in rows:
        facts.setdefault(row.pop("child"), []).append(FactRow(**row))
    return {child: OneChild(said, {"": MONDAYS_TO_FRIDAYS}) for child, said in facts.items()}


def each(children: dict[str, OneChild], what: Callable[[OneChild], object]) -> list[float]:
    spent = []
    for child in children.values():
        begun = time.perf_counter()
        what(child)
        spent.append(time.perf_counter() - begun)
    return spent


def compare(facts: Path, children: int, spark: bool) -> None:
    record, spent = DuckDB(connect("8GB")), dict[str, tuple[float, float]]()
    expressions = {definition.key: definition.expression for definition in CATALOGUE}
    held(record, facts)
    record.table("event", "select child, starts_on as day, fact from facts union all"
                          " select child, ends_before, fact from facts")  # fmt: skip
    with timed("DuckDB sorts the same events once", spent):
        record.table("sorted", "select * from event order by child, day")
    with timed(f"sweep: {len(CATALOGUE)} definitions, every day", spent):
        sweep(record, expressions)
    with timed(f"counts on {len(MONTH_ENDS)} month ends from it", spent):
        counted(record)
    simple = [each for each in expressions.values() if sets_only(each)]
    days = MONTH_ENDS[::12]
    with timed(f"SQL: {len(simple)} definitions of sets, {len(days)} month ends", spent):
        for expression in simple:
            for day in days:
                record.fetch(f"select count(*) from {query(expression, day)} as found")
    some = simple[:3]
    frame = frame_of(record)
    if frame is not None:
        with timed(f"pandas: {len(some)} of them, one month end", spent):
            for expression in some:
                in_pandas(expression, days[0], frame)
        del frame
    few = children_of(record, SAMPLE)
    with timed(f"interpreter: {len(few)} children", spent):
        alone = each(few, lambda child: [child.runs(e) for e in expressions.values()])
    why = each(few, lambda child: explain(CATALOGUE[0], child, MONTH_ENDS[-1]))
    walls = {words.split(" ")[0].rstrip(":"): wall for words, (wall, _) in spent.items()}
    swept = walls["sweep"] + walls["counts"]
    month_ends = len(CATALOGUE) * len(MONTH_ENDS)
    ratios = {
        "sweep / sort": swept / walls["DuckDB"],
        "SQL for each / sweep": walls["SQL"] / len(simple) / len(days) * month_ends / swept,
        "interpreter / sweep": walls["interpreter"] / len(few) * children / swept,
    }
    if "pandas" in walls:
        ratios["pandas for each / sweep"] = walls["pandas"] / len(some) * month_ends / swept
    for words, ratio in ratios.items():
        print(f"  {words}: {ratio:,.1f} x")
    p95 = quantiles((a + b for a, b in zip(alone, why, strict=True)), n=20)[-1]
    print(f"  one child, every definition and one explained: p95 {1000 * p95:.1f} ms")
    print(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")
    if spark:
        cluster = engine("spark")
        held(cluster, facts)
        with timed(SPARK, spent):
            sweep(cluster, expressions)
            counted(cluster)
        print(
            f"  Spark / DuckDB: {spent['Spark: the same sweep, started already'][0] / swept:.1f} x"
        )
    print(GOALS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, nargs="*", default=[97_000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--spark", action="store_true")
    given = parser.parse_args()
    for children in given.children:
        with tempfile.TemporaryDirectory() as folder:
            england(Path(folder), children, given.seed)
            print(f"{children:,} children, seed {given.seed}", flush=True)
            compare(Path(folder) / "*" / "*.parquet", children, given.spark)


if __name__ == "__main__":
    main()
