"""How each feed stood when the current run was made. Written by publishing only."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from onroll.record.feeds.health_words import NOT_FRESH, STATES


class FeedQuerySet(models.QuerySet["Feed"]):
    def used_by(self, *definitions: str) -> FeedQuerySet:
        """The feeds that these definitions or clocks rest on."""
        resting = DefinitionFeed.objects.filter(definition__in=definitions)
        return self.filter(feed__in=resting.values("feed"))


class Feed(models.Model):
    """One kind of file of one source, and how it stands.

    `state` is the gravest of `states`; `words` has a sentence for each of them, gravest first.
    `caution` is what figures that rest on the feed leave out, and is empty unless a state is one of
    those in which they do. `late_days` counts days past its rhythm, 0 when it is in time; it and
    `expected_days` are school days where `in_school_days` is true; it is null where no file is to
    come any more. Never loaded: `file` empty, `received_at` and `data_up_to` null, counts 0.
    """

    State = models.TextChoices(  # type: ignore[call-overload]  # as the record names and words them
        "State", [(key.upper(), (key, words)) for key, words in STATES.items()]
    )

    row_id = models.UUIDField(primary_key=True)
    feed = models.CharField(max_length=100, unique=True)
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=100)
    state = models.CharField(max_length=20, choices=State.choices)
    states = ArrayField(models.CharField(max_length=20))
    words = models.TextField()
    caution = models.TextField()
    late_days = models.IntegerField()
    file = models.TextField()
    received_at = models.DateTimeField(null=True)
    data_up_to = models.DateField(null=True)
    expected_days = models.IntegerField(null=True)
    in_school_days = models.BooleanField()
    rows_in = models.BigIntegerField(null=True)
    accepted = models.BigIntegerField(null=True)
    held_back = models.BigIntegerField(null=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["source", "title"]

    def __str__(self) -> str:
        return self.title

    @property
    def collected(self) -> bool:
        """Whether files of it are still to come."""
        return self.expected_days is not None

    @property
    def is_fresh(self) -> bool:
        """Whether figures that rest on it leave nothing out that it should have told."""
        return self.state not in NOT_FRESH


class QuietSchool(models.Model):
    """A school that sends nothing in one feed (`quiet`), or far less than it did (`fallen`).

    `last_day` is the newest day it told of, and `school_days` how many of its own school days have
    passed since. `rows_before` and `rows_now` are rows a day in a feed that counts school days, and
    rows in a file in the others.
    """

    class State(models.TextChoices):
        QUIET = "quiet", "Sent nothing"
        FALLEN = "fallen", "Sends less"

    row_id = models.UUIDField(primary_key=True)
    feed = models.CharField(max_length=100, db_index=True)
    urn = models.CharField(max_length=20)
    name = models.TextField()
    state = models.CharField(max_length=20, choices=State.choices)
    last_day = models.DateField()
    school_days = models.IntegerField()
    rows_before = models.BigIntegerField()
    rows_now = models.BigIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["feed", "-state", "-school_days", "name", "urn"]

    def __str__(self) -> str:
        return f"{self.feed}: {self.urn} {self.state}"


class DefinitionFeed(models.Model):
    """A definition, or a clock, by its key, and a feed that can tell a fact it rests on."""

    row_id = models.UUIDField(primary_key=True)
    definition = models.CharField(max_length=100, db_index=True)
    feed = models.CharField(max_length=100, db_index=True)

    def __str__(self) -> str:
        return f"{self.definition} rests on {self.feed}"


class Problem(models.Model):
    """Rows of one feed's loads in force that have the same thing wrong with them.

    `severity` is "held_back" when the rows were kept out and "warn" when they were used without
    the value. `problem` says what kind of fault it is, without the value of any row; the first row
    that has it is on line `example_row` of `file`.
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
