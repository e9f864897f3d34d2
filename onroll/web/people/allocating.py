"""Who works with a child: who may say so, of whom, and what follows."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.utils.timezone import localdate

from onroll.web.access.models import Allocation, ChildRelation, Role, User
from onroll.web.access.policy import REACH, WORKS_WITH_CHILDREN, Sight
from onroll.web.access.roles import ALLOCATES
from onroll.web.children.models import Child
from onroll.web.people.listing import on as held_on
from onroll.web.shields.restricting import restricted_children


def may_allocate_child(sight: Sight, child: str) -> bool:
    """Whether somebody who sees a child may say who works with the child.

    A team manager may of the children of the own team; of a restricted child only whoever sees
    restricted children, for the colleague is shown the limited record then.
    """
    if child in restricted_children():
        return sight.restricted
    for held in sight.held:
        if held.role == Role.TEAM_MANAGER and held.team_id is not None:
            relation = f"team:{held.team_id}"
            if ChildRelation.objects.filter(child=child, relation=relation).exists():
                return True
        elif held.role in ALLOCATES:
            return True
    return False


def colleagues(day: date) -> QuerySet[User]:
    """Those with an account and a role, on a day, whose work is with children, by name."""
    roles = [role.value for role, reach in REACH.items() if reach in WORKS_WITH_CHILDREN]
    held = held_on(day).filter(role__in=roles)
    people = User.objects.people().filter(is_active=True, pk__in=held.values("user"))
    return people.order_by("full_name", "email")


def standing(day: date) -> Q:
    """Of allocations: those that have not ended by a day."""
    return (Q(ends_before__isnull=True) | Q(ends_before__gt=day)) & never_ended_early()


def never_ended_early() -> Q:
    return Q(ends_before__isnull=True) | Q(ends_before__gt=F("starts_on"))


def allocate(
    *, child: str, user: User, starts_on: date, ends_before: date | None, why: str, by: User
) -> Allocation:
    """Somebody works with a child from a day on. Raises ValidationError where they do already."""
    already = Allocation.objects.filter(standing(starts_on), child=child, user=user)
    if ends_before is not None:
        already = already.filter(starts_on__lt=ends_before)
    if already.exists():
        raise ValidationError(f"{user.full_name} works with this child already")
    return Allocation.objects.create(
        child=child, user=user, starts_on=starts_on, ends_before=ends_before, allocated_by=by,
        why=why,
    )  # fmt: skip


def end_allocation(*, allocation: Allocation, on: date, why: str, by: User, at: datetime) -> None:
    """Somebody no longer works with a child from a day on, today or later."""
    today = localdate(at)
    if allocation.ends_before is not None and allocation.ends_before <= max(
        today, allocation.starts_on
    ):
        raise ValidationError("This has ended already")
    if allocation.ends_before is not None and on > allocation.ends_before:
        raise ValidationError("It ends earlier than that. To make it longer, add it again")
    allocation.ends_before = max(on, allocation.starts_on)
    allocation.ended_by, allocation.ended_at, allocation.why_ended = by, at, why
    allocation.save(update_fields=["ends_before", "ended_by", "ended_at", "why_ended"])


def of_child(child: str) -> list[Allocation]:
    """Who works, worked or will work with a child, the last begun first."""
    rows = Allocation.objects.filter(child=child)
    return list(
        rows.select_related("user", "allocated_by", "ended_by").order_by("-starts_on", "-pk")
    )


def children_of(user: User, asker: Any, day: date) -> list[Any]:
    """With whom somebody works on a day, of the children whom the asker may see, with `record`."""
    rows = Allocation.objects.filter(standing(day), user=user, starts_on__lte=day)
    found = list(rows.order_by("starts_on", "pk"))
    visible = Child.objects.visible_to(asker).filter(pk__in=[each.child for each in found])
    children = {child.pk: child for child in visible}
    for each in found:
        each.record = children.get(each.child)  # type: ignore[attr-defined]
    return [each for each in found if each.child in children]
