"""An algebra of spells: what is true of a child, on which days, written as it is said.

A spell is a half-open run of days [starts_on, ends_before) during which something is true of
one child. A `Spells` value is an expression over named facts, not data:

    child.compulsory_school_age & resident(child) - child.on_roll

The same expression is evaluated for one child in plain Python (`one_child`), for every child and
every day at once (`sweep`), explained for one child and one day (`why`), and printed as words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from onroll.record.commencements import Provision
from onroll.record.thresholds import Threshold

Day = int
"""A day as the number of days since 1 January 1970."""

EPOCH = date(1970, 1, 1)
FOREVER: Day = (date(9999, 12, 31) - EPOCH).days
"""The day on which a spell that is still open is taken to end."""


def day_number(day: date | None) -> Day:
    """The day as a number; `FOREVER` for None."""
    return FOREVER if day is None else (day - EPOCH).days


def day_date(day: Day) -> date | None:
    """The date of a day number; None for `FOREVER`."""
    return None if day >= FOREVER else EPOCH + timedelta(days=day)


class Spells:
    """An expression that is true or not of a child on each day."""

    def __and__(self, other: Spells) -> Spells:
        return Both(self, other)

    def __or__(self, other: Spells) -> Spells:
        return Either(self, other)

    def __sub__(self, other: Spells) -> Spells:
        return Without(self, other)

    def after(self, limit: Threshold) -> Spells:
        """What is left of each spell once its first `limit` days have passed."""
        return After(self, limit)

    def joined(self, gap: Threshold) -> Spells:
        """Spells with `gap` days or fewer between them, made into one."""
        return Joined(self, gap)

    def extended(self, by: Threshold) -> Spells:
        """True, or was true within the last `by` days: each spell ends that many days later."""
        return Extended(self, by)

    def until(self, end: Spells) -> Spells:
        """From the day each spell begins, up to the first later day on which `end` is true."""
        return Until(self, end)

    def from_school_day(self, number: Threshold) -> Spells:
        """From the `number`th school day of each spell on.

        The spell's first day counts as 1 if it is a school day. Of a fact the days are those of
        its own school, of anything else those of the authority's calendar.
        """
        return FromSchoolDay(self, number)

    def called(self, label: str) -> Named:
        """The same days, spoken of by words of its own, which complete "the child is …"."""
        return Named(label, label, self)

    def under(self, provision: Provision) -> Spells:
        """The days from a provision's first day in force on; none while it has no date.

        Put to the first test of an *and* and to each branch of an *or*: every day stays the same,
        and each test can still be told by itself.
        """
        match self:
            case Both(a, b):
                return Both(a.under(provision), b)
            case Without(a, b):
                return Without(a.under(provision), b)
            case Either(a, b):
                return Either(a.under(provision), b.under(provision))
            case _:
                return Under(self, provision)

    @property
    def parts(self) -> tuple[Spells, ...]:
        """The expressions this one is made of, outermost only."""
        return tuple(part for part in vars(self).values() if isinstance(part, Spells))

    @property
    def words(self) -> str:
        raise TypeError(f"{type(self).__name__} has no words")


@dataclass(frozen=True)
class Fact(Spells):
    """A fact that some feed carries. `label` completes "the child is …"."""

    name: str
    label: str

    @property
    def words(self) -> str:
        return self.label


@dataclass(frozen=True)
class Steps:
    """A number over time, in `unit`: the sum of every row that carries it on the day."""

    name: str
    label: str
    unit: str
    verb: str = "getting"

    @property
    def recorded(self) -> Fact:
        """True while any row carries the number, whatever it is."""
        return Fact(self.name, f"recorded with {self.label}")

    def at_least(self, figure: Threshold) -> Spells:
        return AtLeast(self, figure)


@dataclass(frozen=True)
class Both(Spells):
    a: Spells
    b: Spells

    @property
    def words(self) -> str:
        return f"{bracketed(self.a)} and {bracketed(self.b)}"


@dataclass(frozen=True)
class Either(Spells):
    a: Spells
    b: Spells

    @property
    def words(self) -> str:
        return f"{self.a.words} or {self.b.words}"


@dataclass(frozen=True)
class Without(Spells):
    a: Spells
    b: Spells

    @property
    def words(self) -> str:
        return f"{bracketed(self.a)} and {negated(self.b)}"


@dataclass(frozen=True)
class After(Spells):
    a: Spells
    limit: Threshold

    @property
    def words(self) -> str:
        return f"{self.a.words} for more than {self.limit.words}"


@dataclass(frozen=True)
class Joined(Spells):
    a: Spells
    gap: Threshold

    @property
    def words(self) -> str:
        return self.a.words


@dataclass(frozen=True)
class Extended(Spells):
    a: Spells
    by: Threshold

    @property
    def words(self) -> str:
        return f"{self.a.words} in the last {self.by.words}"


@dataclass(frozen=True)
class Until(Spells):
    a: Spells
    end: Spells

    @property
    def words(self) -> str:
        return f"{self.a.words} and not since {self.end.words}"


@dataclass(frozen=True)
class Under(Spells):
    a: Spells
    provision: Provision

    @property
    def words(self) -> str:
        return f"{bracketed(self.a)} {self.provision.words}"


@dataclass(frozen=True)
class FromSchoolDay(Spells):
    a: Spells
    number: Threshold

    @property
    def words(self) -> str:
        return f"{self.a.words} for {self.number.words} or more"


@dataclass(frozen=True)
class AtLeast(Spells):
    steps: Steps
    figure: Threshold

    @property
    def parts(self) -> tuple[Spells, ...]:
        return (self.steps.recorded,)

    @property
    def words(self) -> str:
        return f"{self.steps.verb} {self.figure.words} or more"


@dataclass(frozen=True)
class Named(Spells):
    """A definition used inside another: evaluated as it is, spoken of by its label."""

    key: str
    label: str
    a: Spells

    def __hash__(self) -> int:
        return hash((self.key, self.label))  # not of all that it is made of: asked for all the time

    @property
    def words(self) -> str:
        return self.label


def bracketed(expression: Spells) -> str:
    words = expression.words
    return f"({words})" if isinstance(expression, Either) else words


def negated(expression: Spells) -> str:
    """The words with "not" before all of them: "not (on a roll and absent)"."""
    compound = isinstance(expression, Both | Either | Without)
    return f"not ({expression.words})" if compound else f"not {expression.words}"


def tests(expression: Spells, met: bool = True) -> Iterator[tuple[Spells, bool]]:
    """The tests that must all come out as said: (expression, whether it must be true)."""
    match expression:
        case Both(a, b) if met:
            yield from tests(a)
            yield from tests(b)
        case Without(a, b) if met:
            yield from tests(a)
            yield from tests(b, met=False)
        case Either(a, b) if not met:
            yield from tests(a, met=False)
            yield from tests(b, met=False)
        case _:
            yield expression, met


def facts_in(expression: Spells) -> set[str]:
    """The names of every fact an expression reads."""
    if isinstance(expression, Fact):
        return {expression.name}
    return set().union(*(facts_in(part) for part in expression.parts))
