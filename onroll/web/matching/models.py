"""What linking leaves for people, and what it has done. Published with a run, never changed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Greatest, Least

from onroll.web.children.models import Child


class PossibleMatches(models.QuerySet["PossibleMatch"]):
    def gravest_first(self) -> PossibleMatches:
        """The most harm first, then the longest in doubt, then by their records.

        Not by references: which child has which depends on what was once joined and parted.
        """
        pair = Least("record_a", "record_b"), Greatest("record_a", "record_b")
        return self.order_by("-harm", "since", *pair, "row_id")


class PossibleMatch(models.Model):
    """Two children who may be one, or a join that was not made because something contradicts.

    `record_a` and `record_b` are the records that were compared. `weight` is Splink's, null where
    it was not asked. `harm` says how much may hang on it, the higher the more; `since` is the day
    of the run that first raised it.
    """

    row_id = models.UUIDField(primary_key=True)
    child_a = models.ForeignKey(
        Child, models.DO_NOTHING, db_constraint=False, db_column="child_a", related_name="+"
    )
    child_b = models.ForeignKey(
        Child, models.DO_NOTHING, db_constraint=False, db_column="child_b", related_name="+"
    )
    record_a = models.TextField()
    record_b = models.TextField()
    weight = models.FloatField(null=True)
    reason = models.TextField()
    harm = models.IntegerField()
    since = models.DateField()

    objects = PossibleMatches.as_manager()

    def __str__(self) -> str:
        return f"{self.child_a_id} and {self.child_b_id}: {self.reason}"


class LinkChange(models.Model):
    """A record that a run moved to a child. `from_child` empty: it was new."""

    row_id = models.UUIDField(primary_key=True)
    moved_at = models.DateTimeField()
    run_id = models.TextField()
    record_id = models.TextField()
    from_child = models.TextField()
    to_child = models.TextField()
    reason = models.TextField()
    weight = models.FloatField(null=True)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["record_id", "moved_at"], name="link_change_record"),
            models.Index(fields=["from_child"], name="link_change_from"),
            models.Index(fields=["to_child"], name="link_change_to"),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} to {self.to_child}"


class Forwarding(models.Model):
    """A reference that is no longer any child's, and the one that it leads to."""

    row_id = models.UUIDField(primary_key=True)
    old = models.TextField(unique=True)
    new = models.TextField()

    def __str__(self) -> str:
        return f"{self.old} leads to {self.new}"
