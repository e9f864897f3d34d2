"""Children who are hard to tell apart, as there are some everywhere.

Twins whose names sound alike, namesakes born on one day, families who were all given the first
of January, two-part surnames, cousins at one address, adopted children. `make_alike` changes who
some children of the county are, and of what happens to them only an adoption. Chance here is a
stream of its own, so that no other life moves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from random import Random
from zlib import crc32

from onroll.demo.ages import reception_year
from onroll.demo.families import Family
from onroll.demo.life import Child, SocialCare
from onroll.demo.names import COMMUNITIES
from onroll.demo.schooling import BEGINS, World
from onroll.demo.spellings import ARRIVALS, SOUND_ALIKE, UKRAINE

ADOPTED = "adopted"
"""The fate of a child whom the family it lives in adopted."""


def make_alike(world: World, seed: int) -> None:
    """Change who some children are; about one child in thirty, and some however few there are."""
    rng = Random(seed * 1_000_003 + crc32(b"lookalikes"))
    taken = {
        (child.forename, child.surname, child.born_on)
        for family in world.families.all
        for child in family.children
    }
    families = [family for family in world.families.all if _ordinary(family)]
    rng.shuffle(families)
    alike = _Alike(world, rng, taken, families)
    alike.sound_alike()
    alike.on_the_first_of_january()
    alike.from_ukraine()
    alike.two_surnames()
    alike.cousins()
    alike.namesakes()
    alike.adopted()


def _ordinary(family: Family) -> bool:
    """Whether nothing has been decided for the family but where it lives."""
    return all(not child.fate and child.homes for child in family.children)


class _Alike:
    """The families that may still be changed; each is changed once."""

    def __init__(
        self,
        world: World,
        rng: Random,
        taken: set[tuple[str, str, date]],
        families: list[Family],
    ) -> None:
        self._world, self._rng, self._taken = world, rng, taken
        self._free = {family.number: family for family in families}

    def sound_alike(self) -> None:
        """One pair of twins in eight has names that sound alike."""
        twins = [pair for family in self._free.values() for pair in _twins(family.children) if pair]
        for one, other in twins[: max(3, len(twins) // 8)]:
            pairs = SOUND_ALIKE["".join(sorted((one.sex, other.sex)))]
            names = self._rng.choice(pairs)
            if one.sex == "M" and other.sex == "F":
                one, other = other, one
            if self._rename((one, names[0]), (other, names[1])):
                self._free.pop(one.family, None)

    def on_the_first_of_january(self) -> None:
        """Three families in a thousand, all of whose children got the first of January.

        Of every two families one has a child who is of an age with a child of the other, and
        carries the same surname.
        """
        for family in self._draw(0.0015, 2, _came_lately):
            years = {reception_year(child.born_on) for child in family.children}

            def suits(other: Family, years: set[int] = years) -> bool:
                born = {reception_year(child.born_on) for child in other.children}
                return _came_lately(other) and not born.isdisjoint(years)

            names = self._rng.choice(ARRIVALS)
            surname = self._rng.choice(names.surnames)
            for each in (family, *self._draw_one(suits)):
                for child in each.children:
                    child.ethnicity = "REFU" if self._rng.random() < 0.3 else child.ethnicity
                    self._born_on(child, date(reception_year(child.born_on) - 4, 1, 1))
                    self._name(child, names.girls if child.sex == "F" else names.boys, surname)

    def from_ukraine(self) -> None:
        """Two families in a thousand, with names out of another alphabet."""
        for family in self._draw(0.002, 2, lambda f: f.community is COMMUNITIES[4]):
            surname = self._rng.choice(UKRAINE.surnames)
            for child in family.children:
                self._name(child, UKRAINE.girls if child.sex == "F" else UKRAINE.boys, surname)

    def two_surnames(self) -> None:
        """Fifteen families in a thousand carry both parents' surnames."""
        for family in self._draw(0.015, 4, lambda f: f.community is COMMUNITIES[0]):
            own, other = family.children[0].surname, self._rng.choice(COMMUNITIES[0].surnames)
            if "-" in own + other or own == other:
                continue
            both = f"{own}-{other}" if self._rng.random() < 0.75 else f"{own} {other}"
            for child in family.children:
                self._name(child, (child.forename,), both)

    def cousins(self) -> None:
        """Four families in a thousand live with relatives; some cousins have one forename."""
        for family in self._draw(0.004, 3, _never_moved):

            def suits(other: Family, family: Family = family) -> bool:
                return other.community is family.community

            host = next(self._draw_one(suits), None)
            if host is None:
                continue
            home = host.children[0].homes[-1]
            for child in family.children:
                child.homes = [
                    replace(home, starts_on=own.starts_on, verified_on=own.verified_on)
                    for own in child.homes
                ]
                named_for = next((c for c in host.children if c.sex == child.sex), None)
                same = named_for is not None and self._rng.random() < 0.1
                first = named_for.forename if same and named_for else child.forename
                self._name(child, (first,), host.children[0].surname)

    def namesakes(self) -> None:
        """Six children in ten thousand share names and birth date with another family's child."""
        for family in self._draw(0.0011, 3, _never_moved):
            child = family.children[0]
            near = self._rng.random() < 0.4

            def suits(
                other: Family, family: Family = family, child: Child = child, near: bool = near
            ) -> bool:
                return (
                    other.community is family.community
                    and (other.district == family.district or not near)
                    and any(_same_year(child, each) for each in other.children)
                    and _never_moved(other)
                )

            other = next(self._draw_one(suits), None)
            if other is None:
                continue
            like = next(each for each in other.children if _same_year(child, each))
            if like.forename in {c.forename for c in family.children if c is not child}:
                continue
            for sibling in family.children:
                self._name(sibling, (sibling.forename,), like.surname)
            self._born_on(child, like.born_on)
            child.forename = child.called = like.forename
            child.surname = like.surname

    def adopted(self) -> None:
        """One child in a thousand was looked after, and adopted by the family they live in."""
        wanted = max(2, round(0.001 * self._world.size))
        for family in self._draw(1.0, wanted, lambda f: _never_moved(f) and len(f.children) == 1):
            child = family.children[0]
            span = (self._world.until - BEGINS).days - 60
            earliest, latest = (20, min(span, 170)) if self._rng.random() < 0.5 else (20, span)
            adopted = self._world.until - timedelta(days=self._rng.randrange(earliest, latest))
            began = max(child.born_on, adopted - timedelta(days=self._rng.randrange(300, 700)))
            if wanted == 0:
                return
            if child.social_care or began >= adopted - timedelta(days=60):
                continue
            wanted -= 1
            child.fate = ADOPTED
            child.social_care = [
                SocialCare("child_in_need", began, adopted, "N1"),
                SocialCare("looked_after", began + timedelta(days=20), adopted, "N1"),
            ]

    def _draw(self, share: float, least: int, suits: Callable[[Family], bool]) -> Iterator[Family]:
        """A share of all families, of those that suit; they are not drawn again."""
        wanted = max(least, round(share * len(self._world.families.all)))
        for family in list(self._free.values()):
            if wanted == 0:
                return
            if family.number in self._free and suits(family):
                wanted -= 1
                del self._free[family.number]
                yield family

    def _draw_one(self, suits: Callable[[Family], bool]) -> Iterator[Family]:
        return self._draw(0.0, 1, suits)

    def _name(self, child: Child, forenames: tuple[str, ...], surname: str) -> None:
        """Name a child, unless the county has that child already, or the family that forename."""
        family = self._world.families.all[child.family - 1]
        sisters = {other.forename for other in family.children if other is not child}
        for _ in range(20):
            forename = self._rng.choice(forenames)
            if (forename, surname, child.born_on) not in self._taken and forename not in sisters:
                if forename != child.forename:
                    child.called = forename
                child.forename, child.surname = forename, surname
                self._taken.add((forename, surname, child.born_on))
                return

    def _rename(self, *named: tuple[Child, str]) -> bool:
        """Give children other forenames, unless there is such a child already."""
        if any((name, child.surname, child.born_on) in self._taken for child, name in named):
            return False
        for child, name in named:
            child.forename = child.called = name
            self._taken.add((name, child.surname, child.born_on))
        return True

    def _born_on(self, child: Child, day: date) -> None:
        """Another birth date in the same school year, so that the schools stay the same."""
        first = child.homes[0]
        if first.starts_on == child.born_on or first.starts_on < day:
            first.starts_on = day
        child.born_on = day


def _twins(children: list[Child]) -> list[tuple[Child, Child]]:
    return [(a, b) for a, b in combinations(children, 2) if a.born_on == b.born_on]


def _came_lately(family: Family) -> bool:
    """Whether the family may have: it is of a community of which many did."""
    return family.community in (COMMUNITIES[1], COMMUNITIES[3])


def _never_moved(family: Family) -> bool:
    return all(len(child.homes) == 1 and child.homes[0].inside for child in family.children)


def _same_year(one: Child, other: Child) -> bool:
    return one.sex == other.sex and reception_year(one.born_on) == reception_year(other.born_on)
