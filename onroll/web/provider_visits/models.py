"""Visits to providers as they were written down, and which were taken back. No child is named."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models

from onroll.record.forms.answers import Answers
from onroll.web.access.models import User


class ProviderVisit(models.Model):
    """One visit to a provider. Rows are only ever added.

    `answers` are those to the questions of `onroll.record.provider_visits`. `token` is of the page
    on which it was written: sent twice, it is one visit.
    """

    urn = models.CharField(max_length=20)
    provider = models.CharField(max_length=200)
    visited_on = models.DateField()
    answers = models.JSONField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    token = models.CharField(max_length=32, unique=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-visited_on", "-pk"]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["urn", "-visited_on"], name="provider_visit_urn")
        ]

    def __str__(self) -> str:
        return f"visit to {self.urn} on {self.visited_on}"

    @property
    def told(self) -> Answers:
        return Answers(self.answers)

    @property
    def next_visit_on(self) -> date | None:
        return self.told.day("next_visit_on")


class VisitTakenBack(models.Model):
    """That a visit does not count, and why. Rows are only ever added."""

    visit = models.OneToOneField(ProviderVisit, on_delete=models.PROTECT, related_name="taken_back")
    why = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"visit {self.visit_id} taken back"
