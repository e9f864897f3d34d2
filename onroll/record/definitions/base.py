"""What a definition is: an expression over the timeline, with its law and its words."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from onroll.record.commencements import Provision
from onroll.record.periods import Period
from onroll.record.spells import Named, Spells, negated, tests
from onroll.record.thresholds import Threshold
from onroll.record.timeline import Child


class Group(StrEnum):
    """The family a definition belongs to, in the words a screen prints above it."""

    NOT_ON_ROLL = "Not on a school roll"
    HOME_EDUCATED = "Home educated"
    ON_ROLL_NOT_FULL_TIME = "On a roll or placed, but not full time"
    MISSING_OUT_GROUPS = "Groups of children missing out on education"
    ABSENCE = "Absent from school"
    LEAVING = "Leaving a school roll"
    ADMISSIONS = "Waiting for a school place"
    AFTER_16 = "After compulsory school age"
    SOCIAL_CARE = "Known to social care"
    AT_RISK = "More likely to be missing education"
    REGIONAL = "How other papers count"
    NOT_IN_SCHOOL_REGISTER = "The register of children not in school"
    BUILDING_BLOCKS = "What the others are built from"


@dataclass(frozen=True)
class Definition:
    """One cohort. `key` is its file's name, its column, its URL and its page of the guide.

    `label` completes "the child is …" where another definition uses this one. `doc` is the
    file's own text for an officer. `provision` is what must be in force for it to hold, None when
    nothing is to come. Called with a child, it gives its expression.
    """

    key: str
    title: str
    label: str
    group: Group
    source: str
    doc: str
    rule: Callable[[type[Child]], Spells]
    provision: Provision | None = None

    def __call__(self, child: type[Child]) -> Named:
        return self.expression

    @cached_property
    def expression(self) -> Named:
        rule = self.rule(Child)
        said = rule.under(self.provision) if self.provision else rule
        return Named(self.key, self.label, said)

    @property
    def tests(self) -> tuple[tuple[Spells, bool], ...]:
        """The tests that must all come out as said: (expression, whether it must be true)."""
        return tuple(tests(self.expression.a))

    @property
    def words(self) -> str:
        """The whole rule as a sentence."""
        *others, last = (said(test, met) for test, met in self.tests)
        return f"A child who is {', '.join(others)}{' and ' if others else ''}{last}."


def said(expression: Spells, met: bool) -> str:
    """A test in words: "on a school roll", "not on a school roll"."""
    return expression.words if met else negated(expression)


def cohort(
    *,
    title: str,
    group: Group,
    source: str,
    label: str | None = None,
    provision: Provision | None = None,
) -> Callable[[Callable[[type[Child]], Spells]], Definition]:
    """Make a rule a definition; its key is the function's name.

    With a `provision`, it holds only from that provision's first day in force.
    """

    def define(rule: Callable[[type[Child]], Spells]) -> Definition:
        return Definition(
            key=rule.__name__,
            title=title,
            label=label or title[0].lower() + title[1:],
            group=group,
            source=source,
            doc=inspect.cleandoc(inspect.getmodule(rule).__doc__ or ""),
            rule=rule,
            provision=provision,
        )

    return define


@dataclass(frozen=True)
class Due:
    """A clock's rule: what starts it, how long there is, and what meets it.

    `event` starts it on the first day of each row of a fact, or of each run of an expression; of
    `a | b` the start of either does. `met` stops it on the first day, from its start on, that it
    is true; with `anew`, only by a row or run that begins later. `met_by_its_end` says that the end
    of the spell that started it meets it. With `during` it starts only while that is true, and
    stops when that ends. `consecutive` makes rows with no school day between them one event, and
    `lasting` keeps those only that last until the due day. `from_end` starts it on the last day of
    the spell. While `paused`, days do not count: only where the rule allows a pause. None starts
    for a child who has died, or runs on after that day.
    """

    event: Spells
    period: Period
    met: Spells | None = None
    during: Spells | None = None
    paused: Spells | None = None
    anew: bool = False
    met_by_its_end: bool = False
    consecutive: bool = False
    lasting: bool = False
    from_end: bool = False


class Family(StrEnum):
    """The family a clock belongs to, as the guide prints it."""

    EXCLUSION = "Exclusion and suspension"
    REGISTERS = "Absence and register returns"
    ENQUIRIES = "Enquiries about children missing education"
    HOME_EDUCATION = "Home education"
    MEDICAL_NEEDS = "Medical needs"
    ADMISSIONS = "Admissions and placement"
    AFTER_16 = "After compulsory school age"
    NOT_IN_SCHOOL = "The register of children not in school"


@dataclass(frozen=True)
class Clock:
    """One clock: `starts_on`, `due_on`, `met_on` follow from events and calendars.

    `statutory` says that a statute or statutory guidance sets it; else it is local practice. One
    that is `at_school` is owed by a school, and goes to its list rather than into an officer's day.
    `breach_after` is the number of calendar days overdue after which the accountable director is
    told, null for a clock of which that is not said. `manager_from` and `director_from` are the
    school days of the clock on which the service manager and the accountable director are told of
    one not met, sooner than its level would tell them. Nothing starts before the day `provision` is
    in force. `idle` says why a clock runs for nobody, and is empty for one that runs.
    """

    key: str
    title: str
    owner: str
    source: str
    doc: str
    rule: Callable[[type[Child]], Due]
    statutory: bool = False
    at_school: bool = False
    family: Family = Family.EXCLUSION
    breach_after: Threshold | None = None
    manager_from: Threshold | None = None
    director_from: Threshold | None = None
    provision: Provision | None = None
    idle: str = ""

    @cached_property
    def due(self) -> Due:
        return self.rule(Child)

    @property
    def runs(self) -> bool:
        """Whether it is in force from some day on, and starts for children by itself."""
        return not self.idle and self.since != date.max

    @property
    def asks(self) -> tuple[Spells, ...]:
        """Every expression that decides its rows: its event, what meets, bounds or pauses it."""
        due = self.due
        asked = (due.event, due.met, due.during, due.paused, Child.died)
        return tuple(each for each in asked if each is not None)

    @property
    def since(self) -> date | None:
        """The first day on which it can start: null for always, `date.max` while not in force."""
        law = (self.provision.in_force_from or date.max) if self.provision else None
        days = [day for day in (law, self.due.period.since) if day]
        return max(days, default=None)


def clock(
    *,
    title: str,
    owner: str,
    source: str,
    family: Family,
    statutory: bool = False,
    at_school: bool = False,
    breach_after: Threshold | None = None,
    manager_from: Threshold | None = None,
    director_from: Threshold | None = None,
    provision: Provision | None = None,
    idle: str = "",
) -> Callable[[Callable[[type[Child]], Due]], Clock]:
    """Make a rule a clock; its key is the function's name."""

    def define(rule: Callable[[type[Child]], Due]) -> Clock:
        return Clock(
            key=rule.__name__,
            title=title,
            owner=owner,
            source=source,
            doc=inspect.cleandoc(inspect.getmodule(rule).__doc__ or ""),
            rule=rule,
            statutory=statutory,
            at_school=at_school,
            family=family,
            breach_after=breach_after,
            manager_from=manager_from,
            director_from=director_from,
            provision=provision,
            idle=idle,
        )

    return define
