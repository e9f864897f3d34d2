"""Which colleague was sent how things stand, for which day or week. What it said is not kept."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models

from onroll.web.access.models import User
from onroll.web.letters.models import State


class Kind(models.TextChoices):
    """What is sent: how the day begins, once a week how the law is kept, or that a school or
    provider is asked something."""

    TODAY = "today", "Today"
    WEEK = "week", "Accountability"
    QUESTIONS = "questions", "Questions put to you"


class Brief(models.Model):
    """One message to one person for one day; of a week, `of` is its Monday, of questions the day on
    which the newest of them was asked.

    `state` is being sent, sent, not sent or not known. `reference` is what GOV.UK Notify knows it
    by, and `words` say why it was not sent.
    """

    to = models.ForeignKey(User, on_delete=models.PROTECT, related_name="briefs")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    of = models.DateField()
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENDING)
    words = models.TextField(blank=True)
    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    provider_id = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["to", "kind", "of"], name="one_brief_each"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.of}, to {self.to_id}"
