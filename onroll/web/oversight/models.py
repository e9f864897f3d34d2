"""What is kept to watch over those who look at children: declarations, the queue, files asked for.

A child is named in two tables alone, and the database shows their rows only to those who may see
the child. Everything else here says who did what, and never to whom.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from onroll.web.access.models import User


class Declaration(models.Model):
    """What somebody says of their own life: a child, a family or an address that they know.

    One of `child`, `surname` and `postcode` is filled in. `child` is what they typed, and nobody
    checked whether it is a child's: the answer would say so. `ended_at` null: it still holds.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="declarations")
    child = models.CharField(max_length=16, blank=True)
    surname = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    why = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[Any]] = [models.Index(fields=["user"], name="declared_by")]

    def __str__(self) -> str:
        return f"declared by {self.user_id} at {self.at:%Y-%m-%d}"


class Kind(models.TextChoices):
    """Why something is in the queue."""

    DECLARED_CHILD = "declared_child", "Asked for a child whom they had declared"
    RETURNED = "returned", "Came back to a child whose record they had opened in an emergency"
    NOT_SHOWN = "not_shown", "Asked to see a child who could not be shown"
    RAN_THROUGH = "ran_through", "Opened many records in a short time"
    OF_ONE_PLACE = "of_one_place", "One school or provider opened many records in a short time"
    CROWD = "crowd", "Many people opened one child's record"
    OUT_OF_HOURS = "out_of_hours", "Opened records one after another outside working hours"
    SAME_POSTCODE = "same_postcode", "Opened the record of a child at an address they declared"
    DECLARED_SURNAME = "declared_surname", "Opened the record of a child of a name they declared"
    BUDGET = "budget", "Reached the most children of a day"
    REFUSED = "refused", "Was refused three times or more in a day"
    GLASS = "glass", "Opened the record of a child who is not theirs"
    SAME_SURNAME = "same_surname", "Opened the record of a child with their own surname"
    COMMON_SURNAME = "common_surname", "Opened records of children with their own, common surname"


GRAVITY = {kind: 10 * (len(Kind) - place) for place, kind in enumerate(Kind)}
"""The kinds stand above from the gravest to the least; the queue is in that order."""


class Item(models.Model):
    """Something that a manager is to look at. Rows are only ever added; what was said is an event.

    `key` says what it is about in one way only, so that the same thing is in the queue once.
    `detail` is ours, and names no child.
    """

    kind = models.CharField(max_length=20, choices=Kind.choices)
    gravity = models.SmallIntegerField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="in_review")
    at = models.DateTimeField(default=timezone.now)
    key = models.CharField(max_length=64, unique=True)
    detail = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["-gravity", "-at"], name="item_gravest_first")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.user_id} at {self.at:%Y-%m-%d %H:%M}"


class ItemChild(models.Model):
    """The child that an item is about, and the words that were typed about the child.

    Of one who was not shown, `refused`, only those read this for whom no child is absent: to others
    it must not say whether there is such a child.
    """

    item = models.OneToOneField(
        Item, on_delete=models.PROTECT, primary_key=True, related_name="about"
    )
    child = models.CharField(max_length=16, blank=True)
    words = models.TextField(blank=True)
    refused = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"the child of item {self.item_id}"


class ReviewEvent(models.Model):
    """What a manager said of an item. The last event is how it stands; rows are only ever added."""

    class Answer(models.TextChoices):
        NOTHING_WRONG = "nothing_wrong", "Nothing wrong"
        FOLLOW_UP = "follow_up", "Follow up"
        REOPENED = "reopened", "Back in the queue"

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="events")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=20, choices=Answer.choices)
    words = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.answer} of item {self.item_id}"


class BudgetRaised(models.Model):
    """A manager lets somebody see as many children again, of one measure and on one day."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="budgets_raised")
    measure = models.CharField(max_length=10)
    day = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    why = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes: ClassVar[list[Any]] = [models.Index(fields=["user", "day"], name="raised_on")]

    def __str__(self) -> str:
        return f"{self.measure} of {self.user_id} on {self.day}"


class ExportAsk(models.Model):
    """A file of more children than one person may take alone, and what a second person said.

    `address` is that of the file, which names nobody. `answer` empty: nobody has answered yet.
    """

    class Answer(models.TextChoices):
        AGREED = "agreed", "Agreed"
        REFUSED = "refused", "Refused"

    asker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="exports_asked")
    page = models.CharField(max_length=100)
    address = models.TextField()
    size = models.IntegerField()
    why = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    answer_words = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    downloaded_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(answered_by__isnull=True)
                | ~models.Q(answered_by=models.F("asker")),
                name="nobody_agrees_with_themselves",
            )
        ]

    def __str__(self) -> str:
        return f"{self.page} for {self.asker_id}"


class LogRead(models.Model):
    """Up to when the log of reads has been searched for signs; one row."""

    up_to = models.DateTimeField()

    def __str__(self) -> str:
        return f"read up to {self.up_to:%Y-%m-%d %H:%M}"
