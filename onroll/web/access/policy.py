"""Who may see which child: the one place where it is decided.

What somebody may see follows from the roles in force at the moment of the request and from what
relates them to the child. `REACH` says which relations a role has. The database decides the same
once more, row by row (`row_security`), from the same table.

A child whom a shield covers is restricted: absent for everybody but those whose role sees protected
children, and the colleague to whom the child is allocated in person, who is shown as much as it
takes to look for the child.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cached_property
from typing import Any, Final

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate

from onroll.web.access.models import (
    Allocation,
    BreakGlass,
    ChildRelation,
    RestrictedChild,
    Role,
    RoleHeld,
    User,
)
from onroll.web.access.roles import SEES_SHIELDED
from onroll.web.config.authority import authority


class Reach(Enum):
    """Whose children a role sees."""

    EVERY_CHILD = "every child of the authority"
    TEAM = "the children of their team, and those they work with"
    ALLOCATED = "the children they work with"
    AT_THEIRS = "the children of their school, or placed with them"
    ASKED = "no child: what is asked of their service"
    PASSES = "no child: the sealed files between us, for its program"
    NOBODY = "no child: figures only"


REACH: Final = {
    Role.DIRECTOR: Reach.EVERY_CHILD,
    Role.SERVICE_MANAGER: Reach.EVERY_CHILD,
    Role.PATHWAY_MANAGER: Reach.EVERY_CHILD,
    Role.SAFEGUARDING_LEAD: Reach.EVERY_CHILD,
    Role.DATA_MANAGER: Reach.EVERY_CHILD,
    Role.DATA_ANALYST: Reach.EVERY_CHILD,
    Role.INSPECTOR: Reach.EVERY_CHILD,
    Role.TEAM_MANAGER: Reach.TEAM,
    Role.COORDINATOR: Reach.TEAM,
    Role.EDUCATION_OFFICER: Reach.TEAM,
    Role.NEET_OFFICER: Reach.TEAM,
    Role.DUTY_OFFICER: Reach.TEAM,
    Role.ADMISSIONS_OFFICER: Reach.TEAM,
    Role.SEN_OFFICER: Reach.TEAM,
    Role.ATTENDANCE_OFFICER: Reach.TEAM,
    Role.EARLY_HELP_WORKER: Reach.TEAM,
    Role.SOCIAL_CARE_WORKER: Reach.TEAM,
    Role.VIRTUAL_SCHOOL_HEAD: Reach.TEAM,
    Role.PRACTITIONER: Reach.ALLOCATED,
    Role.YOUTH_WORKER: Reach.ALLOCATED,
    Role.PARTNERSHIP_MEMBER: Reach.ALLOCATED,
    Role.HEALTH_PRACTITIONER: Reach.ASKED,
    Role.YOUTH_JUSTICE_WORKER: Reach.ASKED,
    Role.SCHOOL_USER: Reach.AT_THEIRS,
    Role.PROVIDER: Reach.AT_THEIRS,
    Role.OTHER_AUTHORITY: Reach.PASSES,
    Role.FIGURES_READER: Reach.NOBODY,
    Role.COUNCIL_MEMBER: Reach.NOBODY,
    Role.REGIONAL_ANALYST: Reach.NOBODY,
}
"""Each role of the pathway, and whose children it sees (docs/explanation/who-sees-whom.md)."""

WORKS_WITH_CHILDREN: Final = frozenset({Reach.EVERY_CHILD, Reach.TEAM, Reach.ALLOCATED})
"""Whoever reaches so far also sees the children allocated to them, and may break the glass."""


@dataclass(frozen=True)
class Sight:
    """What one person may see at one moment: the roles in force, and what they reach."""

    user: int
    at: datetime
    held: tuple[RoleHeld, ...]

    @property
    def day(self) -> date:
        return localdate(self.at)

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(held.role for held in self.held)

    @cached_property
    def every_child(self) -> bool:
        """Whether every child is theirs; those restricted are not for that reason."""
        return any(reaches_every_child(held) for held in self.held)

    @cached_property
    def restricted(self) -> bool:
        """Whether no child is absent for them."""
        return not self.roles.isdisjoint(SEES_SHIELDED)

    @cached_property
    def works_with_children(self) -> bool:
        return any(REACH[Role(role)] in WORKS_WITH_CHILDREN for role in self.roles)

    @cached_property
    def relations(self) -> list[str]:
        """What `ChildRelation` calls the children of their teams, schools and providers."""
        return [
            *(f"team:{held.team_id}" for held in self.held
              if reach(held) is Reach.TEAM and held.team_id),
            *(f"at:{urn}" for held in self.held
              if reach(held) is Reach.AT_THEIRS for urn in held.urns),
        ]  # fmt: skip


def reach(held: RoleHeld) -> Reach:
    return REACH[Role(held.role)]


def reaches_every_child(held: RoleHeld) -> bool:
    """By the role; or, with a team's role in no team, because it is held in all of them."""
    return reach(held) is Reach.EVERY_CHILD or (reach(held) is Reach.TEAM and not held.team_id)


def see_now(users: Iterable[User], at: datetime) -> None:
    """Read the roles of these people that are in force at a moment, afresh, in one query.

    Sets `sight` on each; whoever is no longer active has no role in force.
    """
    people = list(users)
    day = localdate(at)
    in_force = RoleHeld.objects.filter(
        Q(ends_before__isnull=True) | Q(ends_before__gt=day),
        user__in=people, user__is_active=True, la_code=authority().la_code, starts_on__lte=day,
    ).select_related("team")  # fmt: skip
    held: dict[int, list[RoleHeld]] = {user.pk: [] for user in people}
    for each in in_force:
        held[each.user_id].append(each)
    for user in people:
        user.sight = Sight(user.pk, at, tuple(held[user.pk]))


def seen_by(user: User | AnonymousUser, child: str = "pk") -> Q | None:
    """In a query of children: that this person may see the child; null where they see nobody.

    In one of rows about children `child` is the column that says which: asked so, of the rows that
    there are, and not of every child.
    """
    sight = getattr(user, "sight", None)
    if sight is None or not sight.held:
        return None
    theirs = Q()
    if not sight.every_child:
        related = ChildRelation.objects.filter(child=OuterRef(child), relation__in=sight.relations)
        theirs = Q(Exists(related)) | opened_by(sight, child)
    if sight.restricted:
        return theirs
    return theirs & (~restricted_now(child) | Q((f"{child}__in", allocated_to(sight))))


def opened_by(sight: Sight, child: str = "pk") -> Q:
    """That the child is allocated to them, or that they have broken the glass and it still is."""
    if not sight.works_with_children:
        return Q((f"{child}__in", ()))
    broken = BreakGlass.objects.filter(user=sight.user, ends_at__gt=sight.at)
    allocated = Q((f"{child}__in", allocated_to(sight)))
    return allocated | Q((f"{child}__in", broken.values("child")))


def allocated_to(sight: Sight) -> Any:
    """The references of the children whom this person works with in person, for `in` of a query."""
    if not sight.works_with_children:
        return ()
    theirs = Allocation.objects.filter(
        Q(ends_before__isnull=True) | Q(ends_before__gt=sight.day),
        user=sight.user, starts_on__lte=sight.day,
    )  # fmt: skip
    return theirs.values("child")


def restricted_now(child: str = "pk") -> Q:
    """In a query of children, or of rows with such a column: that a shield covers the child."""
    return Q(Exists(RestrictedChild.objects.filter(child=OuterRef(child))))
