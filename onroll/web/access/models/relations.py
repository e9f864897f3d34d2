"""What relates people to one child: allocation, a team's or a school's children, broken glass.

Children are named by reference and not by foreign key: what people did outlives what was published.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from onroll.web.access.models.users import User


class Allocation(models.Model):
    """A child whom somebody works with, from one day until before another; null: still."""

    child = models.CharField(max_length=16)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="allocations")
    starts_on = models.DateField(default=timezone.localdate)
    ends_before = models.DateField(null=True)
    allocated_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    why = models.TextField(blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    why_ended = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["user"], name="allocation_user"),
            models.Index(fields=["child"], name="allocation_child"),
        ]

    def __str__(self) -> str:
        return f"{self.child} from {self.starts_on}"


class BreakGlass(models.Model):
    """Somebody who opened the record of a child who is not theirs, why, and until when."""

    class Reason(models.TextChoices):
        AT_RISK = "at_risk", "The child may be at risk now"
        COVER = "cover", "I cover for the colleague who works with the child"
        ENQUIRY = "enquiry", "A school, a parent or another service asks about the child"
        MOVED = "moved", "The child may have moved to or from the children I work with"
        CHECK = "check", "I check the record or a decision, as my manager asked"
        OTHER = "other", "Another reason"

    child = models.CharField(max_length=16)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="glass_broken")
    reason = models.CharField(max_length=20, choices=Reason.choices)
    words = models.TextField()
    opened_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["user", "ends_at"], name="break_glass_user"),
            models.Index(fields=["child"], name="break_glass_child"),
        ]

    def __str__(self) -> str:
        return f"{self.child} until {self.ends_at:%Y-%m-%d %H:%M}"


class ChildRelation(models.Model):
    """A child and whose the child is on the day of the run that is shown.

    `relation` is "team:" and a team's number, or "at:" and the URN of where the child learns.
    Derived: publishing a run and changing a team make it anew.
    """

    child = models.CharField(max_length=16)
    relation = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["child", "relation"], name="one_child_relation")
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["relation", "child"], name="children_of_relation")
        ]

    def __str__(self) -> str:
        return f"{self.child} {self.relation}"


class RestrictedChild(models.Model):
    """A child whom a shield covers, for the database to know. The journal of the home decides.

    Derived: publishing a run and protecting a child make it anew.
    """

    child = models.CharField(primary_key=True, max_length=16)

    def __str__(self) -> str:
        return self.child
