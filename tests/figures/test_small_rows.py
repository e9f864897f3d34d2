"""A row that is there because somebody is in it is not released while those are few."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from onroll.figures.releasing.gate import through_the_gate
from onroll.figures.releasing.small_rows import put_together
from onroll.figures.reports.breakdowns import breakdown
from onroll.figures.reports.catalogue import REPORTS, asked
from onroll.figures.reports.numbers import Count, Given, Rate
from onroll.figures.reports.report import ONE_GROUP, TOTAL, Column, Report, Row, Table
from tests.figures.drawn_run import drawn_run
from tests.figures.test_gate import DAY, children, report

SMALL = 5
OTHERS = "Other schools"


def by_school(**sizes: int) -> Table:
    groups = {
        {"none_known": "None known"}.get(name, name): children(100 * at, many)
        for at, (name, many) in enumerate(sizes.items())
    }
    return breakdown("school", "By school", "School", groups, others=OTHERS, unplaced="None known")


def rows(found: Report) -> dict[str, int]:
    """How many each row of the first table counts, in their order."""
    return {
        row.labels[-1]: len(number.things)
        for row in found.tables[0].rows
        if isinstance(number := row.numbers[0], Count)
    }


def together(**sizes: int) -> dict[str, int]:
    return rows(put_together(report(by_school(**sizes)), small=SMALL))


def test_a_row_is_shown_from_the_smallest_number_on() -> None:
    found = together(Ash=4, Beech=5, Cedar=30, Dogwood=3)
    assert found == {"Beech": 5, "Cedar": 30, OTHERS: 7, "None known": 0, TOTAL: 42}


def test_where_the_few_are_too_few_the_smallest_of_the_others_is_put_with_them() -> None:
    found = together(Ash=1, Beech=9, Cedar=30, Dogwood=9)
    assert found == {"Cedar": 30, "Dogwood": 9, OTHERS: 10, "None known": 0, TOTAL: 49}


def test_which_few_schools_there_are_cannot_be_told_from_the_rows() -> None:
    """Two children in one school, in another, in both: the same labels, and the same numbers."""
    assert together(Ash=2, Beech=9, Cedar=30) == together(Elm=2, Beech=9, Cedar=30)
    assert list(together(Cedar=30)) == list(together(Ash=2, Cedar=30, Beech=9))


def test_the_place_of_a_row_tells_nothing_of_its_size() -> None:
    names = list(together(Ash=7, Beech=30, Cedar=12, Dogwood=50))
    assert names == ["Ash", "Beech", "Cedar", "Dogwood", OTHERS, "None known", TOTAL]


def test_what_is_put_together_stays_so() -> None:
    once = put_together(report(by_school(Ash=2, Beech=3, Cedar=9, none_known=1)), small=SMALL)
    assert put_together(once, small=SMALL) == once
    assert rows(once)["None known"] == 1


def test_the_gate_keeps_and_shows_the_rows_that_were_put_together() -> None:
    found = through_the_gate("new", report(by_school(Ash=2, Beech=30)), {}, small=SMALL)
    assert list(rows(found.report)) == [OTHERS, "None known", TOTAL]
    said = found.as_read().tables[0]
    assert "Ash" not in str(said.rows)
    assert any("fewer than 5" in note for note in said.notes)


def test_a_rate_of_several_schools_is_not_told_for_their_rolls_would_name_them() -> None:
    columns = (Column("exits", "Exits"), Column("rate", "Rate", places=2))
    drawn = (("Ash", 2, 210), ("Beech", 4, 830), ("Cedar", 20, 900))
    held = tuple(
        Row((name,), (Count(those := children(100 * at, many)), Rate(those, of)))
        for at, (name, many, of) in enumerate(drawn)
    )
    table = Table("exits", "Exits", "children", (("s", "School"),), columns, held, others=(OTHERS,))
    found = put_together(report(table), small=SMALL).tables[0]
    assert [row.labels for row in found.rows] == [("Cedar",), (OTHERS,)]
    assert found.rows[1].numbers == (Count(children(0, 2) | children(100, 4)), Given(None, "z"))


def test_small_reasons_of_a_school_are_put_together_and_its_total_stays() -> None:
    def row(*labels: str, first: int, many: int) -> Row:
        return Row(labels, (Count(children(first, many)),))

    held = (
        row("Ash", "Moved", first=0, many=6), row("Ash", "Ill", first=10, many=2),
        row("Ash", "Left", first=20, many=3), row("Ash", TOTAL, first=0, many=0),
        row("Beech", "Ill", first=30, many=1), row("Beech", TOTAL, first=30, many=1),
        row("Elm", "Ill", first=40, many=4), row("Elm", TOTAL, first=40, many=4),
    )  # fmt: skip
    every = Row(("Ash", TOTAL), (Count(children(0, 6) | children(10, 2) | children(20, 3)),))
    table = Table(
        "s", "S", "children", (("s", "School"), ("r", "Reason")), (Column("n", "N"),),
        (*held[:3], every, *held[4:]), ONE_GROUP, others=(OTHERS, "Other reasons"),
    )  # fmt: skip
    found = put_together(report(table), small=SMALL).tables[0]
    assert {row.labels: len(row.numbers[0].things) for row in found.rows
            if isinstance(row.numbers[0], Count)} == {
        ("Ash", "Moved"): 6, ("Ash", "Other reasons"): 5, ("Ash", TOTAL): 11,
        (OTHERS, "Ill"): 5, (OTHERS, TOTAL): 5,
    }  # fmt: skip


@pytest.mark.parametrize("key", REPORTS)
def test_the_rows_of_a_report_are_those_of_a_record_without_a_child(
    key: str, tmp_path: Path
) -> None:
    """But where they are put together in a release, and those that others published."""
    few = [("Amira", "missing_education", "2026-07-06", None),
           ("Ben", "home_educated", "2026-09-03", None)]  # fmt: skip
    facts = [
        ("Amira", "on_roll", "2024-09-01", "2026-07-06", "100001"),
        ("Ben", "on_roll", "2024-09-01", "2026-09-03", "100002"),
        ("Amira", "admission_refused", "2026-09-07", None, "100002"),
        ("Amira", "suspension", "2026-09-07", "2026-09-09", "100001"),
    ]
    made = [
        REPORTS[key].make(run, asked(REPORTS[key], DAY))
        for run in (
            drawn_run(tmp_path / "nobody", as_of=DAY.isoformat()),
            drawn_run(tmp_path / "few", as_of=DAY.isoformat(), statuses=few, facts=facts),
        )
    ]
    nobody, somebody = (
        {table.key: [row.labels for row in table.rows] for table in put_together(
            replace(each, findings=()), small=SMALL).tables}
        for each in made
    )  # fmt: skip
    assert nobody == somebody
