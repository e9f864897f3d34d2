"""What was written about recommendations, practice and a fund, as events. Rows are only ever added,
and no child is in them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from onroll.figures.improvement.topics import Event, Happened, Kind, Topic
from onroll.web.access.models import User


class ImprovementTopic(models.Model):
    """A recommendation, an area, practice, an application, consultancy, or a case study.

    `is_partnership`: it is kept with other authorities of the region.
    """

    kind = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Kind])
    is_partnership = models.BooleanField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def topic(self) -> Topic:
        """It with its events, as the rules read it."""
        return Topic(self.pk, Kind(self.kind), tuple(each.event for each in self.events.all()))


class TopicEvent(models.Model):
    """Something that happened to a topic. `told` has what was written; `token` is of its form."""

    topic = models.ForeignKey(ImprovementTopic, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Happened])
    on = models.DateField()
    told = models.JSONField(default=dict)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    token = models.CharField(max_length=32, unique=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} of {self.topic_id}"

    @property
    def event(self) -> Event:
        return Event(
            Happened(self.kind), self.on, self.at, self.by_id, self.by.full_name, self.told
        )
