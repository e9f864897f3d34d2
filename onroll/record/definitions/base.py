"""What a definition is: an expression over the timeline, with its law and its words."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from onroll.record.spells import Fact, Named, Spells, negated, tests
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
    AT_RISK = "More likely to go missing from education"
    REGIONAL = "How other papers count"
    NOT_IN_SCHOOL_REGISTER = "The register of children not in school"
    BUILDING_BLOCKS = "What the others are built from"


@dataclass(frozen=True)
class Definition:
    """One cohort. `key` is its file's name, its column, its URL and its page of the guide.

    `label` completes "the child is …" where another definition uses this one. `doc` is the
    file's own text for an officer. Called with a child, it gives its expression.
    """

    key: str
    title: str
    label: str
    group: Group
    source: str
    doc: str
    rule: Callable[[type[Child]], Spells]

    def __call__(self, child: type[Child]) -> Named:
        return self.expression

    @cached_property
    def expression(self) -> Named:
        return Named(self.key, self.label, self.rule(Child))

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
    *, title: str, group: Group, source: str, label: str | None = None
) -> Callable[[Callable[[type[Child]], Spells]], Definition]:
    """Make a rule a definition; its key is the function's name."""

    def define(rule: Callable[[type[Child]], Spells]) -> Definition:
        return Definition(
            key=rule.__name__,
            title=title,
            label=label or title[0].lower() + title[1:],
            group=group,
            source=source,
            doc=inspect.cleandoc(inspect.getmodule(rule).__doc__ or ""),
            rule=rule,
        )

    return define


@dataclass(frozen=True)
class Due:
    """A clock's rule: it starts with an event, is due on a school day, and is met by `met`."""

    event: Fact
    school_day: Threshold
    met: Spells


@dataclass(frozen=True)
class Clock:
    """One statutory clock: `starts_on`, `due_on`, `met_on` follow from events and calendars."""

    key: str
    title: str
    owner: str
    source: str
    doc: str
    rule: Callable[[type[Child]], Due]

    @cached_property
    def due(self) -> Due:
        return self.rule(Child)


def clock(
    *, title: str, owner: str, source: str
) -> Callable[[Callable[[type[Child]], Due]], Clock]:
    """Make a rule a clock; its key is the function's name."""

    def define(rule: Callable[[type[Child]], Due]) -> Clock:
        doc = inspect.cleandoc(inspect.getmodule(rule).__doc__ or "")
        return Clock(rule.__name__, title, owner, source, doc, rule)

    return define
