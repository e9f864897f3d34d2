"""What it costs to work out every definition on every day, beside slower ways of saying the same.

    run.py bench definitions [--children N …] [--seed N] [--spark]

The facts are a made-up country's. In one run: DuckDB sorting the same events once; the sweep, for
all definitions and all days, and the counts of 36 month ends from it; one SQL query for each
definition and month end, and the same in pandas; the plain interpreter, a child at a time; a day on
which some children's facts change, those swept again; one child recalculated, and explained; all
that a run works out, clocks and contradictions too; and, when asked, that by Spark. SQL, pandas and
interpreter are timed on a part and multiplied. Ratios are of processor time. Nothing is asserted
here; that they agree is what tests/spec is for.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any

import pandas as pd
import pyarrow as pa

from bench._england import SCHOOLS, england
from bench._processes import peak_gigabytes, processor_seconds
from onroll.record.calendars import calendar_tables
from onroll.record.definitions import CATALOGUE
from onroll.record.engines import DuckDB, connect
from onroll.record.one_child import FactRow, OneChild
from onroll.record.parts import Asked, Here, Workers, evaluate_all
from onroll.record.run_tables import school_days_of
from onroll.record.school_days import SchoolCalendar
from onroll.record.spark import Spark
from onroll.record.spells import Both, Either, Fact, Named, Spells, Without, day_number
from onroll.record.sweep import sweep
from onroll.record.why import explain

MONTH_ENDS = [
    date(year, month, 1) - timedelta(1)
    for year in range(2023, 2027)
    for month in range(1, 13)
    if date(2023, 10, 1) <= date(year, month, 1) <= date(2026, 9, 1)
]
SAMPLE = 200
"""Children whom the interpreter is timed on."""
CHANGED = 0.005
"""The share of children whose facts change on a day (design: 0.3 to 0.5 %)."""

GOALS = (
    "goals: sweep and counts <= 3 x the sort, >= 20 x less than SQL for each definition and month"
    " end, >= 100 x less than the interpreter; one child recalculated and explained: p95 < 10 ms;"
    " England of 9.8 million on 2 cores <= 5 min, so <= 61 microseconds of CPU a child;"
    " Spark <= 2 x that"
)


@contextmanager
def timed(words: str, spent: dict[str, float]) -> Iterator[None]:
    """Note processor seconds under the first of some words, and print them beside the wall's."""
    begun, cpu = time.perf_counter(), processor_seconds()
    yield
    spent[words.split(" ")[0].rstrip(":")] = took = processor_seconds() - cpu
    print(f"  {words:62} {took:9.2f} s of CPU, {time.perf_counter() - begun:9.2f} s", flush=True)


def held(on: DuckDB, folder: Path, calendars: dict[str, SchoolCalendar], where: str = "") -> None:
    """Give DuckDB what a sweep reads."""
    for name, days in zip(
        ("school_day", "next_school_day"), calendar_tables(calendars), strict=True
    ):
        on.rows(name, days)
    on.table("facts", f"select * from read_parquet('{facts_in(folder)}') {where}")


def facts_in(folder: Path) -> str:
    return f"{folder}/region-*/*.parquet"


def counted(on: DuckDB) -> pa.Table:
    """How many children meet each definition on each month end."""
    on.rows("month_end", pa.table({"day": pa.array(map(day_number, MONTH_ENDS), pa.int32())}))
    return on.fetch("""
        select definition, month_end.day, sum(n) as n
        from (select definition, day, sum(step) as n
              from (select definition, s as day, 1 as step from statuses
                    union all select definition, e, -1 from statuses)
              group by definition, day) as turns
        join month_end on turns.day <= month_end.day group by definition, month_end.day""")


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
    """The facts as pandas holds them."""
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


def children_of(
    record: DuckDB, count: int, calendars: dict[str, SchoolCalendar]
) -> dict[str, OneChild]:
    rows = record.fetch(f"""
        select child, fact, starts_on, ends_before, value, setting from facts
        where child in (select distinct child from facts order by hash(child) limit {count})
    """).to_pylist()
    facts: dict[str, list[FactRow]] = {}
    for row in rows:
        facts.setdefault(row.pop("child"), []).append(FactRow(**row))
    return {child: OneChild(said, calendars) for child, said in facts.items()}


def each(children: dict[str, OneChild], what: Callable[[OneChild], object]) -> list[float]:
    spent = []
    for child in children.values():
        begun = time.process_time()
        what(child)
        spent.append(time.process_time() - begun)
    return spent


def compare(folder: Path, children: int, spark: bool) -> None:
    record, spent = DuckDB(connect("8GB")), dict[str, float]()
    expressions = {definition.key: definition.expression for definition in CATALOGUE}
    calendars = school_days_of(folder, {"", *(f"1{n:05}" for n in range(SCHOOLS))})
    held(record, folder, calendars)
    record.table("event", "select child, starts_on as day, fact from facts union all"
                          " select child, ends_before, fact from facts")  # fmt: skip
    with timed("DuckDB sorts the same events once", spent):
        record.table("sorted", "select * from event order by child, day")
    record.connection.execute("drop table event; drop table sorted")
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
    with timed(f"pandas: {len(some)} of them, one month end", spent):
        for expression in some:
            in_pandas(expression, days[0], frame)
    del frame
    few = children_of(record, SAMPLE, calendars)
    with timed(f"interpreter: {len(few)} children", spent):
        alone = each(few, lambda child: [child.runs(e) for e in expressions.values()])
    why = each(few, lambda child: explain(CATALOGUE[0], child, MONTH_ENDS[-1]))
    changed = DuckDB(connect())
    some_children = f"where hash(child) % {round(1 / CHANGED)} = 0"
    held(changed, folder, calendars, some_children)
    with timed(f"append of a day: {CHANGED:.1%} of the children swept again", spent):
        sweep(changed, expressions)
    record.connection.close()
    asked = Asked(MONTH_ENDS[-1], facts=facts_in(folder), schools=f"{folder}")
    with timed("run: all that a run works out, two parts at once", spent):
        answered(asked, folder, Here())
    if spark:
        with timed("start of Spark", spent):
            cluster = Spark()
        with timed("Spark: the same, once it has started", spent):
            answered(asked, folder, cluster)
    swept = spent["sweep"] + spent["counts"]
    month_ends = len(CATALOGUE) * len(MONTH_ENDS)
    ratios = {
        "sweep and counts / sort": swept / spent["DuckDB"],
        "SQL for each / sweep": spent["SQL"] / len(simple) / len(days) * month_ends / swept,
        "pandas for each / sweep": spent["pandas"] / len(some) * month_ends / swept,
        "interpreter / sweep": spent["interpreter"] / len(few) * children / swept,
        "append of a day / sweep": spent["append"] / spent["sweep"],
    }
    if spark:
        ratios["Spark / run"] = spent["Spark"] / spent["run"]
    for words, ratio in ratios.items():
        print(f"  {words}: {ratio:,.2f} x")
    print(f"  a run: {1e6 * spent['run'] / children:.0f} microseconds of CPU a child")
    p95 = quantiles((a + b for a, b in zip(alone, why, strict=True)), n=20)[-1]
    print(f"  one child, every definition and one explained: p95 {1000 * p95:.1f} ms")
    print(f"  peak memory {peak_gigabytes():.2f} GB")
    print(GOALS)


def answered(asked: Asked, folder: Path, by: Workers) -> None:
    answer = folder / "answer"
    answer.mkdir(exist_ok=True)
    evaluate_all(asked, answer, by, lambda stage, done, total: None)


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
            compare(Path(folder), children, given.spark)


if __name__ == "__main__":
    main()
