"""Which details of a protected child are kept from whom: the one place where it is decided.

A child whom a shield covers stays to be seen by reference, shown name, date of birth and status,
for somebody must look for them. Whatever says where they live, learn or are, by which other name
or number they can be found, and which file says so, is absent: not masked, and empty like a thing
that no source says. What may be shown is listed here; what is not listed is kept back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any, Final, TypeVar

from django.db.models import BooleanField, ExpressionWrapper, QuerySet

from onroll.record.why import Evidence, Explanation
from onroll.web.access.models import User
from onroll.web.access.policy import restricted_now, see_now
from onroll.web.access.roles import SEES_SHIELDED, has_role, may_raise_shield, may_see_shielded
from onroll.web.children.models import Child, ChildQuerySet, Fact, School, SourceRecord, Status
from onroll.web.children.record import ChildRecord, ShownClock
from onroll.web.children.status_words import TAG_DEFINITIONS
from onroll.web.children.words import AGE_FACTS
from onroll.web.feeds.freshness import Freshness, freshness_of
from onroll.web.shields.models import Shield
from onroll.web.shields.restricting import restricted_children
from onroll.web.shields.standing import covered_records

Rows = TypeVar("Rows", bound=QuerySet[Any])

SHOWN_OF_A_CHILD: Final = (
    "reference",
    "forename",
    "surname",
    "date_of_birth",
    "sex",
    "year_group",
    "name",
    "sounds",
)
"""What everybody may know of a protected child."""

SHOWN_FACTS: Final = frozenset(
    AGE_FACTS
    | {
        "admitted",
        "application_awaiting_outcome",
        "application_refused",
        "arranged_education_suitable",
        "as_much_as_health_allows",
        "awaiting_appeal",
        "behaviour_plan",
        "case_open",
        "child_seen",
        "death_recorded",
        "ehc_assessment",
        "ehc_plan",
        "ehc_plan_ended",
        "ehc_plan_without_place",
        "education_found_suitable",
        "education_found_unsuitable",
        "enquiries_exhausted",
        "evidence_received",
        "evidence_requested",
        "home_educated",
        "not_attending",
        "offer_declined",
        "offer_not_started",
        "on_roll",
        "part_time_timetable",
        "permanent_exclusion",
        "personalised_plan",
        "recorded_missing_education",
        "refused_in_main_round",
        "reinstated",
        "reported_home_educated",
        "reported_without_school",
        "school_attendance_order",
        "section_437_notice",
        "severely_absent",
        "suspension",
        "visit_declined",
        "visit_offered",
        "weekly_hours",
    }
)
"""The facts that say nothing of where a child is, as long as no place is said with them."""


def shielded_among(references: Iterable[str]) -> frozenset[str]:
    """Those of these children whom a shield covers, in one query."""
    return restricted_children() & frozenset(references)


def protected_among(references: Iterable[str], user: Any) -> frozenset[str]:
    """Those of these children of whom this person may not see the protected details."""
    return frozenset() if may_see_shielded(user) else shielded_among(references)


def records_protected(user: Any) -> frozenset[str]:
    """The records under a shield, also those in no run now, of which this person may not know."""
    if may_see_shielded(user):
        return frozenset()
    return covered_records()


def whom_to_ask(asker: Any) -> list[User]:
    """Those who may see what is protected now, by name; nobody where nobody has the role."""
    active = list(User.objects.filter(is_active=True).order_by("full_name"))
    see_now(active, asker.sight.at)
    return [user for user in active if has_role(user, SEES_SHIELDED)]


def protected(child: Child, user: Any) -> bool:
    """Whether this person may not see the protected details of a child."""
    return child.pk in protected_among([child.pk], user)


def with_shields(children: ChildQuerySet) -> ChildQuerySet:
    """The same children, read with the answer, so that `record_for` need not ask once more."""
    return children.annotate(is_shielded=ExpressionWrapper(restricted_now(), BooleanField()))


def not_protected(children: Rows, user: Any, child: str = "pk") -> Rows:
    """Those of these children whom this person may find by any detail, such as a UPN; of rows about
    children, of which the column `child` says which, those that may be shown."""
    return children if may_see_shielded(user) else children.exclude(restricted_now(child))


def without_protected(child: Child) -> Child:
    """The child with only what everybody may know."""
    shown = {name: getattr(child, name) for name in SHOWN_OF_A_CHILD}
    empty = {
        field.attname: None if field.null else ""
        for field in Child._meta.concrete_fields
        if field.attname not in {*shown, "row_id"}
    }
    kept = Child(**empty, **shown)
    kept._state.adding, kept._state.db = False, child._state.db
    return kept


def without_places(fact: Fact) -> Fact:
    """What a fact says but for where, and which row of which file says so."""
    return Fact(
        child_id=fact.child_id,
        fact=fact.fact,
        starts_on=fact.starts_on,
        ends_before=fact.ends_before,
        value=fact.value,
        setting="",
        feed="",
        file="",
        row=None,
    )


def evidence_shown(row: Evidence) -> Evidence:
    """What a row says but for where, and which file it stands in."""
    return replace(row, feed="", file="", row=None, setting=None)


def explanation_shown(why: Explanation) -> Explanation:
    """Each test, met or not, with no more of its evidence than everybody may know."""
    tests = (
        replace(
            test,
            evidence=tuple(
                dict.fromkeys(
                    evidence_shown(row) for row in test.evidence if row.fact in SHOWN_FACTS
                )
            ),
        )
        for test in why.tests
    )
    return replace(why, tests=tuple(tests))


class ShownRecord(ChildRecord):
    """A child's record as one person may see it."""

    protected = False
    tells_sources = True
    """Whether it may be said where something was, and who told it."""

    def __init__(self, child: Child, day: date, user: Any, *, shielded: bool) -> None:
        super().__init__(child, day)
        self.user = user
        self.shielded = shielded

    @property
    def whole(self) -> ChildRecord:
        """All that is known, to work an answer out from. Not all of it may be shown."""
        return self

    def may_tell(self, fact: str) -> bool:
        """Whether this person may know that such a fact is on record."""
        return True

    def told(self, row: Evidence) -> Evidence:
        """As much of a row as this person may know."""
        return row

    @property
    def may_protect(self) -> bool:
        """Whether this person may protect the child, who is not protected yet."""
        return not self.shielded and may_raise_shield(self.user)

    @cached_property
    def shields(self) -> list[Shield]:
        """The shields that cover the child, the oldest first; nobody else is told which."""
        if not self.shielded or self.protected:
            return []
        return list(self.child.shield_rows.order_by("since", "shield"))


class ProtectedRecord(ShownRecord):
    """A child's record for somebody who may not see what is protected."""

    protected = True
    tells_sources = False

    def __init__(self, child: Child, day: date, user: Any) -> None:
        super().__init__(without_protected(child), day, user, shielded=True)
        self._whole = ChildRecord(child, day)

    @property
    def whole(self) -> ChildRecord:
        return self._whole

    def may_tell(self, fact: str) -> bool:
        return fact in SHOWN_FACTS

    def told(self, row: Evidence) -> Evidence:
        return evidence_shown(row)

    @property
    def whom_to_ask(self) -> list[User]:
        """Those who may see the protected details."""
        return whom_to_ask(self.user)

    @cached_property
    def facts(self) -> list[Any]:
        return [without_places(f) for f in self._whole.facts if f.fact in SHOWN_FACTS]

    @property
    def fresh(self) -> Freshness:
        """How the feeds stand that decide the status; which of them tell of the child is kept."""
        return freshness_of(*TAG_DEFINITIONS)

    @cached_property
    def spells(self) -> list[Status]:
        return self._whole.spells

    @cached_property
    def schools(self) -> dict[str, School]:
        """The authority's own terms alone."""
        return {urn: school for urn, school in self._whole.schools.items() if not urn}

    def true_today(self, facts: Iterable[str]) -> bool:
        return self._whole.true_today(facts)

    def why(self, key: str) -> Explanation:
        """Each test, worked out from everything that is known, with what may be shown."""
        return explanation_shown(self._whole.why(key))

    @cached_property
    def clocks(self) -> list[ShownClock]:
        """The clocks, without the school and the row that started them."""
        for clock in (found := self._whole.clocks):
            clock.row.setting = clock.row.feed = clock.row.file = ""
            clock.row.row = None
        return found

    @cached_property
    def source_records(self) -> list[SourceRecord]:
        return []


def record_for(user: Any, child: Child, day: date) -> ShownRecord:
    """The record of a child on a day, with whatever this person may not see left out."""
    known = getattr(child, "is_shielded", None)
    if not (shielded_among([child.pk]) if known is None else known):
        return ShownRecord(child, day, user, shielded=False)
    if may_see_shielded(user):
        return ShownRecord(child, day, user, shielded=True)
    return ProtectedRecord(child, day, user)
