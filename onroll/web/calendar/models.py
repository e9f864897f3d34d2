"""Private addresses of calendars. Of each only a hash is kept."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from onroll.web.access.models import User


class CalendarAddress(models.Model):
    """An address at which a calendar program asks for somebody's visits. `ended_at` is null while
    it holds; `fetched_at` is null before anybody asked, and `fetches` counts how often they did."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="calendar_addresses")
    hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    fetched_at = models.DateTimeField(null=True)
    fetches = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(ended_at=None), name="one_calendar_address_of_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"calendar address {self.pk} of {self.user_id}"
