"""Runs, and what each definition's tests came to. Written by publishing only."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models


class RunQuerySet(models.QuerySet["Run"]):
    def current(self) -> Run | None:
        """The run whose results are shown; None before the first one is published."""
        return self.filter(is_current=True).first()


class Run(models.Model):
    """One run that was published: the day it describes and what was known when it was made."""

    run_id = models.CharField(primary_key=True, max_length=100)
    as_of = models.DateField()
    known_at = models.DateTimeField()
    version = models.CharField(max_length=100, blank=True)
    published_at = models.DateTimeField(auto_now=True)
    is_current = models.BooleanField(default=False)
    # The last act about a shield that the list of restricted children rests on.
    restricted_up_to = models.IntegerField(default=0)

    objects = RunQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["is_current"], condition=models.Q(is_current=True), name="one_current_run"
            )
        ]

    def __str__(self) -> str:
        return self.run_id


class Count(models.Model):
    """How many children meet a definition on the day of the current run."""

    row_id = models.UUIDField(primary_key=True)
    definition = models.CharField(max_length=100, unique=True)
    children = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.definition}: {self.children}"


class DefinitionTest(models.Model):
    """One test of a definition, over all children, on the day of the current run.

    `only_not_met` counts the children who meet every other test of the definition.
    """

    row_id = models.UUIDField(primary_key=True)
    definition = models.CharField(max_length=100, db_index=True)
    position = models.IntegerField()
    words = models.TextField()
    met = models.BigIntegerField()
    only_not_met = models.BigIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["definition", "position"]

    def __str__(self) -> str:
        return f"{self.definition} {self.position}"


class NearMiss(models.Model):
    """A child for whom one test alone stands between them and a definition."""

    row_id = models.UUIDField(primary_key=True)
    definition = models.CharField(max_length=100)
    position = models.IntegerField()
    child = models.ForeignKey(
        "children.Child",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="near_misses",
    )

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["definition", "position"], name="near_miss_test")
        ]

    def __str__(self) -> str:
        return f"{self.child_id} nearly meets {self.definition}"
