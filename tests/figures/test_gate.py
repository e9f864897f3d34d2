"""The gate: what is hidden in one report, beside another, and in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onroll.figures.releasing.frozen import from_json, to_json
from onroll.figures.releasing.gate import Refused, Released, through_the_gate
from onroll.figures.releasing.smallest_number import held, smallest_number
from onroll.figures.releasing.words_that_tell import findings_told, may_tell, numbers_in
from onroll.figures.reports.numbers import (
    Count,
    Given,
    Hidden,
    Mean,
    MeanShare,
    Median,
    Number,
    Rate,
    Share,
)
from onroll.figures.reports.report import ONE_GROUP, TOTAL, Column, Report, Row, Table

DAY = date(2026, 9, 30)
SMALL = 5


def children(first: int, many: int) -> frozenset[str]:
    return frozenset(f"c{n:04}" for n in range(first, first + many))


def of_groups(groups: dict[str, frozenset[str]], key: str = "area") -> Table:
    """One row for each group and one for all of them, with how many and what share."""
    every = frozenset[str]().union(*groups.values())
    columns = (Column("child_count", "Children"), Column("child_percent", "Percentage", "%", 1))
    rows = [Row((name,), (Count(held), Share(held, every))) for name, held in groups.items()]
    rows.append(Row((TOTAL,), (Count(every), Share(every, every))))
    return Table(key, key, "children", ((key, key),), columns, tuple(rows), ONE_GROUP)


def report(*tables: Table, findings: tuple[str, ...] = ()) -> Report:
    return Report(
        "drawn", "Drawn", "Exampleshire", DAY, None, ("missing_education",), tables, findings
    )


def read(released: Released) -> dict[str, tuple[str, ...]]:
    """Each row of the report as it is read, in print."""
    return {
        f"{table.key} {row.labels[-1]}": tuple(
            str(n.value) if n.value is not None else f"[{n.symbol}]" for n in row.numbers
        )
        for table in released.as_read().tables
        for row in table.rows
    }


def through(drawn: Report, before: dict[str, Released] | None = None) -> Released:
    return through_the_gate("new", drawn, before or {}, small=SMALL)


def test_the_smallest_number_has_a_source_and_holds_from_a_day() -> None:
    assert smallest_number(DAY) == 5
    assert held().source


NORTH, SOUTH, EAST = children(0, 3), children(100, 20), children(200, 30)


def test_a_small_number_is_hidden_with_another_and_with_what_is_made_of_them() -> None:
    found = read(through(report(of_groups({"North": NORTH, "South": SOUTH, "East": EAST}))))
    assert found["area North"] == ("[c]", "[c]")
    assert found["area Total"] == ("53", "100.0")
    hidden = [row for row, said in found.items() if said == ("[c]", "[c]")]
    assert len(hidden) == 2, found  # one more, or North would be 53 less 20 less 30


def test_where_nothing_is_small_all_is_shown() -> None:
    found = read(through(report(of_groups({"South": SOUTH, "East": EAST}))))
    assert found["area South"] == ("20", "40.0")
    assert found["area East"] == ("30", "60.0")


def test_a_number_hidden_in_one_table_is_not_shown_in_another() -> None:
    girls = of_groups({"Girls": NORTH, "Boys": SOUTH | EAST}, "sex")
    found = read(through(report(of_groups({"North": NORTH, "South": SOUTH, "East": EAST}), girls)))
    assert found["sex Girls"][0] == found["area North"][0] == "[c]"
    assert found["sex Boys"][0] == "[c]" or found["sex Total"][0] == "[c]"


def test_tables_without_a_total_have_the_same_one() -> None:
    def untotalled(table: Table) -> Table:
        return replace(table, rows=table.rows[:-1])

    areas = untotalled(of_groups({"North": NORTH, "South": SOUTH}))
    girls = untotalled(
        of_groups({"Girls": NORTH | children(100, 7), "Boys": children(107, 13)}, "sex")
    )
    found = read(through(report(areas, girls)))
    shown = [row for row, said in found.items() if said[0] != "[c]"]
    assert found["area North"][0] == "[c]"  # or it would be 10 and 13 less 20
    assert len(shown) < 3, found


def test_a_total_that_is_another_released_total_and_two_children_more_is_hidden() -> None:
    before = {"old": through_the_gate("old", report(of_groups({"All": SOUTH})), {}, small=SMALL)}
    assert read(before["old"])["area All"][0] == "20"
    found = read(through(report(of_groups({"All": SOUTH | children(120, 2)})), before))
    assert found["area All"][0] == found["area Total"][0] == "[c]"
    far = read(through(report(of_groups({"All": SOUTH | children(120, 5)})), before))
    assert far["area All"][0] == "25"


def test_of_two_numbers_that_make_up_a_third_and_share_a_few_one_is_hidden() -> None:
    """20 and 12 of 30, and nobody else: so 2 are in both, whatever two of the three say."""

    def alone(those: frozenset[str]) -> Report:
        return report(of_groups({"All": those}))

    whole, one, other = children(0, 30), children(0, 20), children(18, 12)
    before: dict[str, Released] = {}
    for name, those in (("whole", whole), ("one", one)):
        before[name] = through_the_gate(name, alone(those), before, small=SMALL)
        assert read(before[name])["area All"][0] == str(len(those))
    assert read(through(alone(other), before))["area All"][0] == "[c]"
    far = read(through(alone(children(14, 16)), before))  # 6 are in both: no small number
    assert far["area All"][0] == "16"


def test_the_same_number_again_is_shown_again() -> None:
    drawn = report(of_groups({"South": SOUTH, "East": EAST}))
    assert read(through(drawn, {"old": through(drawn)})) == read(through(drawn))


def test_what_would_follow_from_a_release_already_is_refused_in_words() -> None:
    shown = Released(report(of_groups({"North": NORTH, "South": SOUTH})), frozenset(), SMALL)
    with pytest.raises(
        Refused, match=r"This cannot be released: .* is small and can be worked back"
    ):
        through(report(of_groups({"East": EAST})), {"old": shown})


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(0, 9), min_size=2, max_size=4),
    st.lists(st.integers(0, 9), min_size=2, max_size=4),
)
def test_of_two_releases_no_difference_of_what_is_shown_is_small(
    one: list[int], other: list[int]
) -> None:
    def drawn(sizes: list[int]) -> Report:
        return report(of_groups({f"g{at}": children(100 * at, n) for at, n in enumerate(sizes)}))

    first = through_the_gate("first", drawn(one), {}, small=SMALL)
    try:
        second = through_the_gate("second", drawn(other), {"first": first}, small=SMALL)
    except Refused:
        return
    shown = {
        number.things
        for each in (first, second)
        for key, number in each.report.numbers()
        if isinstance(number, Count) and key not in each.hidden
    }
    assert not [held for held in shown if 1 <= len(held) < SMALL]
    assert not [1 for a in shown for b in shown if a and a < b and len(b - a) < SMALL]
    for each in (first, second):
        for key, number in each.report.numbers():
            if isinstance(number, Share) and key not in each.hidden:
                assert number.part in shown
                assert number.whole in shown


FINDINGS = {
    "20 of 53 children live in the South.": True,
    "3 children live in the North.": False,
    "53 children on 30 September 2026, up from 44.": False,
    "53 children in Quarter 2, July to September 2026, 33 more than the 20 of the South.": True,
    "Nobody knows why.": True,
}


def test_a_finding_is_told_if_each_of_its_numbers_is_printed_and_none_could_be_a_hidden_one() -> (
    None
):
    tables = (of_groups({"North": NORTH, "South": SOUTH, "East": EAST}),)
    drawn = report(*tables, findings=tuple(FINDINGS))
    hidden = {("area", ("North",), "child_count"), ("area", ("East",), "child_count")}
    told = findings_told(drawn, hidden, small=SMALL)
    assert told == tuple(words for words, is_told in FINDINGS.items() if is_told)


def test_numbers_in_words_that_may_tell() -> None:
    drawn = report(of_groups({"North": NORTH, "South": SOUTH, "East": EAST}))
    hidden = {("area", ("East",), "child_count")}
    assert may_tell(
        "In 2025/26 and on 5 October 2026, Year 3 had 30", drawn, hidden, small=SMALL
    ) == [30]
    assert may_tell("2 schools did not answer; 1,020 did", drawn, hidden, small=SMALL) == [2]
    assert numbers_in("1,020 of 2,000") == [1020, 2000]


@pytest.mark.parametrize(("november", "told"), [(6, True), (3, False)])
def test_a_mean_is_told_where_each_of_its_days_is(november: int, told: bool) -> None:
    """A mean beside one of its two days gives the other. 30 are the cohort on each day."""
    days = (children(0, 12), children(0, november))
    cohort = children(0, 30)
    ends = Table("ends", "Ends of months", "children", (("month", "Month"),),
                 (Column("all_count", "All"), Column("child_count", "Children")),
                 tuple(Row((month,), (Count(cohort), Count(day)))
                       for month, day in zip(("October", "November"), days, strict=True)),
                 )  # fmt: skip
    share = MeanShare(Mean(days), Mean((cohort, cohort)))
    means = Table("means", "Means", "children", (("term", "Term"),),
                  (Column("child_mean", "Mean"), Column("child_percent", "Share", "%", 1)),
                  (Row(("Autumn",), (Mean(days), share)),
                   Row(("Spring",), (Mean(None), MeanShare(Mean(None), Mean(None))))))  # fmt: skip
    found = through_the_gate("headline", report(ends, means), {}, small=SMALL)
    autumn, spring = found.as_read().table("means").rows
    assert [each.symbol for each in autumn.numbers] == [None if told else "c"] * 2
    assert [each.symbol for each in spring.numbers] == ["x", "x"], "not there yet is not hidden"


def test_what_is_frozen_is_the_same_to_the_last_child() -> None:
    numbers: tuple[Number, ...] = (
        Count(NORTH), Share(NORTH, NORTH | SOUTH, 2), Rate(NORTH, 1200), Rate(NORTH, None),
        Median.of([("c1", 3), ("c2|x", 8)]), Mean((NORTH, SOUTH)), Mean(None),
        MeanShare(Mean((NORTH, SOUTH)), Mean((NORTH | SOUTH, SOUTH)), 2),
        Given(Decimal("2.50"), None, "35 closed"), Given(None, "x"), Hidden(),
    )  # fmt: skip
    columns = tuple(Column(f"n{at}", f"N {at}", "%", 1) for at in range(len(numbers)))
    table = Table("mixed", "Mixed", "children", (("a", "A"),), columns, (Row(("=1+1",), numbers),))
    drawn = report(table, of_groups({"South": SOUTH}), findings=("One.",))
    assert from_json(to_json(drawn)) == drawn
