"""No small number of children can be worked back from what is released, whatever is put together.

The tests protect and attack a few made-up releases; `run.py prove disclosure` does so with
ONROLL_PROOF of them, and prints how many of their numbers are shown.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import product
from math import inf
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onroll.figures.disclosure import (
    CannotBeProtected,
    Figure,
    Recovered,
    Release,
    Shown,
    attack,
    protect,
)
from onroll.figures.disclosure.attacking import Attacker, Contradicted, every_number
from onroll.figures.disclosure.quiet import quiet

PROOF = int(os.environ.get("ONROLL_PROOF", "0"))
SEED = int(os.environ.get("ONROLL_SEED", "1"))
SMALL = 5

Counts = dict[Any, int]


def figure(key: str, *groups: Any) -> Figure:
    return Figure(key, frozenset(groups))


def table(rows: Iterable[str], columns: Iterable[str]) -> list[Figure]:
    """Every cell of a table with its totals; a group is a row and a column."""
    rows, columns = list(rows), list(columns)
    cells = [figure(f"{r} {c}", (r, c)) for r in rows for c in columns]
    across = [figure(f"{r} all", *product([r], columns)) for r in rows]
    down = [figure(f"all {c}", *product(rows, [c])) for c in columns]
    return [*cells, *across, *down, figure("all", *product(rows, columns))]


def as_it_is(figures: Iterable[Figure], counts: Counts, *hidden: str) -> Release:
    held = tuple(figures)
    shown = {f.key: Shown.exactly(f.of(counts)) for f in held if f.key not in hidden}
    return Release(held, shown)


AREAS = table(["north", "south"], ["girls", "boys"])
COUNTS: Counts = {
    ("north", "girls"): 2, ("north", "boys"): 9, ("south", "girls"): 14, ("south", "boys"): 20,
}  # fmt: skip
#            girls  boys  all
#     north     2     9    11
#     south    14    20    34
#     all      16    29    45


def test_a_hidden_number_beside_its_total_is_no_secret() -> None:
    """11 in the north less 9 boys are 2 girls."""
    found = attack([as_it_is(AREAS, COUNTS, "north girls")], COUNTS, small=SMALL)
    assert found == [Recovered("north girls", 2, 2)]


def test_one_more_number_in_the_row_alone_is_not_enough() -> None:
    """16 girls less 14 in the south are 2."""
    found = attack([as_it_is(AREAS, COUNTS, "north girls", "north boys")], COUNTS, small=SMALL)
    assert [each.key for each in found] == ["north girls"]


def test_a_square_of_four_is_hidden_and_every_total_is_shown() -> None:
    release = protect(AREAS, COUNTS, small=SMALL)
    assert {each.key for each in release.figures} - set(release.shown) == {
        "north girls", "north boys", "south girls", "south boys",
    }  # fmt: skip
    assert attack([release], COUNTS, small=SMALL) == []
    assert all(seen == Shown.exactly(f.of(COUNTS)) for f in release.figures
               if (seen := release.shown.get(f.key)))  # fmt: skip


def test_without_a_small_number_nothing_is_hidden_and_nought_is_shown() -> None:
    counts = COUNTS | {("north", "girls"): 0}
    release = protect(AREAS, counts, small=SMALL)
    assert len(release.shown) == len(AREAS)
    assert release.shown["north girls"] == Shown.exactly(0)


@pytest.mark.parametrize(("girls", "hidden"), [(4, True), (5, False)])
def test_the_threshold_is_the_authoritys_own(girls: int, hidden: bool) -> None:
    release = protect(AREAS, COUNTS | {("north", "girls"): girls}, small=5)
    assert ("north girls" not in release.shown) is hidden
    assert "north girls" not in protect(AREAS, COUNTS, small=10).shown


def test_what_is_released_later_may_not_open_what_was_hidden_before() -> None:
    """45 children were released. 43 of them are not looked after: so 2 are."""
    counts: Counts = {"looked after": 2, "not looked after": 43}
    before = as_it_is([figure("all", *counts)], counts)
    less = figure("not looked after", "not looked after")
    later = protect([less], counts, small=SMALL, before=[before])
    assert later.shown == {}
    assert attack([before, later], counts, small=SMALL) == []
    assert attack([before, as_it_is([less], counts)], counts, small=SMALL)


def test_what_follows_from_what_was_released_before_is_refused_by_name() -> None:
    before = as_it_is(AREAS, COUNTS, "north girls")
    with pytest.raises(CannotBeProtected, match="north girls is small"):
        protect([figure("north girls again", ("north", "girls"))], COUNTS, small=SMALL,
                before=[before])  # fmt: skip


def test_opening_new_left_and_closing_are_attacked_together() -> None:
    """105 brought forward, 97 new, 200 at the end: so 2 left."""
    counts: Counts = {"stayed": 103, "left": 2, "new": 97}
    flow = [
        figure("brought forward", "stayed", "left"), figure("new", "new"),
        figure("left", "left"), figure("at the end", "stayed", "new"),
    ]  # fmt: skip
    assert attack([as_it_is(flow, counts, "left")], counts, small=SMALL)
    release = protect(flow, counts, small=SMALL)
    assert attack([release], counts, small=SMALL) == []
    assert len(release.shown) == 2, "one more is hidden, and the other two are shown"


def test_rounding_to_ten_hides_what_a_total_that_is_not_rounded_gives_away() -> None:
    """Nearest 10 of 44 is 40; of 45, 50. 40 printed beside an exact 49 leaves 0 to 14."""
    assert (Shown.rounded(40, 10), Shown.rounded(50, 10)) == (Shown(35, 44), Shown(45, 54))
    counts: Counts = {"known": 44, "not known": 4}
    both = [figure("known", "known"), figure("all", *counts)]
    rounded = Release(tuple(both), {"known": Shown.rounded(40, 10), "all": Shown.exactly(48)})
    attacker = Attacker([rounded])
    assert attacker.bounds(figure("not known", "not known")) == (4, 13)
    exact = Release(tuple(both), {"known": Shown.exactly(44), "all": Shown.exactly(48)})
    assert [each.key for each in attack([exact], counts, small=SMALL)] == ["not known"]


def test_two_numbers_that_cannot_both_be_right_are_said_to_be_so() -> None:
    wrong = Release(tuple(AREAS), {"north all": Shown.exactly(3), "all": Shown.exactly(2)})
    with pytest.raises(Contradicted):
        Attacker([wrong]).bounds(AREAS[0])


FEW = table(["a", "b"], ["x", "y"])
CELLS = [("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 2), min_size=4, max_size=4), st.sets(st.sampled_from(range(9))))
def test_what_an_attacker_finds_is_what_trying_every_world_finds(
    numbers: list[int], hidden: set[int]
) -> None:
    """The slow, obvious version: every table of four numbers from 0 to 8."""
    counts: Counts = dict(zip(CELLS, numbers, strict=True))
    release = as_it_is(FEW, counts, *(str(FEW[n].key) for n in hidden))
    worlds = [
        world
        for each in product(range(9), repeat=4)
        if all(f.of(world := dict(zip(CELLS, each, strict=True))) == release.shown[f.key].least
               for f in FEW if f.key in release.shown)
    ] if len(release.shown) > 4 else []  # fmt: skip
    attacker = Attacker([release])
    for each in FEW:
        least, most = attacker.bounds(each)
        if worlds and most < inf:
            values = {each.of(world) for world in worlds}
            assert (least, most) == (min(values), max(values))


def test_what_the_solver_prints_is_no_part_of_what_a_command_says(
    capfd: pytest.CaptureFixture[str],
) -> None:
    library = ctypes.CDLL(None)
    with quiet():
        library.puts(b"tmpSolver.run();")
        print("said by Python")
    library.puts(b"said by C")
    library.fflush(None)
    assert sorted(capfd.readouterr().out.splitlines()) == ["said by C", "said by Python"]


def test_a_world_that_does_not_fit_is_not_believed() -> None:
    release = replace(as_it_is(AREAS, COUNTS, "north girls"), worlds=({("north", "girls"): 9},))
    assert attack([release], COUNTS, small=SMALL) == [Recovered("north girls", 2, 2)]


def made_up(random: Random) -> tuple[Counts, list[Figure]]:
    """An authority's children by area, phase, sex and whereabouts, and seven linked tables."""
    dimensions = [range(random.randint(2, 6)), range(2), range(2), range(2)]
    mean = random.choice([2, 5, 12])
    counts = {group: int(random.expovariate(1 / mean)) for group in product(*dimensions)}
    figures = []
    for shape in (
        "0000", "1000", "1100", "1010", "1001", "0110", "0101",
    ):  # fmt: skip
        by = [list(d) if n == "1" else ["all"] for n, d in zip(shape, dimensions, strict=True)]
        for cell in product(*by):
            within = frozenset(
                group for group in counts
                if all(c in ("all", part) for c, part in zip(cell, group, strict=True))
            )  # fmt: skip
            figures.append(Figure(cell, within))
    return counts, figures


def a_leak(counts: Mapping[Any, int], random: Random) -> tuple[Release, Any] | None:
    """Somebody else's release of all children, and of all without one small group; and which."""
    small = [group for group, many in counts.items() if 1 <= many < SMALL]
    if not small:
        return None
    group = random.choice(small)
    both = [figure("all again", *counts), figure("without", *(set(counts) - {group}))]
    return as_it_is(both, dict(counts)), group


@pytest.mark.proof
def test_disclosure() -> None:
    releases, shown, every, leaks, found = PROOF or 6, 0, 0, 0, 0
    for number in range(releases):
        random = Random(f"{SEED} {number}")
        counts, figures = made_up(random)
        release = protect(figures, counts, small=SMALL)
        assert attack([release], counts, small=SMALL) == [], f"release {number}"
        shown, every = shown + len(release.shown), every + len(figures)
        planted = a_leak(counts, random)
        if planted:
            leaks += 1
            one = [Figure("planted", frozenset({planted[1]}))]
            found += bool(attack([release, planted[0]], counts, small=SMALL, targets=one))
    print(
        f"seed {SEED}: {releases:,} releases, 0 numbers worked back; {found:,} of {leaks:,} "
        f"planted leaks found; {shown:,} of {every:,} numbers shown ({shown / every:.1%})"
    )
    assert found == leaks > 0


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_second_release_of_the_same_children_opens_nothing_of_the_first(
    one: int, two: int
) -> None:
    random = Random(one)
    counts, figures = made_up(random)
    half = random.sample(figures, len(figures) // 2)
    first = protect(half, counts, small=SMALL, later=figures)
    other = Random(two).sample(figures, len(figures) // 2)
    second = protect(other, counts, small=SMALL, before=[first])
    assert attack([first, second], counts, small=SMALL) == []
    assert {f.groups for f in every_number([second])} >= {f.groups for f in other}
