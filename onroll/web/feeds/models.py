"""How each feed stood when the current run was made. Written by publishing only."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Feed(models.Model):
    """One kind of file of one source, and its newest load.

    Never loaded: file empty, received_at and counts null. No dates in it: data_up_to null.
    """

    class State(models.TextChoices):
        UP_TO_DATE = "up_to_date", "Up to date"
        LATE = "late", "Late"
        NEVER_LOADED = "never_loaded", "Never loaded"

    row_id = models.UUIDField(primary_key=True)
    feed = models.CharField(max_length=100, unique=True)
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=100)
    state = models.CharField(max_length=20, choices=State.choices)
    file = models.TextField()
    received_at = models.DateTimeField(null=True)
    data_up_to = models.DateField(null=True)
    expected_days = models.IntegerField(null=True)
    rows_in = models.BigIntegerField(null=True)
    accepted = models.BigIntegerField(null=True)
    held_back = models.BigIntegerField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["source", "title"]

    def __str__(self) -> str:
        return self.title


class Problem(models.Model):
    """Rows of one feed's loads in force that have the same thing wrong with them.

    `severity` is "held_back" when the rows were kept out and "warn" when they were used without
    the value. The words are those of the first row, whose line in `file` is `example_row`.
    """

    row_id = models.UUIDField(primary_key=True)
    feed = models.CharField(max_length=100, db_index=True)
    file = models.TextField()
    rule_id = models.TextField()
    column = models.TextField()
    severity = models.CharField(max_length=20)
    problem = models.TextField()
    fix = models.TextField()
    rows = models.BigIntegerField()
    example_row = models.BigIntegerField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["severity", "-rows", "file", "rule_id"]

    def __str__(self) -> str:
        return f"{self.feed}: {self.problem}"
