"""The Department's termly returns as officers read them: counts, and what is to be chased.

Without the children who are protected: a number of one school year and one reason may be of one
child, and here each number opens its children. The file that is sent counts them (`onroll report`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core.cache import cache

from onroll.figures.cme_census import CME_CENSUS
from onroll.figures.ehe_census import EHE_CENSUS
from onroll.figures.reports.counted_run import CountedRun
from onroll.figures.termly_return import Counted, TermlyReturn, counts, of_unknown_age
from onroll.web.config.home import home
from onroll.web.figures.scorecards import KEPT_SECONDS
from onroll.web.library.models import Run
from onroll.web.library.trying import folder_of
from onroll.web.shields.restricting import restricted_children

RETURNS: Final = {"cme": CME_CENSUS, "ehe": EHE_CENSUS}
"""The two returns, by the key that addresses have."""
TITLES: Final = {"cme": "Children missing education", "ehe": "Home-educated children"}
NO_AGE: Final = "Date of birth"
"""In the place of a topic: those in no return until somebody gives their date of birth."""


@dataclass(frozen=True)
class Group:
    """How many children are in one group of a topic."""

    topic: str
    group: str
    number: int

    @property
    def words(self) -> str:
        return f"{self.topic}: {self.group}"


@dataclass(frozen=True)
class ReturnShown:
    """A return of a day. `ageless` are in none, for nobody gives their date of birth."""

    kind: TermlyReturn
    counted: tuple[Counted, ...]
    ageless: frozenset[str]

    def topics(self) -> Iterator[tuple[str, list[Group]]]:
        """Each topic but the total, with every group of it in the Department's order. The groups of
        each add up to all who are counted."""
        found: dict[str, list[Group]] = {}
        for topic, group, number in counts(self.counted, self.kind.topics):
            found.setdefault(topic, []).append(Group(topic, group, number))
        return ((topic, groups) for topic, groups in found.items() if topic != "Total")

    def to_chase(self) -> list[Group]:
        """What nobody knows: the groups that say so and have a child."""
        unknown = [
            each for _, groups in self.topics() for each in groups
            if each.number and each.group in self.kind.not_known
        ]  # fmt: skip
        return [
            *unknown,
            *([Group(NO_AGE, "Not known", len(self.ageless))] if self.ageless else []),
        ]

    def children(self, topic: str, group: str) -> frozenset[str]:
        """Whom a number counts. Raises KeyError for a topic or group that the return has not."""
        if topic == NO_AGE:
            return self.ageless
        if group not in self.kind.topics[topic]:
            raise KeyError(group)
        return frozenset(each.child for each in self.counted if each.groups[topic] == group)


def return_shown(run: Run, kind: TermlyReturn, day: date) -> ReturnShown:
    """A return of a day by the run that is shown. Raises `RunNotHere`.

    Who is protected is asked every time: a child whom a shield covers since is in no number.
    """
    key = f"return:{run.run_id}:{run.published_at.timestamp()}:{kind.name}:{day.isoformat()}"
    held: tuple[list[Counted], frozenset[str]] | None = cache.get(key)
    if held is None:
        counted = CountedRun(folder_of(run), authority=home().authority.name, as_of=run.as_of)
        held = kind.counted(counted, day), of_unknown_age(counted, day)
        cache.set(key, held, KEPT_SECONDS)
    hidden = restricted_children()
    return ReturnShown(
        kind, tuple(each for each in held[0] if each.child not in hidden), held[1] - hidden
    )
