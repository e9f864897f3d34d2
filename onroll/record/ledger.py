"""Opening, entered, left, closing: how the list of a definition moved between two runs, all of it.

Between a day as one run knew it and a later day as another run knows it a list changes for four
reasons, and each child who moved is told under just one of them:

* the definition changed: the same facts, read by the rules of now, give another list;
* two records were found to be one child, or one to be two: the reference is another;
* something was learnt late, corrected or withdrawn: the same day, known better;
* the days passed: a child entered or left.

Each is the step from one list to the next, so opening and the four steps are closing, always.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq

from onroll.record.calendars import calendar_tables
from onroll.record.definitions import Definition
from onroll.record.engines import DuckDB, connect
from onroll.record.evaluate import rules
from onroll.record.known_then import KeptRun
from onroll.record.school_days import SchoolCalendar
from onroll.record.spells import day_number
from onroll.record.sweep import sweep

Children = frozenset[str]


class Cause(StrEnum):
    """Why a list moved, in the order in which it is told."""

    DEFINITION = "The definition changed"
    RECORDS = "Records joined or separated"
    LEARNT = "Learnt late or corrected"
    DAYS = "Days passed"


@dataclass(frozen=True)
class Step:
    """The children who came on a list, and who went off it, for one cause."""

    cause: Cause
    entered: Children
    left: Children


@dataclass(frozen=True)
class Ledger:
    """How one definition's list moved from a day, as one run knew it, to another day and run.

    `steps` has one step for each `Cause`, in that order. `rules_changed` says that the two runs
    read the facts by different rules; where those of the earlier run were not read again by the
    later rules, `told_apart` is false and what the definition changed is told under *learnt*.
    """

    definition: str
    from_day: date
    to_day: date
    opening: Children
    closing: Children
    steps: tuple[Step, ...]
    rules_changed: bool
    told_apart: bool

    @property
    def entered(self) -> int:
        """How many came on the list because days passed."""
        return len(self.of(Cause.DAYS).entered)

    @property
    def left(self) -> int:
        return len(self.of(Cause.DAYS).left)

    @property
    def restated(self) -> int:
        """By how many the opening number is another than the one that was told at the time."""
        others = [step for step in self.steps if step.cause is not Cause.DAYS]
        return sum(len(step.entered) - len(step.left) for step in others)

    @property
    def adds_up(self) -> bool:
        """Opening, restated, entered and left come to closing."""
        return len(self.opening) + self.restated + self.entered - self.left == len(self.closing)

    def of(self, cause: Cause) -> Step:
        return next(step for step in self.steps if step.cause is cause)


def ledger(
    definition: Definition,
    before: KeptRun,
    from_day: date,
    after: KeptRun,
    to_day: date,
    *,
    read_again: bool = True,
) -> Ledger:
    """How the list of a definition moved between a day in one run and a day in another.

    Both runs may be the same, and the days may be any. Without `read_again` the earlier run's facts
    are not read by the rules of now, which takes seconds in a county: what a changed definition did
    is then told under *learnt*. Raises FileNotFoundError when a run's tables are gone.
    """
    opening = listed(before, definition.key, from_day)
    closing = listed(after, definition.key, to_day)
    restated = listed(after, definition.key, from_day)
    same_rules = before.rules == after.rules
    by_rules = opening
    told_apart = same_rules or (read_again and after.rules == rules())
    if told_apart and not same_rules:
        by_rules = listed_anew(before, definition, from_day)
    renamed = (
        by_rules if before.folder == after.folder else called_now(by_rules, restated, before, after)
    )
    lists = [opening, by_rules, renamed, restated, closing]
    steps = tuple(
        Step(cause, to - was, was - to)
        for cause, was, to in zip(Cause, lists[:-1], lists[1:], strict=True)
    )
    return Ledger(
        definition.key,
        from_day,
        to_day,
        opening,
        closing,
        steps,
        rules_changed=not same_rules,
        told_apart=told_apart,
    )


def listed(run: KeptRun, key: str, day: date) -> Children:
    """Who was on a definition's list on a day, as a run has it."""
    spells = pq.read_table(
        run.folder / "statuses.parquet",
        columns=["child", "ends_before"],
        filters=[("definition", "=", key), ("starts_on", "<=", day)],
    ).to_pylist()
    return frozenset(
        each["child"] for each in spells if each["ends_before"] is None or each["ends_before"] > day
    )


def listed_anew(run: KeptRun, definition: Definition, day: date) -> Children:
    """Who would have been on the list had a run read its facts by the rules of now."""
    number = day_number(day)
    with TemporaryDirectory(prefix="onroll-ledger-") as work:
        engine = DuckDB(connect(temporary=Path(work)))
        engine.parquet("facts", run.folder / "facts.parquet")
        load_calendars(engine, run)
        sweep(engine, {definition.key: definition.expression})
        found = engine.fetch(f"select child from statuses where s <= {number} and e > {number}")
    return frozenset(found["child"].to_pylist())


def load_calendars(engine: DuckDB, run: KeptRun) -> None:
    """The school days that a run counted in."""
    schools = pq.read_table(run.folder / "schools.parquet", columns=["urn", "days"]).to_pylist()
    calendars = {row["urn"] or "": SchoolCalendar(row["days"]) for row in schools}
    school_day, next_school_day = calendar_tables(calendars)
    engine.rows("school_day", school_day)
    engine.rows("next_school_day", next_school_day)


def called_now(
    listed_then: Children, listed_now: Children, before: KeptRun, after: KeptRun
) -> Children:
    """The children listed then, by the references of the later run.

    A reference that is gone leads to those that its source records have now; a child none of whose
    records is there any more keeps the reference of then. A child who was found to be two is also
    the new one, where that one is listed.
    """
    if not listed_then:
        return listed_then
    known, there = references(before), references(after)
    held = records(before, "child", listed_then)
    leads = {each["record_id"]: each["child"] for each in held}
    found: dict[str, set[str]] = {child: set() for child in listed_then}
    for row in records(after, "record_id", leads):
        found[leads[row["record_id"]]].add(row["child"])
    now: set[str] = set()
    for child, refs in found.items():
        if child in there:
            now |= {child} | {ref for ref in refs - known if ref in listed_now}
        else:
            now |= refs or {child}
    return frozenset(now)


def references(run: KeptRun) -> set[str]:
    """Every child of a run."""
    table = pq.read_table(run.folder / "children.parquet", columns=["child"])
    return set(table["child"].to_pylist())


def records(run: KeptRun, column: str, wanted: Iterable[str]) -> list[dict[str, str]]:
    """The source records of a run, and whose they are, of which a column has one of these."""
    rows: list[dict[str, str]] = pq.read_table(
        run.folder / "records.parquet",
        columns=["record_id", "child"],
        filters=[(column, "in", sorted(wanted))],
    ).to_pylist()
    return rows
