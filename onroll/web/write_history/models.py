"""The write history: one row for each row that was written, whoever wrote it and however."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q

from onroll.web.access.models import User
from onroll.web.children.models import Child
from onroll.web.matching.models import Forwarding


class ChangeQuerySet(models.QuerySet["Change"]):
    def visible_to(self, user: Any) -> ChangeQuerySet:
        """The changes that name no child but those whom this person may see.

        Whoever sees every child also sees what was done about children who are on no page now.
        """
        sight = getattr(user, "sight", None)
        if sight is not None and sight.every_child and sight.restricted:
            return self
        seen = Child.objects.visible_to(user)
        led_on = Forwarding.objects.filter(old=OuterRef("child"), new__in=seen.values("pk"))
        return self.filter(Q(child="") | Exists(seen.filter(pk=OuterRef("child"))) | Exists(led_on))

    def newest_first(self) -> ChangeQuerySet:
        return self.order_by("-pk")


class Change(models.Model):
    """One row of one table, as it was and as it became. Only triggers write here (`triggers`).

    `before` and `after` hold the whole row, but for what is secret or left out (`tracked`); one is
    null where there was or is no row. `secrets` names the secret columns that an update changed.
    `about` is the person, and `child` the reference, that the row is about. `by` is whose request
    it was, null where nobody was signed in; `page` is the page, empty outside the pages; `login`
    and `command` are the command line's. `database_role` is who was connected to the database.
    None is a foreign key in the database: the history outlives what it tells of.
    """

    class Kind(models.TextChoices):
        INSERT = "insert", "Added"
        UPDATE = "update", "Changed"
        DELETE = "delete", "Taken away"
        FOUND = "found", "Found to be otherwise than the history says"

    at = models.DateTimeField()
    table = models.CharField(max_length=63)
    row = models.TextField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    secrets = ArrayField(models.TextField(), default=list)
    about = models.ForeignKey(
        User, models.DO_NOTHING, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    child = models.CharField(max_length=16)
    by = models.ForeignKey(
        User, models.DO_NOTHING, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    page = models.TextField()
    login = models.TextField()
    command = models.TextField()
    database_role = models.TextField()

    objects = ChangeQuerySet.as_manager()

    class Meta:
        db_table = "write_history"
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["table", "row", "-id"], name="write_history_of_row"),
            models.Index(fields=["about", "-id"], name="write_history_about"),
            models.Index(fields=["by", "-id"], name="write_history_by"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.table} {self.row} at {self.at:%Y-%m-%d %H:%M}"

    @property
    def it(self) -> dict[str, Any]:
        """The row as the change left it; where the change took it away, as it was."""
        return self.after or self.before or {}
