"""The published questions: one for each child, contradiction and spell. Publishing writes them."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.db import models

from onroll.web.access.models import User
from onroll.web.children.models import Child, PublishedAboutAChild, true_on
from onroll.web.shields.protected import not_protected


class ContradictionQuerySet(models.QuerySet["Contradiction"]):
    def visible_to(self, user: User | AnonymousUser) -> ContradictionQuerySet:
        """Those of children of whom this person may know every detail.

        A question says where a child learns or lives, and so none is shown of a protected child.
        """
        return self.filter(child__in=not_protected(Child.objects.visible_to(user), user))

    def on(self, day: date) -> ContradictionQuerySet:
        return self.filter(true_on(day))


class Contradiction(PublishedAboutAChild):
    """A spell in which two sources cannot both be right. `ends_before` null: still so.

    `school` is the URN of the school to ask; where it is empty, `team` is the team to ask.
    """

    contradiction = models.TextField()
    starts_on = models.DateField()
    ends_before = models.DateField(null=True)
    school = models.TextField()
    team = models.TextField()

    objects = ContradictionQuerySet.as_manager()

    class Meta(PublishedAboutAChild.Meta):
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["child"], name="contradiction_of_child"),
            models.Index(fields=["school", "team"], name="contradiction_asked_of"),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.contradiction} from {self.starts_on}"


class ContradictionRow(PublishedAboutAChild):
    """A row of a file that a question rests on: what it says, and where it stands."""

    contradiction = models.TextField()
    contradicts_from = models.DateField()
    fact = models.TextField()
    starts_on = models.DateField()
    ends_before = models.DateField(null=True)
    value = models.FloatField(null=True)
    setting = models.TextField()
    feed = models.TextField()
    file = models.TextField()
    row = models.IntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.child_id} {self.contradiction}: {self.fact}"
