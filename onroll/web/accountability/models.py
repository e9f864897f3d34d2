"""That the accountable director has read how things stand: with the numbers as they were shown."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from onroll.web.access.models import User


class HasRead(models.Model):
    """Somebody read the page on a day. Rows are only ever added.

    `as_of` is the day that the page was about, `numbers` what it said by what was counted, and
    `words` what the reader asks or says, if anything.
    """

    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    as_of = models.DateField()
    numbers = models.JSONField()
    words = models.TextField(blank=True)
    token = models.CharField(max_length=32, unique=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-at"]

    def __str__(self) -> str:
        return f"{self.by_id} on {self.as_of}"
