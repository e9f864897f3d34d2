"""Every scripted snoop is in the queue, and few of the lawful looks among which it is hidden.

`run.py prove snoop` replays 20,000 lawful looks with 200 snoops; the tests a sample of both.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils.timezone import localdate

from onroll.web.oversight import gate, opening, signs
from onroll.web.oversight.models import Item, Kind
from tests.web import snoops
from tests.web.snoops import DAYS, SNOOPS, Look, World, happen, lawful, make_world

PROOF = int(os.environ.get("ONROLL_PROOF", "0"))
LAWFUL, HIDDEN = (4 * PROOF, PROOF // 25) if PROOF else (150, 15)
SEED = int(os.environ.get("ONROLL_SEED", "1"))
END = DAYS[-1] + timedelta(days=2)
OF_ONE_CHILD = timedelta(days=31)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(published: Any) -> World:
    world = make_world(SEED, *((1500, 60, 40) if PROOF else (600, 30, 15)))
    snoops.NAMES.update(world.surname)
    return world


def replay(looks: list[Look]) -> None:
    for each in sorted(looks, key=lambda each: each.at):
        happen(each)
    signs.search_the_log(END)


class Queue:
    """What is in the queue, by whom and about whom."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.by_user: dict[int, list[Item]] = {}
        for item in Item.objects.select_related("about"):
            self.by_user.setdefault(item.user_id, []).append(item)

    def has(self, look: Look) -> bool:
        return any(self.is_about(item, look) for item in self.by_user.get(look.who.pk, ()))

    def is_about(self, item: Item, look: Look) -> bool:
        """The child it names; else all of the day; of a common surname the week's of that name."""
        about = getattr(item, "about", None)
        if about is not None:
            return about.child == look.child and abs(item.at - look.at) < OF_ONE_CHILD
        if item.kind == Kind.COMMON_SURNAME:
            own = look.who.full_name.split()[-1]
            week = localdate(item.at).isocalendar()[:2]
            same = self.world.surname.get(look.child) == own
            return same and localdate(look.at).isocalendar()[:2] == week
        return localdate(item.at) == localdate(look.at)


def scripted(world: World, many: int) -> list[Look]:
    return [
        look
        for number in range(1, many + 1)
        for look in SNOOPS[number % len(SNOOPS)](world, number)
    ]


def missed(world: World, looks: list[Look]) -> set[int]:
    """The episodes of which no look is in the queue."""
    queue = Queue(world)
    return {look.snoop for look in looks} - {look.snoop for look in looks if queue.has(look)}


@pytest.mark.proof
def test_snoop_every_one_is_in_the_queue_and_few_of_the_lawful(world: World) -> None:
    hidden = scripted(world, HIDDEN)
    usual = list(lawful(world, LAWFUL))
    replay(hidden + usual)
    queue = Queue(world)
    queued = sum(queue.has(look) for look in usual)
    print(f"{HIDDEN} snoops, {len(missed(world, hidden))} missed")
    print(f"{queued} of {LAWFUL} lawful queued, {Item.objects.count()} lines")
    assert missed(world, hidden) == set()
    assert queued <= max(LAWFUL * 0.02, 8)  # of a small sample eight may be chance


def nothing(*_: Any, **__: Any) -> Iterator[Any]:
    return iter(())


REAL_TIME = {
    "by_glass": [(opening, "put_in")],
    "own_surname": [(gate, "raise_alerts")],
    "neighbour": [(gate, "raise_alerts")],
    "declared": [(gate, "refuse_the_declared")],
    "everybody": [(gate, "spend")],
}
SEARCHED = {
    "famous": [Kind.CROWD],
    "harvest": [Kind.OF_ONE_PLACE],
    "at_night": [Kind.OUT_OF_HOURS],
    "in_a_hurry": [Kind.RAN_THROUGH],
    "tries": [Kind.REFUSED],
}


def test_a_rule_that_is_switched_off_is_noticed(world: World) -> None:
    """Each kind of snoop is caught, and with its rule switched off it is not."""
    for name in [*REAL_TIME, *SEARCHED]:
        (script,) = {each for each in SNOOPS if each.__name__ == name}
        looks = list(script(world, 1))
        with undone():
            replay(looks)
            assert missed(world, looks) == set(), name
        with undone(), pytest.MonkeyPatch.context() as change:
            for module, rule in REAL_TIME.get(name, ()):
                change.setattr(module, rule, nothing)
            for kind in SEARCHED.get(name, ()):
                change.setitem(signs.SIGNS, kind, nothing)
            replay(looks)
            assert missed(world, looks) == {1}, name


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_coming_back_is_noticed_by_more_than_the_first_glass(world: World) -> None:
    looks = list(snoops.again_and_again(world, 1))
    replay(looks)
    kinds = Item.objects.filter(user=looks[0].who).values_list("kind", flat=True)
    assert set(kinds) == {Kind.GLASS, Kind.RETURNED}


def test_a_common_surname_is_one_line_a_week(world: World) -> None:
    """An officer of the commonest name opens every child who has it, on five days."""
    theirs = [child for child, surname in world.surname.items() if surname == "name0"][:20]
    who = world.new("Officer name0", "Education officer")
    replay(
        [
            Look(DAYS[day] + timedelta(hours=9 + n), who, child)
            for day in range(5)
            for n, child in enumerate(theirs[day * 4 : day * 4 + 4])
        ]
    )
    assert len(theirs) >= 10
    assert list(Item.objects.filter(user=who).values_list("kind", flat=True)) == [
        Kind.COMMON_SURNAME
    ]
