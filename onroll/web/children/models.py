"""The published record. Publishing writes these tables; no page ever does.

Rows name a child without a constraint in the database: the run has already joined them, and
checking a million and a half references again would only make publishing slow. Indexes stand in
`Meta`, because one on a text field would bring a second for patterns that nothing asks for.
`row_id` is made of everything in the row, so two runs that say the same publish the same row.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from onroll.web.access.models import User
from onroll.web.access.policy import seen_by


class ChildQuerySet(models.QuerySet["Child"]):
    def visible_to(self, user: User | AnonymousUser) -> ChildQuerySet:
        """The children this person may see, as `access.policy` decides."""
        theirs = seen_by(user)
        return self.none() if theirs is None else self.filter(theirs)

    def in_order(self) -> ChildQuerySet:
        """By surname and forename as people look them up, whatever their capitals or accents."""
        return self.order_by("name", "reference")

    def meeting(self, definition: str, on: date) -> ChildQuerySet:
        """Those who meet a definition on a day."""
        return self.filter(
            Exists(Status.objects.on(on).filter(child=OuterRef("pk"), definition=definition))
        )


class Child(models.Model):
    """Who one child is, as the best of all sources says. Null or empty: no source says."""

    reference = models.CharField(primary_key=True, max_length=16, db_column="child")
    row_id = models.UUIDField(unique=True)
    forename = models.TextField()
    surname = models.TextField()
    date_of_birth = models.DateField(null=True)
    sex = models.TextField()
    ethnicity = models.TextField()
    upn = models.TextField()
    nhs_number = models.TextField()
    address = models.TextField()
    postcode = models.TextField()
    setting = models.TextField()
    year_group = models.IntegerField(null=True)
    # What a list is sorted by and a search looks at: surname, two spaces, forename in small letters
    # without accents; and how each word sounds.
    name = models.TextField()
    sounds = ArrayField(models.TextField())

    objects = ChildQuerySet.as_manager()

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["name", "reference"], name="child_in_order"),
            models.Index(fields=["date_of_birth"], name="child_born"),
            models.Index(fields=["upn"], name="child_upn"),
            GinIndex(fields=["name"], name="child_name_trigrams", opclasses=["gin_trgm_ops"]),
            GinIndex(fields=["sounds"], name="child_name_sounds"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def full_name(self) -> str:
        return f"{self.forename} {self.surname}".strip() or "Name not known"


class PublishedAboutAChild(models.Model):
    """What every table about a child has in common."""

    row_id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(
        Child,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        db_column="child",
        related_name="%(class)s_rows",
    )

    class Meta:
        abstract = True
        indexes: ClassVar[list[Any]] = [models.Index(fields=["child"], name="%(class)s_of_child")]


def true_on(day: date) -> Q:
    """The spells that are true on a day."""
    return Q(Q(ends_before__gt=day) | Q(ends_before__isnull=True), starts_on__lte=day)


Row = TypeVar("Row", bound=models.Model)


class AboutChildren(models.QuerySet[Row]):
    """Rows of a table about children."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The rows about children whom this person may see, as `access.policy` decides."""
        theirs = seen_by(user, "child_id")
        return self.none() if theirs is None else self.filter(theirs)


class StatusQuerySet(AboutChildren["Status"]):
    def on(self, day: date) -> StatusQuerySet:
        return self.filter(true_on(day))


class Status(PublishedAboutAChild):
    """A spell in which a child meets a definition. `ends_before` null: still open."""

    definition = models.TextField()
    starts_on = models.DateField()
    ends_before = models.DateField(null=True)

    objects = StatusQuerySet.as_manager()

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["definition", "starts_on", "ends_before"], name="status_definition"
            ),
            models.Index(fields=["child", "definition", "starts_on"], name="status_child"),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.definition} from {self.starts_on}"


class FactQuerySet(models.QuerySet["Fact"]):
    def on(self, day: date) -> FactQuerySet:
        return self.filter(true_on(day))

    def within(self, first: date, last: date) -> FactQuerySet:
        """Those that are true on any day from a first to a last."""
        return self.filter(
            Q(ends_before__gt=first) | Q(ends_before__isnull=True), starts_on__lte=last
        )


class Fact(PublishedAboutAChild):
    """What one row of one file says of a child. `ends_before` null: still true."""

    fact = models.TextField()
    starts_on = models.DateField()
    ends_before = models.DateField(null=True)
    value = models.FloatField(null=True)
    setting = models.TextField()
    feed = models.TextField()
    file = models.TextField()
    row = models.IntegerField(null=True)

    objects = FactQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.child_id} {self.fact} from {self.starts_on}"


class ClockQuerySet(AboutChildren["Clock"]):
    def running(self, on: date) -> ClockQuerySet:
        """Clocks that have begun by a day and are not met on it, most overdue first."""
        met = Q(met_on__isnull=True) | Q(met_on__gt=on)
        return self.filter(met, starts_on__lte=on).order_by(F("due_on").asc(nulls_last=True), "pk")

    def passed(self, first: date, day: date) -> ClockQuerySet:
        """Clocks due from a first day to the day before another, and not met by when they were
        due."""
        late = Q(met_on__isnull=True) | Q(met_on__gt=F("due_on"))
        return self.filter(late, due_on__gte=first, due_on__lt=day)


class Clock(PublishedAboutAChild):
    """A day by which the law wants something done.

    `due_on` null: the school's calendar does not reach that far. `met_on` null: not done yet.
    """

    clock = models.TextField()
    starts_on = models.DateField()
    due_on = models.DateField(null=True, db_index=True)
    met_on = models.DateField(null=True)
    setting = models.TextField()
    feed = models.TextField()
    file = models.TextField()
    row = models.IntegerField(null=True)

    objects = ClockQuerySet.as_manager()

    class Meta(PublishedAboutAChild.Meta):
        indexes: ClassVar[list[Any]] = [
            *PublishedAboutAChild.Meta.indexes,
            models.Index(fields=["met_on", "due_on"], name="clock_running"),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.clock} due {self.due_on}"


class SourceRecord(PublishedAboutAChild):
    """A child as one source knows them, and why the record was joined to this child."""

    record_id = models.TextField()
    source = models.TextField()
    local_id = models.TextField()
    reason = models.TextField()
    weight = models.FloatField(null=True)
    upn = models.TextField()
    nhs_number = models.TextField()
    forename = models.TextField()
    surname = models.TextField()
    date_of_birth = models.DateField(null=True)
    sex = models.TextField()
    address = models.TextField()
    postcode = models.TextField()
    former_upn = models.TextField()
    town = models.TextField()
    uprn = models.TextField()
    school = models.TextField()
    feed = models.TextField()
    file = models.TextField()
    row = models.IntegerField(null=True)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["child"], name="sourcerecord_of_child"),
            models.Index(fields=["record_id"], name="source_record_id"),
            models.Index(fields=["date_of_birth"], name="source_record_born"),
            models.Index(fields=["upn"], name="source_record_upn"),
            models.Index(fields=["former_upn"], name="source_record_former_upn"),
        ]

    def __str__(self) -> str:
        return self.record_id


class School(models.Model):
    """A setting and the days on which it meets. The URN is empty for the authority's own terms."""

    row_id = models.UUIDField(primary_key=True)
    urn = models.TextField(unique=True)
    name = models.TextField()
    phase = models.TextField()
    type = models.TextField()
    days = ArrayField(models.DateField())

    def __str__(self) -> str:
        return self.name
