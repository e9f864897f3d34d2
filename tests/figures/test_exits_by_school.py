"""Exits by school and period, drawn on the first and the last day of each window."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from onroll.figures.exits_by_school import exits_by_school, exits_of_run
from onroll.figures.periods import Period

AUTUMN = Period(date(2025, 9, 1), date(2025, 12, 31))
SPRING = Period(date(2026, 1, 1), date(2026, 4, 12))
Row = tuple[str, str, str, str | None, str | None]


def facts(*rows: Row) -> pa.Table:
    children, names, starts, ends, settings = zip(*rows, strict=True) if rows else ((),) * 5
    return pa.table(
        {
            "child": pa.array(children, pa.string()),
            "fact": pa.array(names, pa.string()),
            "starts_on": pa.array([date.fromisoformat(d) for d in starts], pa.date32()),
            "ends_before": pa.array([d and date.fromisoformat(d) for d in ends], pa.date32()),
            "setting": pa.array(settings, pa.string()),
        }
    )


def statuses(*rows: tuple[str, str]) -> pa.Table:
    children, starts = zip(*rows, strict=True) if rows else ((), ())
    return pa.table(
        {
            "child": pa.array(children, pa.string()),
            "definition": pa.array(["unexplained_exit"] * len(rows), pa.string()),
            "starts_on": pa.array([date.fromisoformat(d) for d in starts], pa.date32()),
        }
    )


def counted(told: pa.Table, found: pa.Table, *periods: Period) -> list[tuple]:
    rows = exits_by_school(told, found, periods).to_pylist()
    return [
        (r["period_start"], r["setting"], r["exits"], r["unexplained"], r["home_educated"])
        for r in rows
    ]


def test_a_child_counts_once_for_a_school_and_period_whatever_sources_say_so() -> None:
    """Amira's return and the list of leavers give two days; Ben left two schools."""
    told = facts(
        ("Amira", "removed_from_roll", "2025-11-14", "2025-11-15", "100001"),
        ("Amira", "left_roll", "2025-11-17", "2025-11-18", "100001"),
        ("Ben", "left_roll", "2025-11-17", "2025-11-18", "100001"),
        ("Ben", "left_roll", "2026-02-02", "2026-02-03", "100002"),
        ("Cara", "left_roll", "2025-11-17", "2025-11-18", None),
        ("Dev", "on_roll", "2025-11-17", None, "100001"),
    )
    assert counted(told, statuses(), AUTUMN, SPRING) == [
        (AUTUMN.starts_on, "100001", 2, 0, 0),
        (SPRING.starts_on, "100002", 1, 0, 0),
    ]


def test_both_ends_of_a_period_are_in_it() -> None:
    told = facts(
        *(
            (f"EC-{n}", "left_roll", day, None, "100001")
            for n, day in enumerate(("2025-08-31", "2025-09-01", "2025-12-31", "2026-01-01"))
        )
    )
    assert counted(told, statuses(), AUTUMN) == [(AUTUMN.starts_on, "100001", 2, 0, 0)]


def test_an_exit_is_unexplained_where_it_was_found_so_within_120_days() -> None:
    """120 days after 14 November is 14 March: Amira's was found then, Ben's the day after.

    Cara's was of an earlier exit.
    """
    told = facts(
        *((child, "left_roll", "2025-11-14", None, "100001") for child in ("Amira", "Ben", "Cara"))
    )
    found = statuses(("Amira", "2026-03-14"), ("Ben", "2026-03-15"), ("Cara", "2025-11-13"))
    assert counted(told, found, AUTUMN) == [(AUTUMN.starts_on, "100001", 3, 1, 0)]


def test_what_a_run_says_of_a_later_day_has_not_been_found(tmp_path: Path) -> None:
    """Amira left on 10 November; if nothing is told, her exit is unexplained from 6 January.

    On 5 January it is not, and on 6 January it is.
    """
    pq.write_table(facts(("Amira", "left_roll", "2025-11-10", None, "100001")),
                   tmp_path / "facts.parquet")  # fmt: skip
    pq.write_table(statuses(("Amira", "2026-01-06")), tmp_path / "statuses.parquet")
    for day, unexplained in ((date(2026, 1, 5), False), (date(2026, 1, 6), True)):
        (row,) = exits_of_run(tmp_path, [AUTUMN], day).to_pylist()
        assert row["unexplained"] is unexplained


def test_home_education_after_an_exit_is_counted_and_before_it_is_not() -> None:
    """Ben's ended on the day he left that school, Cara's began 121 days after."""
    told = facts(
        *(
            (child, "left_roll", "2025-11-14", None, "100001")
            for child in ("Amira", "Ben", "Cara", "Dev")
        ),
        ("Amira", "home_educated", "2025-11-14", None, None),
        ("Ben", "home_educated", "2025-09-01", "2025-11-14", None),
        ("Cara", "home_educated", "2026-03-15", None, None),
        ("Dev", "home_educated", "2026-03-14", None, None),
    )
    assert counted(told, statuses(), AUTUMN) == [(AUTUMN.starts_on, "100001", 4, 0, 2)]


def test_the_school_with_the_most_exits_is_first() -> None:
    told = facts(
        ("Amira", "left_roll", "2025-11-14", None, "100001"),
        ("Ben", "left_roll", "2025-11-14", None, "100002"),
        ("Cara", "left_roll", "2025-11-14", None, "100002"),
    )
    assert [row[1] for row in counted(told, statuses(), AUTUMN)] == ["100002", "100001"]
    assert counted(facts(), statuses(), AUTUMN) == []
