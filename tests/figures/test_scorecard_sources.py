"""What the scorecard knows of families, localities and cases, and of whom it says nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onroll.figures.periods import Period
from onroll.figures.reports import cme_scorecard
from onroll.figures.reports.counted_run import CountedRun, Spell
from onroll.figures.reports.families import families
from onroll.figures.reports.numbers import Count, Given, child_of
from onroll.figures.reports.report import Report
from onroll.figures.spells_over_a_period import Flow
from tests.figures.drawn_run import drawn_run

QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))


def told(
    folder: Path,
    children: Collection[str],
    *,
    linked: Iterable[tuple[str, str]] = (),
    closed: Iterable[tuple[str, str, str | None]] = (),
    lives: dict[str, str] | None = None,
    localities: dict[str, str | None] | None = None,
    protected: Collection[str] = (),
    opened: str = "2026-07-01",
) -> CountedRun:
    """A run in which each child is missing education from the quarter's first day, and has a case
    that is closed where `closed` says so, on which day and with what outcome."""
    ends = {child: day for child, day, _ in closed}
    run = drawn_run(
        folder,
        as_of="2026-10-05",
        statuses=[
            (child, *spell)
            for child in children
            for spell in (("missing_education", opened, None),
                          ("open_case", opened, ends.get(child)))
        ],
        protected=protected,
    )  # fmt: skip
    people = pq.read_table(folder / "children.parquet")
    places = [(lives or {}).get(child) for child in people["child"].to_pylist()]
    at = people.schema.get_field_index("postcode")
    people = people.set_column(at, "postcode", pa.array(places, pa.string()))
    text, day = pa.string(), pa.date32()
    tables = {
        "children": people,
        "records": pa.table({
            "record_id": [f"{source}:{child}" for child in children
                          for source in ("casework", "pupil_system")],
            "child": [child for child in children for _ in range(2)],
        }),
        "siblings": pa.table({
            "record_id": pa.array([f"casework:{one}" for one, _ in linked], text),
            "sibling": pa.array([f"pupil_system:{other}" for _, other in linked], text),
        }),
        "localities": pa.table({
            "postcode": pa.array(list(localities or {}), text),
            "locality": pa.array(list((localities or {}).values()), text),
        }),
        "cases": pa.table({
            "record_id": pa.array([f"casework:{child}" for child, _, _ in closed], text),
            "case_ref": pa.array([f"K{child}" for child, _, _ in closed], text),
            "decision": pa.array(["Case closed" for _ in closed], text),
            "told_on": pa.array([date.fromisoformat(on) for _, on, _ in closed], day),
            "issue": pa.array([None for _ in closed], text),
            "outcome": pa.array([outcome for _, _, outcome in closed], text),
        }),
    }  # fmt: skip
    for name, table in tables.items():
        pq.write_table(table, folder / f"{name}.parquet")
    return run


def rows(report: Report, table: str) -> dict[str, int]:
    """The rows of a table that have somebody in them."""
    held = report.table(table).rows
    found = {row.labels[0]: int(row.numbers[0].value or 0) for row in held}
    return {label: value for label, value in found.items() if value}


def test_188_children_with_72_links_are_of_116_families(tmp_path: Path) -> None:
    """As many as Rotherham's minutes of quarter 1 of 2018/19 print; who is linked is made up."""
    children = [f"C{n:03}" for n in range(188)]
    run = told(tmp_path, children, linked=[(children[n], children[n + 1]) for n in range(72)])
    found = families(run, children)
    assert isinstance(found, Count)
    assert found.value == 116
    assert len({child_of(each) for each in found.things}) == 116


def test_a_family_is_joined_by_a_chain_through_one_who_is_not_counted(tmp_path: Path) -> None:
    linked = [("A", "D"), ("C", "B"), ("B", "C"), ("C", "D")]
    run = told(tmp_path, "ABCDE", linked=linked)
    assert families(run, "ABE") == Count(frozenset({"A|family", "E|family"}))


def test_nobody_who_is_protected_is_given_away_by_a_family(tmp_path: Path) -> None:
    linked = [("A", "B"), ("B", "C"), ("C", "D")]
    run = told(tmp_path, "ABCD", linked=linked, protected="B")
    found = families(run, "ABCD")
    assert found == Count(frozenset({"A|family", "B|family", "C|family"}))


@pytest.mark.parametrize("linked", [[], [("A", "B")]])
def test_where_no_link_may_be_used_families_are_not_available(
    tmp_path: Path, linked: list[tuple[str, str]]
) -> None:
    run = told(tmp_path, "AB", linked=linked, protected="B")
    assert families(run, "AB") == Given(None, "x")
    assert cme_scorecard.make(run, QUARTER).not_known == (
        "No officer has linked brothers or sisters, so families are not counted.",
    )


def test_how_cases_ended_comes_to_those_resolved_by_the_last_day_of_the_quarter(
    tmp_path: Path,
) -> None:
    found = "Found, in this authority"
    closed = [("A", "2026-09-30", found), ("B", "2026-10-01", found), ("C", "2026-07-02", None)]
    report = cme_scorecard.make(told(tmp_path, "ABCD", closed=closed), QUARTER)
    assert rows(report, "cases_closed_by_outcome") == {found: 1, "Unknown": 1, "Total": 2}
    assert report.table("work").rows[-1].numbers[3].value == 2  # resolved


def test_a_child_who_lives_in_no_locality_is_unknown_and_never_dropped(tmp_path: Path) -> None:
    lives = {"A": "XE1 1AA", "B": "XE1 1AA", "C": "XS9 9ZZ", "D": "XE1 1AA"}
    places: dict[str, str | None] = {"XE1 1AA": "Central", "XS9 9ZZ": None, "XE2 1AA": "North"}
    run = told(tmp_path, "ABCDE", lives=lives, localities=places, protected="D")
    report = cme_scorecard.make(run, QUARTER)
    assert rows(report, "new_by_locality") == {"Central": 2, "Unknown": 2, "Total": 4}
    labels = [row.labels[0] for row in report.table("new_by_locality").rows]
    assert labels == ["Central", "North", "Unknown", "Total"]  # whoever is counted


def test_without_localities_it_is_by_postcode_district_and_says_why(tmp_path: Path) -> None:
    report = cme_scorecard.make(told(tmp_path, "AB", lives={"A": "XE1 1AA"}), QUARTER)
    assert rows(report, "new_by_district") == {"XE1": 1, "Unknown": 1, "Total": 2}
    assert "No file of localities is loaded" in report.table("new_by_district").notes[-1]


def test_a_sum_that_does_not_add_up_is_no_sum() -> None:
    """Rotherham's minutes of quarter 1 of 2018/19: 32 and 188 less 134 are printed as 210."""
    spells = [Spell(f"{n}", date(2018, 4, 1), None) for n in range(220)]
    with pytest.raises(ValueError, match="32 brought forward \\+ 188 new - 134 resolved are not 2"):
        Flow(*map(tuple, (spells[:32], spells[32:], [], spells[:134], spells[:210])))
