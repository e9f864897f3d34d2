"""The shields that stand, as a run has published them, and what people did with shields here."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from onroll.web.access.models import User
from onroll.web.children.models import PublishedAboutAChild

KINDS: Final = {
    "adoption": "Adopted, or about to be",
    "refuge": "In a refuge, or hidden from somebody",
    "witness_protection": "Witness protection",
    "staff_family": "Family of somebody who works here",
}
"""What each kind of shield is called on a page, in the order in which they are offered."""

HOWS: Final = {
    "named": "Named by a colleague",
    "joined": "Joined with a protected record",
    "suspected": "On suspicion",
}


class Shield(PublishedAboutAChild):
    """A shield that covers a child, and how it came to: named, joined or suspected."""

    shield = models.IntegerField()
    kind = models.TextField()
    how = models.TextField()
    since = models.DateField()

    def __str__(self) -> str:
        return f"{self.child_id} {self.kind}"

    @property
    def kind_words(self) -> str:
        return KINDS.get(self.kind, "Another reason")

    @property
    def how_words(self) -> str:
        return HOWS.get(self.how, "Covered")


class ShieldActQuerySet(models.QuerySet["ShieldAct"]):
    def standing(self) -> QuerySet[ShieldAct]:
        """The shields that were raised here and have not been lowered, one row per child."""
        lowered = ShieldAct.objects.filter(
            Q(child="") | Q(child=OuterRef("child")),
            act=ShieldAct.Act.LOWERED,
            shield=OuterRef("shield"),
            pk__gt=OuterRef("pk"),
        )
        return self.filter(~Exists(lowered), act=ShieldAct.Act.RAISED)


class ShieldAct(models.Model):
    """One thing that somebody did with a shield, in the transaction that did it.

    A child is protected from the moment that a shield of theirs is raised here, whether or not it
    could be worked into the run that is shown. `child` is the reference, as in `Read`; it is empty
    where the act is about everybody whom the shield covers. `kind` is the shield's, when raised.
    """

    class Act(models.TextChoices):
        RAISED = "raised", "Protected the child"
        ASKED = "asked", "Asked to end the protection"
        REFUSED = "refused", "Said no"
        LOWERED = "lowered", "Agreed to end the protection"

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="shield_acts")
    act = models.CharField(max_length=20, choices=Act.choices)
    shield = models.IntegerField()
    kind = models.TextField(blank=True)
    child = models.CharField(max_length=16, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = ShieldActQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "pk"]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["child", "act"], name="shield_act_child"),
            models.Index(fields=["shield", "act"], name="shield_act_shield"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.act} shield {self.shield} at {self.at:%Y-%m-%d %H:%M}"
