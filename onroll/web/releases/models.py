"""Releases: drafts that are asked for, what was counted, what is hidden of it, what happened, and
the files. Rows are only ever added, so what is released never changes."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.timezone import localdate

from onroll.figures.releasing.frozen import from_json
from onroll.figures.releasing.gate import Released
from onroll.figures.releasing.stages import STAGE_WORDS, Event, Kind, Stage, stage_of
from onroll.figures.reports.report import NumberKey
from onroll.web.access.models import User


class Release(models.Model):
    """A report as others may read it. No child is in it: what was counted is in `Counted`.

    `report` is the key of its kind, `name` what it is called for ever. `printed` has its tables as
    they are printed and as programs read them, with what is hidden taken out, and `numbers` each
    number with its name.
    `small` is the threshold by which it was protected, and its numbers are rounded to the nearest
    of `rounded_to`; 1 is not rounded.
    """

    name = models.CharField(max_length=80, unique=True)
    report = models.CharField(max_length=50)
    title = models.CharField(max_length=200)
    covers = models.CharField(max_length=100)
    day = models.DateField()
    small = models.SmallIntegerField()
    rounded_to = models.SmallIntegerField(default=1)
    printed = models.JSONField()
    numbers = models.JSONField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-day", "-pk"]

    def __str__(self) -> str:
        return self.name

    def happened(self) -> list[Event]:
        """What happened to it, in order."""
        return [Event(Kind(each.kind), each.by_id) for each in self.events.all()]

    @property
    def stage(self) -> Stage:
        """Where it stands. Whoever takes no part is not shown how a release came about."""
        happened = self.happened()
        if any(event.kind is Kind.RELEASED for event in happened):
            return Stage.RELEASED
        return stage_of(happened)

    @property
    def stage_words(self) -> str:
        return STAGE_WORDS[self.stage]

    @property
    def released_on(self) -> date | None:
        """The day of its release, by the clock in London; null before it."""
        at = [each.at for each in self.events.all() if each.kind == Kind.RELEASED]
        return localdate(at[0]) if at else None

    @property
    def corrections(self) -> list[ReleaseEvent]:
        return [each for each in self.events.all() if each.kind == Kind.CORRECTED]

    @property
    def words(self) -> dict[str, Any]:
        """The words that hold: those written last; empty where none are."""
        written = [each.told for each in self.events.all() if each.kind == Kind.WORDS]
        return dict(written[-1]) if written else {}


class Counted(models.Model):
    """What a release counts, child by child, and the names of the numbers that are hidden.

    The database shows it to those alone who draft and release.
    """

    release = models.OneToOneField(Release, on_delete=models.PROTECT, related_name="counted")
    report = models.JSONField()
    hidden = models.JSONField()

    def __str__(self) -> str:
        return f"counted for {self.release_id}"

    @property
    def released(self) -> Released:
        hidden = frozenset(number_key(each) for each in self.hidden)
        held = self.release
        return Released(from_json(self.report), hidden, held.small, held.rounded_to)


def number_key(held: list[Any]) -> NumberKey:
    """The name of a number, from what JSON has of it."""
    table, labels, column = held
    return table, tuple(labels), column


class ReleaseEvent(models.Model):
    """Something that happened to a release. `told` has the words that were written."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Kind])
    told = models.JSONField(default=dict)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    token = models.CharField(max_length=32, unique=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} of {self.release_id}"


class DraftAsked(models.Model):
    """That somebody asked for a draft, a report of a day. What came of it are its events."""

    report = models.CharField(max_length=50)
    title = models.CharField(max_length=200)
    day = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.report} of {self.day}"

    @property
    def last(self) -> DraftEvent | None:
        """What happened to it last; null where nobody has begun."""
        events = list(self.events.all())
        return events[-1] if events else None


class DraftEvent(models.Model):
    """A step on the way from what was asked to its draft.

    `words` say why it came to no draft, and what to do; `release` is the draft, once it is there.
    """

    class Kind(models.TextChoices):
        COUNTING = "counting", "Its numbers are being counted"
        PROTECTING = "protecting", "It is being checked against everything released before"
        DRAFTED = "drafted", "Drafted"
        REFUSED = "refused", "Came to no draft"
        FAILED = "failed", "Something went wrong on our side"

    ENDS = (Kind.DRAFTED, Kind.REFUSED, Kind.FAILED)

    asked = models.ForeignKey(DraftAsked, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = models.TextField(default="")
    release = models.ForeignKey(Release, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} of {self.asked_id}"

    @property
    def is_end(self) -> bool:
        return self.kind in self.ENDS


class ReleaseFile(models.Model):
    """A file of a release as it was made when it was released: the same bytes whenever asked."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["release", "name"], name="one_file_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name
