"""What a contradiction is: two facts that cannot both be right, and the one place to ask."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from onroll.record.definitions.base import said
from onroll.record.gather import WORKED_OUT
from onroll.record.questions.answers import Answer
from onroll.record.spells import Fact, Named, Spells, facts_in, tests
from onroll.record.timeline import Child


class Team(StrEnum):
    """A place that is not a school and can be asked, in the words a screen prints."""

    ADMISSIONS = "Admissions team"
    ALTERNATIVE_PROVISION = "Alternative provision team"
    CAREERS = "Careers service"
    MISSING_EDUCATION = "Children missing education team"
    HOME_EDUCATION = "Home education team"
    SCHOOL_RECORDS = "School records team"
    SEN = "Special educational needs team"
    VIRTUAL_SCHOOL = "Virtual school"


@dataclass(frozen=True)
class AskedOf:
    """Who can answer: a team or, where a row of one of `schools_of` names one, that school.

    Of several rows that name a school, those of the first fact, and of these the one begun first.
    """

    team: Team
    schools_of: tuple[str, ...] = ()


def school_of(*facts: Fact, otherwise: Team = Team.SCHOOL_RECORDS) -> AskedOf:
    """The school that a fact is said of; the team named, where no fact names a school."""
    return AskedOf(otherwise, tuple(fact.name for fact in facts))


@dataclass(frozen=True)
class Contradiction:
    """Two facts that cannot both be right. Its key is its file's name, its column and its page.

    `question` is put to `asked_of`, the one place that can answer it. `doc` is the file's own text
    for an officer. Nothing is asked about a child who has died, unless `of_the_dead`: a question
    about the death itself.

    `answers` may be given to the question as a message; with none it is asked by other means. `put`
    is how a school is asked where `question` would tell it what another service knows; "" is as
    `question` has it. `only_in_the_source` says why no answer settles it; "" where one does.
    """

    key: str
    title: str
    question: str
    asked_of: AskedOf
    source: str
    doc: str
    rule: Callable[[type[Child]], Spells]
    of_the_dead: bool = False
    answers: tuple[Answer, ...] = ()
    put: str = ""
    only_in_the_source: str = ""

    @cached_property
    def expression(self) -> Named:
        asked = self.rule(Child) if self.of_the_dead else self.rule(Child) - Child.died
        return Named(self.key, self.title[0].lower() + self.title[1:], asked)

    @property
    def tests(self) -> tuple[tuple[Spells, bool], ...]:
        """The tests that must all come out as said: (expression, whether it must be true)."""
        return tuple(tests(self.expression.a))

    @property
    def words(self) -> str:
        """The whole rule as a sentence, without what every one of them says of a death."""
        *others, last = (said(test, met) for test, met in self.tests if test != Child.died)
        return f"A child who is {', '.join(others)}{' and ' if others else ''}{last}."

    @property
    def asked_of_a_school(self) -> str:
        """The question as a school reads it."""
        return self.put or self.question

    def answer(self, key: str) -> Answer | None:
        """Its answer with a key; null where it has none."""
        return next((each for each in self.answers if each.key == key), None)

    def settled_by(self, answer: Answer) -> bool:
        """Whether an answer says something of a fact that the contradiction rests on."""
        return not answer.tells.isdisjoint(facts_in(self.expression))

    @property
    def evidence(self) -> tuple[str, ...]:
        """The names of the facts whose rows are shown to whoever is asked, in printed order."""
        read = facts_in(self.expression) - WORKED_OUT  # it narrows a question, and is no evidence
        return tuple(name for name in Child.vocabulary if name in read)


def contradiction(
    *,
    title: str,
    question: str,
    asked_of: AskedOf | Team,
    source: str,
    of_the_dead: bool = False,
    answers: tuple[Answer, ...] = (),
    put: str = "",
    only_in_the_source: str = "",
) -> Callable[[Callable[[type[Child]], Spells]], Contradiction]:
    """Make a rule a contradiction; its key is the function's name."""

    def define(rule: Callable[[type[Child]], Spells]) -> Contradiction:
        return Contradiction(
            key=rule.__name__,
            title=title,
            question=question,
            asked_of=AskedOf(asked_of) if isinstance(asked_of, Team) else asked_of,
            source=source,
            doc=inspect.cleandoc(inspect.getmodule(rule).__doc__ or ""),
            rule=rule,
            of_the_dead=of_the_dead,
            answers=answers,
            put=put,
            only_in_the_source=only_in_the_source,
        )

    return define
