"""One child's record on one day, made from published rows: status, why, timeline, sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypedDict

from onroll.record.clock_states import told
from onroll.record.definitions import CATALOGUE, Definition, Group, definition
from onroll.record.one_child import FactRow, OneChild
from onroll.record.precedence import lead_cohort
from onroll.record.school_days import CalendarEnds, SchoolCalendar
from onroll.record.why import Evidence, Explanation, explain
from onroll.web.children.deaths import Death, death_of
from onroll.web.children.models import Child, Clock, Fact, School, SourceRecord, Status
from onroll.web.children.status_words import (
    BY_KEY,
    DIED_FACT,
    EDUCATION,
    MOVED_AWAY_FACT,
    Tag,
    age,
    clock_tag,
    tags,
)
from onroll.web.children.words import (
    OFF_THE_TIMELINE,
    SOCIAL_WORKER,
    clock_words,
    dates_words,
    fact_words,
    year_group_words,
)
from onroll.web.config.words import plural
from onroll.web.feeds.freshness import Freshness, freshness_of_rows, silence

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Silence(TypedDict):
    """How the feed of a fact stands, null while it is fresh."""

    silence: dict[str, str] | None


@dataclass(frozen=True)
class TimelineEntry:
    """One thing that happened or began: what, when, where, and every row that says so."""

    words: str
    dates: str
    detail: str
    rows: tuple[Fact, ...]


@dataclass(frozen=True)
class ShownClock:
    """A clock as it stands. `told` are those whom it is for by the day, besides its owner.

    `ended` says that it was not met: the child died.
    """

    words: str
    tag: Tag
    due_on: date | None
    met_on: date | None
    row: Clock
    told: tuple[str, ...] = ()
    ended: bool = False


class ChildRecord:
    """One child on one day. Each part is read from the database once, when first asked for."""

    def __init__(self, child: Child, day: date) -> None:
        self.child = child
        self.day = day

    @cached_property
    def facts(self) -> list[WithAnnotations[Fact, Silence]]:
        rows = self.child.fact_rows.annotate(silence=silence())
        return list(rows.order_by("-starts_on", "fact", "feed", "row"))

    @property
    def fresh(self) -> Freshness:
        """How the feeds stand that told a fact of this child and have fallen silent since."""
        return freshness_of_rows(fact.silence for fact in self.facts)

    @cached_property
    def spells(self) -> list[Status]:
        return list(self.child.status_rows.on(self.day))

    @cached_property
    def met(self) -> dict[str, date]:
        """The definitions met on the day, each with the day its spell began."""
        return {spell.definition: spell.starts_on for spell in self.spells}

    @cached_property
    def schools(self) -> dict[str, School]:
        """The authority's own terms (key "") and every school that a fact or the child names."""
        urns = {"", self.child.setting, *(fact.setting for fact in self.facts)}
        return {school.urn: school for school in School.objects.filter(urn__in=urns)}

    @cached_property
    def one_child(self) -> OneChild:
        """The child as the plain interpreter takes one."""
        rows = (
            FactRow(
                fact.fact,
                fact.starts_on,
                fact.ends_before,
                fact.value,
                fact.setting or None,
                fact.feed,
                fact.file,
                fact.row,
            )
            for fact in self.facts
        )
        calendars = {urn: SchoolCalendar(school.days) for urn, school in self.schools.items()}
        return OneChild(rows, calendars)

    def why(self, key: str) -> Explanation:
        """Each test of a definition on the day, met or not, with its evidence."""
        return explain(definition(key), self.one_child, self.day)

    def true_today(self, facts: Iterable[str]) -> bool:
        """Whether any of these facts holds on the day."""
        wanted = set(facts)
        return any(fact.fact in wanted and covers(fact, self.day) for fact in self.facts)

    @property
    def tags(self) -> list[Tag]:
        return tags(
            self.met,
            born=self.child.date_of_birth,
            day=self.day,
            moved_away=self.true_today([MOVED_AWAY_FACT]),
            died=self.has_died,
        )

    @property
    def has_died(self) -> bool:
        """Whether the child is recorded as having died, and not known to be alive since."""
        return self.true_today([DIED_FACT])

    @cached_property
    def death(self) -> Death | None:
        """The death that a source records by the day, whether it stands or not."""
        return death_of(self)

    @property
    def lead(self) -> Definition | None:
        """The one cohort of the day whose team has the child; None for one who is in none."""
        key = None if self.has_died else lead_cohort(self.met)
        return definition(key) if key else None

    @property
    def deciding(self) -> str:
        """The definition that explains the status: the one that decided it, else the gravest."""
        return self.tags[0].definition or EDUCATION[0].definition

    @property
    def age(self) -> int | None:
        """Age in whole years on the day; null before birth, after a death, or not known."""
        born = self.child.date_of_birth
        unborn = born is None or born > self.day
        return None if born is None or unborn or self.has_died else age(born, self.day)

    def length_since(self, since: date) -> str:
        """From a day up to this one, both counted: "50 days, 34 school days".

        School days are those of the authority's own terms. The first day is "1 day, 1 school day".
        """
        length = plural((self.day - since).days + 1, "day", "days")
        terms = self.one_child.calendars.get("")
        try:
            days = terms.count(since, self.day) if terms else None
        except CalendarEnds:
            days = None
        return length if days is None else f"{length}, {plural(days, 'school day', 'school days')}"

    def said(self, evidence: Evidence) -> str:
        """What a row says, with its school or hours and its dates."""
        detail = self.detail(evidence)
        dates = dates_words(evidence.fact, evidence.starts_on, evidence.ends_before)
        return f"{fact_words(evidence.fact)}{f', {detail}' if detail else ''}, {dates}"

    @property
    def has_social_worker(self) -> bool:
        return self.true_today(SOCIAL_WORKER)

    @property
    def year_group(self) -> str:
        return year_group_words(self.child.year_group)

    @property
    def not_counted_as(self) -> dict[Group, list[Definition]]:
        """The definitions the child does not meet on the day, by family, in printed order."""
        families: dict[Group, list[Definition]] = {}
        for each in CATALOGUE:
            if each.key not in self.met:
                families.setdefault(each.group, []).append(each)
        return families

    @property
    def counted_as(self) -> list[tuple[Definition, date]]:
        return [(each, self.met[each.key]) for each in CATALOGUE if each.key in self.met]

    @cached_property
    def clocks(self) -> list[ShownClock]:
        rows = self.child.clock_rows.filter(starts_on__lte=self.day).order_by("due_on", "pk")
        return [self.shown_clock(row) for row in rows]

    def shown_clock(self, row: Clock) -> ShownClock:
        """A clock as it stands on the day; without a colour, and told to nobody, after a death."""
        calendar = self.calendar(row.setting)
        tag = clock_tag(row.clock, row.due_on, row.met_on, self.day, calendar)
        who: tuple[str, ...] = ()
        ended = self.has_died and self.death is not None and row.met_on == self.death.on
        if self.has_died:
            tag = Tag("Ended" if ended else tag.words, "")
        elif row.clock in BY_KEY and not BY_KEY[row.clock].at_school:
            who = told(
                BY_KEY[row.clock], row.starts_on, row.due_on, row.met_on, self.day, calendar
            )[1:]
        words = clock_words(row.clock)
        return ShownClock(words, tag, row.due_on, row.met_on, row, who, ended)

    def calendar(self, urn: str) -> SchoolCalendar | None:
        """The days of a school, else the authority's own; null where neither is known."""
        held = self.schools.get(urn) or self.schools.get("")
        return SchoolCalendar(held.days) if held and held.days else None

    def timeline(self, until: date | None = None) -> list[TimelineEntry]:
        """What happened, newest first; with `until`, only what had begun by that day.

        Rows of several files that say the same thing began on the same day are one entry, which
        lasts as long as the last of them says.
        """
        entries: dict[tuple[object, ...], list[Fact]] = {}
        for fact in self.facts:
            if fact.fact not in OFF_THE_TIMELINE and (until is None or fact.starts_on <= until):
                began = (fact.starts_on, fact.fact, fact.setting, fact.value)
                entries.setdefault(began, []).append(fact)
        return [self.entry(rows) for rows in entries.values()]

    def entry(self, rows: list[Fact]) -> TimelineEntry:
        fact = max(rows, key=lambda row: row.ends_before or date.max)
        dates = dates_words(fact.fact, fact.starts_on, fact.ends_before)
        return TimelineEntry(fact_words(fact.fact), dates, self.detail(fact), tuple(rows))

    def detail(self, fact: Fact | Evidence) -> str:
        """The school by name, or the hours a week; empty when the fact has neither."""
        if fact.fact == "weekly_hours" and fact.value is not None:
            return f"{fact.value:g} hours"
        return self.school_name(fact.setting or "")

    def school_name(self, urn: str) -> str:
        """The school's name; its URN when we do not know the school; empty for no school."""
        return self.schools[urn].name if urn in self.schools and urn else urn and f"URN {urn}"

    @cached_property
    def source_records(self) -> list[SourceRecord]:
        return list(self.child.sourcerecord_rows.order_by("source", "local_id"))


def covers(fact: Fact | Evidence, day: date) -> bool:
    return fact.starts_on <= day and (fact.ends_before is None or day < fact.ends_before)
