"""Letters and what became of each. A letter leaves at most once: the database holds that too."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Final

from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone

from onroll.web.access.models import User
from onroll.web.letters.templates import LetterTemplate, catalogue


class Channel(models.TextChoices):
    """How a letter reaches whom it is for."""

    BY_HAND = "by_hand", "We print it, and post it or take it there"
    LETTER = "letter", "GOV.UK Notify prints and posts it"
    EMAIL = "email", "GOV.UK Notify sends it by email"


SENT_BY_MACHINE: Final = (Channel.LETTER, Channel.EMAIL)


class State(models.TextChoices):
    """Where a letter is. `NOT_KNOWN` waits for a person: no machine sends it again."""

    DRAFT = "draft", "Draft"
    READY = "ready", "Ready"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Not sent"
    NOT_KNOWN = "not_known", "Not known whether it was sent"
    CANCELLED = "cancelled", "Cancelled"


FOLLOWS: Final = {
    State.DRAFT: frozenset({State.READY, State.CANCELLED}),
    State.READY: frozenset({State.SENDING, State.SENT, State.FAILED, State.CANCELLED}),
    State.SENDING: frozenset({State.SENT, State.FAILED, State.NOT_KNOWN}),
    State.NOT_KNOWN: frozenset({State.SENT, State.FAILED}),
    State.SENT: frozenset(),
    State.FAILED: frozenset(),
    State.CANCELLED: frozenset(),
}
"""What may follow each state. From sent, not sent and cancelled nothing does: somebody who still
wants the letter writes another."""


class LetterQuerySet(models.QuerySet["Letter"]):
    def about(self, children: QuerySet[Any]) -> LetterQuerySet:
        """Those about children whom a query finds: `Child.objects.visible_to(user)`."""
        return self.filter(child__in=children.values("pk"))


class Letter(models.Model):
    """One letter about a child, by the child's reference, and about the source record `record_id`:
    where two children are found to be one, or one to be two, it goes with its record.

    `case_number` is the case that was open about the child when it was begun; null where none was.
    `fields` is what was filled in; `words` is the letter as it was when it was made ready, and null
    before. `to` are the lines of name and address, or the name where it goes by email. Whoever made
    it ready says who checked on which day, and how, that the address is theirs now;
    `was_restricted` says that the child was under protection then. `notify_reference` is what
    GOV.UK Notify knows it by, and says nothing. `edition` counts changes of a draft, so that of two
    who change it at once the second is told.
    """

    child = models.CharField(max_length=16)
    record_id = models.TextField()
    case_number = models.PositiveIntegerField(null=True)
    notify_reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    template = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    fields = models.JSONField(default=dict)
    words = models.JSONField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    channel = models.CharField(max_length=10, choices=Channel.choices, blank=True)
    to = models.TextField(blank=True)
    email = models.CharField(max_length=254, blank=True)
    verified_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    verified_on = models.DateField(null=True)
    verified_how = models.TextField(blank=True)
    was_restricted = models.BooleanField(default=False)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="letters")
    made_at = models.DateTimeField(default=timezone.now)
    edition = models.PositiveIntegerField(default=1)
    provider_id = models.CharField(max_length=64, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["child"], name="letter_of_child"),
            models.Index(
                fields=["state"], name="letter_waiting",
                condition=Q(state__in=[State.READY, State.SENDING, State.NOT_KNOWN]),
            ),
        ]  # fmt: skip
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFT, State.CANCELLED])
                | Q(verified_by__isnull=False, verified_on__isnull=False, words__isnull=False)
                & ~Q(verified_how="")
                & ~Q(channel=""),
                name="only_to_a_verified_channel",
            ),
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}"

    @property
    def of(self) -> LetterTemplate:
        return catalogue()[self.template]

    @property
    def title(self) -> str:
        known = catalogue().get(self.template)
        return known.title if known else self.template

    @property
    def is_sent_by_machine(self) -> bool:
        return self.channel in SENT_BY_MACHINE


class LetterEvent(models.Model):
    """A letter's change of state. Rows are only ever added. `by` is null where the sender did it.

    `on` is the day on which it happened: of a letter posted by hand, the day it was posted.
    """

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="events")
    state = models.CharField(max_length=10, choices=State.choices)
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["letter", "state"],
                name="a_letter_comes_to_a_state_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state}, letter {self.letter_id}"
