"""A release whose counts are rounded: what it prints, what it says, and what follows from it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onroll.figures.disclosure import Figure, Release, Shown, attack, protect
from onroll.figures.releasing.gate import Refused, Released, through_the_gate
from onroll.figures.releasing.rounded_to import held, rounded_to
from onroll.figures.releasing.words_that_tell import findings_told, may_tell
from onroll.figures.reports.numbers import Count, Mean, Rate, Share
from onroll.figures.rounding import to_nearest
from onroll.figures.writing.plain_text import value_of
from onroll.figures.writing.value_text import on_page, spelt
from tests.figures.test_disclosure import AREAS, COUNTS
from tests.figures.test_gate import DAY, EAST, NORTH, SMALL, SOUTH, children, of_groups, report

Groups = dict[str, frozenset[str]]


def through(groups: Groups, before: dict[str, Released] | None = None, base: int = 5) -> Released:
    drawn = report(of_groups(groups))
    return through_the_gate("new", drawn, before or {}, small=SMALL, base=base)


def printed(found: Released) -> dict[str, list[str]]:
    table = found.as_read().tables[0]
    return {
        row.labels[-1]: [on_page(n, c) for n, c in zip(row.numbers, table.columns, strict=True)]
        for row in table.rows
    }


def test_nothing_is_rounded_until_an_authority_says_so() -> None:
    assert rounded_to(DAY) == 1
    assert held().source


def test_half_way_between_two_is_the_higher() -> None:
    assert [to_nearest(n, 5) for n in (2, 3, 7, 8)] == [0, 5, 5, 10]
    assert [to_nearest(n, 10) for n in (4, 5, 14, 15)] == [0, 10, 10, 20]


def test_counts_are_rounded_and_shares_are_made_of_them() -> None:
    """21 of 57 are 36.8 %; 20 of 55 are 36.4 %."""
    found = printed(through({"South": children(0, 21), "East": children(100, 36)}))
    assert found == {
        "South": ["20", "36.4% (20 of 55)"], "East": ["35", "63.6% (35 of 55)"],
        "Total": ["55", "100.0% (55 of 55)"],
    }  # fmt: skip


def test_rates_and_means_are_made_of_rounded_counts_too() -> None:
    those = children(0, 21)
    assert str(Rate(those, 1000, base=5).value) == "20.00"
    assert Mean((those, children(0, 28)), base=5).value == 25
    assert Share(those, children(0, 22), base=5).value == 100
    assert Share(children(0, 17), children(0, 17), base=5).value is None  # of 15


def test_every_file_has_the_rounded_number_and_says_so() -> None:
    read = through({"South": children(0, 21), "East": children(100, 36)}).as_read()
    table = read.tables[0]
    cells = spelt(table).rows[0].cells
    assert [str(c.value) for c in cells if not isinstance(c, str)] == ["20", "36.4", "20", "55"]
    assert value_of(table.rows[0].numbers[1])["number"] == 20
    assert any("rounded to the nearest 5" in note for note in table.notes)


def test_a_small_number_is_hidden_though_it_could_be_rounded() -> None:
    found = printed(through({"North": NORTH, "South": SOUTH, "East": EAST}))
    assert found["North"] == ["[c]", "[c]"]
    shown = [row for row, said in found.items() if said[0] != "[c]"]
    assert shown == ["South", "East", "Total"], "rounding leaves nothing to subtract"


def test_what_is_printed_tells_that_it_is_not_small() -> None:
    """5 is 5, 6 or 7, for 3 and 4 are hidden; 0 is 0; to tens, 10 may be 5."""
    assert Shown.rounded(5, 5, 5) == Shown(5, 7)
    assert Shown.rounded(0, 5, 5) == Shown(0, 0)
    assert Shown.rounded(10, 10, 5) == Shown(5, 14)
    assert Shown.rounded(0, 20, 5) == Shown(0, 9)


def test_what_a_rounded_and_an_exact_number_give_together_is_hidden() -> None:
    """47 children before; and now to the nearest 5, 45 of them and 2 more."""
    before = {"old": through({"All": children(0, 47)}, base=1)}
    found = through({"All": children(0, 49)}, before)
    assert printed(found)["All"][0] == "50"  # 48 to 52: 1 to 5 more
    least = through({"All": children(0, 48), "None": frozenset()}, before, base=2)
    assert printed(least)["All"][0] == "[c]"  # 47 or 48 printed as 48: none or one more


def test_what_was_released_as_it_is_is_still_refused_beside_what_is_rounded() -> None:
    leak = Released(report(of_groups({"North": NORTH, "South": SOUTH})), frozenset(), SMALL)
    with pytest.raises(Refused, match="is small and can be worked back"):
        through({"East": EAST}, {"old": leak})


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=4, max_size=4), st.sampled_from([5, 10]))
def test_nothing_small_follows_from_a_rounded_release_and_an_exact_one(
    numbers: list[int], base: int
) -> None:
    counts = dict(zip(COUNTS, numbers, strict=True))
    first = protect(AREAS[:4], counts, small=SMALL, later=AREAS)
    second = protect(AREAS, counts, small=SMALL, before=[first], base=base)
    assert attack([first, second], counts, small=SMALL) == []
    for figure in AREAS:
        seen = second.shown.get(figure.key)
        assert seen is None or seen.least <= figure.of(counts) <= seen.most
        assert seen is None or not 1 <= figure.of(counts) < SMALL


def test_rounding_shows_more_than_exact_numbers_can() -> None:
    shown = [len(protect(AREAS, COUNTS, small=SMALL, base=base).shown) for base in (1, 5, 10)]
    assert shown == [5, 8, 8]


def test_a_finding_with_a_number_is_not_told_where_numbers_are_rounded() -> None:
    drawn = report(
        of_groups({"South": SOUTH, "East": EAST}),
        findings=("20 of 50 children live in the South.", "Nobody knows why."),
    )
    assert findings_told(drawn, (), small=SMALL, base=5) == ("Nobody knows why.",)
    assert may_tell("21 and 20", report(of_groups({"S": children(0, 21)})), (), small=SMALL,
                    base=5) == [21]  # fmt: skip


def test_the_children_behind_a_number_are_those_that_were_counted() -> None:
    found = through({"South": children(0, 21)})
    number = found.report.tables[0].rows[0].numbers[0]
    assert isinstance(number, Count)
    assert (len(number.things), number.value) == (21, 21)
    assert replace(found, base=1).as_read().tables[0].rows[0].numbers[0].value == 21


def test_two_figures_that_are_one_cannot_be_told_from_their_printed_numbers() -> None:
    """Printed 5 and 5 beside 10: of which each is 5, 6 or 7."""
    both = tuple(Figure(name, frozenset({name})) for name in ("a", "b"))
    whole = Figure("all", frozenset({"a", "b"}))
    seen = {"a": Shown.rounded(5, 5, 5), "all": Shown.rounded(10, 5, 5)}
    assert attack([Release((*both, whole), seen)], {"a": 6, "b": 4}, small=SMALL) == []
