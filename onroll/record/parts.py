"""The children of a run in parts: each worked out by itself, then put together.

Children are independent of each other, so with whom one is worked out changes nothing. Parts keep
memory where it is however many children there are, and are worked out several at once: here, or on
any machine that sees the run's folder (`spark`).
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Protocol

from onroll.record.calendars import calendar_tables
from onroll.record.engines import DuckDB, connect, quoted
from onroll.record.evaluate import TABLES, evaluate, plan_of_all
from onroll.record.plan import Plan
from onroll.record.run_tables import school_days_of

FACTS_OF_A_PART: Final = 1_000_000
"""So many facts are those of some 64,000 children."""
MEMORY_OF_A_PART: Final = "1GB"

DEALT: Final = """
select min(child) from (
  select child, (sum(n) over (order by child) - n) * $2 // sum(n) over () as part
  from (select child, count(*) as n from read_parquet($1) where hash(child) % 16 = 0
        group by child))
group by part order by part"""


@dataclass(frozen=True)
class Asked:
    """What is asked of every part.

    `facts` is a Parquet file or a pattern of several, `schools` the folder of `schools.parquet`.
    A part reads them itself, so every machine that works one out must see them at the same path.
    """

    as_of: date
    facts: str
    schools: str


@dataclass(frozen=True)
class Part:
    """The children from one on, before another; none is before the first part or after the last."""

    number: int
    first: str
    before: str | None


class Workers(Protocol):
    """Whoever works out parts."""

    at_once: int
    worth: int
    """The facts below which two do not take less time than one."""

    def work_out(
        self, asked: Asked, parts: Sequence[Part], answers: Path, done: Callable[[int], None]
    ) -> None:
        """Write the answer of each part into a folder of its own in `answers`.

        The folders' names are in the order of the parts. `done` is told how many there are so far.
        """


class Here:
    """This process, which works out two parts at once: NumPy and DuckDB let both run."""

    at_once = min(2, os.cpu_count() or 1)
    worth = 100_000

    def work_out(
        self, asked: Asked, parts: Sequence[Part], answers: Path, done: Callable[[int], None]
    ) -> None:
        with ThreadPoolExecutor(self.at_once) as pool:
            begun = [pool.submit(work_out, asked, part, folder_of(part, answers)) for part in parts]
            try:
                for number, each in enumerate(as_completed(begun), start=1):
                    each.result()
                    done(number)
            finally:
                pool.shutdown(cancel_futures=True)


def evaluate_all(
    asked: Asked, folder: Path, by: Workers, progress: Callable[[str, int, int], None]
) -> Plan:
    """Write what is true of every child into a folder, part by part.

    Each of `TABLES` is the same to the byte whoever works it out, and in however many parts.
    """
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".parts-") as work:
        answers = Path(work) / "answers"
        answers.mkdir()
        parts = parts_of(asked.facts, by)

        def report(done: int) -> None:
            progress("definitions", done, len(parts) + 1)

        report(0)
        by.work_out(asked, parts, answers, report)
        put_together(answers, folder, Path(work))
        report(len(parts) + 1)
    return plan_of_all()


def parts_of(facts: str, by: Workers) -> list[Part]:
    """The children of some facts in parts of about a million facts, in order of child.

    As many as can be worked out at once, where that is worth it; one where there are no children.
    Where a part begins is read off every sixteenth child: it need not be exact.
    """
    with connect() as db:
        counted = db.execute("select count(*) from read_parquet($1)", [facts]).fetchone()
        (rows,) = counted or (0,)
        wanted = max(1, -(-rows // FACTS_OF_A_PART), min(by.at_once, rows // by.worth))
        begins = [("",)]
        if wanted > 1:
            begins += db.execute(DEALT, [facts, wanted]).fetchall()[1:]
    firsts = [child for (child,) in begins]
    return [
        Part(number, first, before)
        for number, (first, before) in enumerate(zip(firsts, [*firsts[1:], None], strict=True))
    ]


def work_out(asked: Asked, part: Part, folder: Path) -> None:
    """Write what is true of the children of one part, by DuckDB, on one thread."""
    with connect(MEMORY_OF_A_PART, folder / "spilt") as db:
        db.execute("set threads = 1")
        on = DuckDB(db)
        upper = "" if part.before is None else f"and child < '{quoted(part.before)}'"
        on.table(
            "facts",
            f"select * from read_parquet('{quoted(asked.facts)}')"
            f" where child >= '{quoted(part.first)}' {upper}",
        )
        settings = on.fetch("select distinct setting from facts")["setting"].to_pylist()
        days = calendar_tables(school_days_of(Path(asked.schools), {"", *settings}))
        for name, table in zip(("school_day", "next_school_day"), days, strict=True):
            on.rows(name, table)
        evaluate(on, asked.as_of, folder)


def folder_of(part: Part, answers: Path) -> Path:
    folder = answers / f"{part.number:06}"
    folder.mkdir()
    return folder


def put_together(answers: Path, folder: Path, work: Path) -> None:
    """Write each table once, from the answers of all parts, in the order of the children."""
    with connect("1GB", work / "spilt") as db:
        # several threads cut a file into groups of rows where each happens to be
        db.execute("set threads = 1")
        for table in TABLES:
            DuckDB(db).write(
                f"select * from read_parquet('{quoted(answers)}/*/{table}.parquet')",
                folder / f"{table}.parquet",
            )
