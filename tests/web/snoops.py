"""A month of an authority: lawful looks at children, and scripted snoops among them.

Nothing here says what the queue should hold: only who looked at whom, when, and who had no business
to. Surnames are as unequal as England's: the commonest is one person's in 75.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from types import SimpleNamespace
from typing import Any

from onroll.web.access.acting import as_person
from onroll.web.access.giving_roles import give_role
from onroll.web.access.models import Allocation, Read, User
from onroll.web.children.models import Child
from onroll.web.oversight.answers import tell_of_budget, tell_of_declared
from onroll.web.oversight.budgets import BudgetMet
from onroll.web.oversight.conflicts import KnowsTheFamily
from onroll.web.oversight.gate import look
from onroll.web.oversight.models import Declaration
from onroll.web.oversight.opening import Asked, open_record

MONDAY = datetime(2026, 11, 2, tzinfo=UTC)  # winter: London keeps Greenwich's time
DAYS = [MONDAY + timedelta(days=day) for day in range(26) if day % 7 < 5]
SURNAMES = 800
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Look:
    """One thing that somebody does at a moment; `snoop` numbers the episode; 0: none."""

    at: datetime
    who: User
    child: str
    how: str = "open"
    snoop: int = 0


@dataclass
class World:
    random: Random
    officers: list[User] = field(default_factory=list)
    workers: list[User] = field(default_factory=list)
    places: list[list[User]] = field(default_factory=list)
    surname: dict[str, str] = field(default_factory=dict)
    theirs: dict[int, list[str]] = field(default_factory=dict)
    free: Iterator[int] = field(default_factory=lambda: iter(range(10**6)))

    @property
    def references(self) -> list[str]:
        return list(self.surname)

    def new(self, name: str, role: str, **of: Any) -> User:
        email = f"snoop{next(self.free)}@exampleshire.example"
        user = User.objects.create_user(email, full_name=name)
        give_role(user, role, starts_on=date(2026, 1, 1), **of)
        return user

    def somebody(self) -> str:
        """A surname, the common ones more often."""
        weights = [1 / (rank + 20) for rank in range(SURNAMES)]
        return f"name{self.random.choices(range(SURNAMES), weights)[0]}"


def make_world(seed: int, children: int, officers: int, caseload: int) -> World:
    """Officers with the children they work with, practitioners with none, and four schools."""
    world = World(Random(seed))
    rows = []
    for n in range(children):
        reference, surname = f"EC-SN{n:05}", world.somebody()
        world.surname[reference] = surname
        rows.append(
            Child(
                reference=reference, row_id=uuid.uuid4(), forename=f"Child{n}", surname=surname,
                date_of_birth=date(2012, 1, 1) + timedelta(days=n), postcode=f"XE{n // 3} 1AA",
                name=f"{surname}  child{n}", sounds=[], upn="",
            )
        )  # fmt: skip
    Child.objects.bulk_create(rows)
    for n in range(officers):
        user = world.new(f"Officer {world.somebody()}", "Education officer")
        world.officers.append(user)
        world.theirs[user.pk] = world.random.sample(world.references, caseload)
        if n % 3 == 0:
            lives_at = f"XE{world.random.randrange(children // 3)} 1AA"
            Declaration.objects.create(user=user, postcode=lives_at, why="I live there myself")
    Allocation.objects.bulk_create(
        Allocation(child=child, user_id=user, starts_on=date(2026, 1, 1))
        for user, children in world.theirs.items() for child in children
    )  # fmt: skip
    world.workers = [world.new(f"Worker w{n}", "Youth worker") for n in range(20)]
    world.places = [
        [world.new(f"School s{n}{m}", "School user", urns=[f"90000{n}"]) for m in range(3)]
        for n in range(4)
    ]
    return world


def lawful(world: World, many: int) -> Iterator[Look]:
    """Mostly their own children, some of colleagues, a few typing mistakes and emergencies."""
    for n in range(many):
        who = world.random.choice(world.officers)
        at = world.random.choice(DAYS) + timedelta(minutes=world.random.randrange(8 * 60, 18 * 60))
        chance = world.random.random()
        if chance < 0.003:
            worker = world.random.choice(world.workers)
            yield Look(at, worker, world.random.choice(world.references), "glass")
        elif chance < 0.008:
            yield Look(at, who, f"EC-TYPO{n:05}", "refused")
        elif chance < 0.013:
            late = at.replace(hour=20 + n % 3)
            yield Look(late, who, world.random.choice(world.theirs[who.pk]))
        elif chance < 0.15:
            yield Look(at, who, world.random.choice(world.references))
        else:
            yield Look(at, who, world.random.choice(world.theirs[who.pk]))


def moment(world: World) -> datetime:
    day = world.random.choice(DAYS[5:15])
    return day + timedelta(minutes=world.random.randrange(9 * 60, 16 * 60))


def by_glass(world: World, number: int) -> Iterator[Look]:
    """A former partner's child, whose name and birthday they know."""
    child = world.random.choice(world.references)
    yield Look(moment(world), world.random.choice(world.workers), child, "glass", number)


def own_surname(world: World, number: int) -> Iterator[Look]:
    """A child of their own family; every other time of a family with a common name."""
    children = world.random.sample(world.references, 300)
    common = number % 2 == 0
    child = sorted(children, key=lambda c: int(world.surname[c][4:]))[0 if common else 150]
    who = world.new(f"Cousin {world.surname[child]}", "Education officer")
    yield Look(moment(world), who, child, "open", number)


def neighbour(world: World, number: int) -> Iterator[Look]:
    child = world.random.choice(world.references)
    who = world.new("Neighbour next", "Education officer")
    postcode = Child.objects.get(pk=child).postcode
    Declaration.objects.create(user=who, postcode=postcode, why="I live there myself")
    yield Look(moment(world), who, child, "open", number)


def declared(world: World, number: int) -> Iterator[Look]:
    child = world.random.choice(world.references)
    who = world.new("Stepfather step", "Education officer")
    Declaration.objects.create(user=who, child=child, why="She is my stepdaughter")
    yield Look(moment(world), who, child, "open", number)


def famous(world: World, number: int) -> Iterator[Look]:
    """The child of somebody in the newspapers: seven people who do not work with the child."""
    child, at = world.random.choice(world.references), moment(world)
    others = [who for who in world.officers if child not in world.theirs[who.pk]]
    for n, who in enumerate(world.random.sample(others, 7)):
        yield Look(at + n * 5 * 60 * MINUTE, who, child, "open", number)


def harvest(world: World, number: int) -> Iterator[Look]:
    """Three people of one school, 36 children within three quarters of an hour."""
    at, people = moment(world), world.random.choice(world.places)
    for n, child in enumerate(world.random.sample(world.references, 36)):
        yield Look(at + n * 1.2 * MINUTE, people[n % 3], child, "open", number)


def again_and_again(world: World, number: int) -> Iterator[Look]:
    """A child whose record they opened in an emergency once, and on two more days."""
    child, at = world.random.choice(world.references), moment(world)
    who = world.new("Worker back", "Youth worker")
    for days in (0, 2, 5):
        how = "glass" if days == 0 else "refused"
        yield Look(at + timedelta(days=days), who, child, how, number)


def at_night(world: World, number: int) -> Iterator[Look]:
    """Their own list, from the top, after ten in the evening."""
    who, at = world.random.choice(world.officers), moment(world).replace(hour=22)
    for n, child in enumerate(world.random.sample(world.references, 7)):
        yield Look(at + n * 4 * MINUTE, who, child, "open", number)


def everybody(world: World, number: int) -> Iterator[Look]:
    """One child after another at an even pace, as long as it lets them."""
    at = moment(world).replace(hour=8, minute=0)
    who = world.new("Collector all", "Education officer")
    for n, child in enumerate(world.random.sample(world.references, 61)):
        yield Look(at + n * 8 * MINUTE, who, child, "open", number)


def in_a_hurry(world: World, number: int) -> Iterator[Look]:
    who, at = world.new("Hurried fast", "Education officer"), moment(world)
    for n, child in enumerate(world.random.sample(world.references, 22)):
        yield Look(at + n * MINUTE, who, child, "open", number)


def tries(world: World, number: int) -> Iterator[Look]:
    """References typed one after another, of children who are not theirs."""
    who, at = world.new("Tries all", "Youth worker"), moment(world)
    for n, child in enumerate(world.random.sample(world.references, 4)):
        yield Look(at + n * MINUTE, who, child, "refused", number)


SNOOPS: list[Callable[[World, int], Iterator[Look]]] = [
    by_glass, own_surname, neighbour, declared, famous, harvest, again_and_again, at_night,
    by_glass, own_surname, neighbour, in_a_hurry, tries, own_surname, everybody,
]  # fmt: skip


def happen(look_at: Look) -> None:
    """Do it as the pages do: the same gate, and a row of the log for what was shown or refused."""
    who, at, child = look_at.who, look_at.at, look_at.child
    with as_person(who, at):
        if look_at.how == "glass":
            asked = Asked(name=f"Child{int(child[5:])} {surname_of(child)}", born=born(child))
            assert open_record(who, asked, "enquiry", "The school asks me about it", at) == child
        outcome = "refused" if look_at.how == "refused" else "shown"
        stopped: Any = None
        if outcome == "shown":
            try:
                look(who, [child], [child], "record", SimpleNamespace())  # type: ignore[arg-type]
            except (BudgetMet, KnowsTheFamily) as stop:
                outcome, stopped = "refused", stop
        if isinstance(stopped, BudgetMet):
            tell_of_budget(who.pk, stopped, at)
        if isinstance(stopped, KnowsTheFamily):
            tell_of_declared(who.pk, child, at)
        Read.objects.bulk_create(
            [Read(user=who, child=child, page="record", at=at, outcome=outcome)]
        )


NAMES: dict[str, str] = {}


def surname_of(child: str) -> str:
    return NAMES[child]


def born(child: str) -> date:
    return date(2012, 1, 1) + timedelta(days=int(child[5:]))
