"""Which records were taken apart, and when the pages first showed it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from onroll.web.access.models import User


class Separation(models.Model):
    """A child whose records somebody said are two children's. The decision itself is in the home.

    `number` and `decided_at` are the decision's: where the home is made anew and the database kept,
    another decision may come to have the number. `child` is the reference that all the records were
    under. `by` is null where whoever decided has no account: the decision says who. `shown_at` is
    the end of the transaction that published it, after which no page shows the records together;
    null where the decision waits, or waited, for the next run.
    """

    number = models.PositiveIntegerField()
    decided_at = models.DateTimeField()
    child = models.CharField(max_length=16)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="separations", null=True)
    shown_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["number", "decided_at"], name="one_separation_of_a_decision"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.child}"
