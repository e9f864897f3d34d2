"""Logs of new rows only: what people read, its seals, what they did with files, failed sign-ins."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.utils import timezone

from onroll.web.access.models.users import User


class Read(models.Model):
    """One look at one child, written in the transaction that answers the request.

    `child` is the reference and not a foreign key: the log outlives what was published, and whoever
    is refused may have asked for a reference that no child has. Rows are only ever added: the
    database refuses the rest, and seals each row as its transaction ends (`ReadSeal`).
    """

    class Outcome(models.TextChoices):
        SHOWN = "shown", "Shown on a page"
        REFUSED = "refused", "Asked for and not shown"
        EXPORTED = "exported", "Downloaded in a file"

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="reads")
    child = models.CharField(max_length=16)
    page = models.CharField(max_length=100)
    at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.SHOWN)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["child", "-at"], name="read_child_at"),
            models.Index(fields=["user", "-at"], name="read_user_at"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.child} {self.page} {self.outcome} {self.at:%Y-%m-%d %H:%M}"


class ReadSeal(models.Model):
    """What makes a change of the log of reads plain: a hash over one row of it and all before.

    Only a trigger of the database writes here (docs/adr/0020). `number` counts all rows since the
    log began, without a gap. `day` is the day in London on which the row was sealed. `read` is no
    foreign key, so that a seal outlives the row that somebody took away.
    """

    number = models.BigIntegerField(primary_key=True)
    day = models.DateField()
    read = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        db_table = "read_seal"
        indexes: ClassVar[list[Any]] = [BrinIndex(fields=["day"], name="read_seal_day")]

    def __str__(self) -> str:
        return f"number {self.number} of the log of reads"


class FileEvent(models.Model):
    """One thing that somebody did with a file of data, in the transaction that did it.

    A file holds children whom nobody has looked up: of a page or a download that shows its rows,
    `rows` says how many, and which children they are is not known. Null: no rows were shown.
    `staged` names the file on its way, `load_id` the load; each is empty where it was not one.
    Rows are only ever added, as in the log of reads.
    """

    class Kind(models.TextChoices):
        SENT = "sent", "Sent the file"
        SEEN = "seen", "Looked at rows of it"
        MAPPED = "mapped", "Said which column is which"
        REFUSED = "refused", "Was told that it is refused"
        PUT_ASIDE = "put_aside", "Put it aside"
        DOWNLOADED = "downloaded", "Downloaded its fix file"
        LISTED = "listed", "Downloaded the list of who had read a record"
        PEOPLE = "people", "Downloaded the list of people and roles"
        CHANGES = "changes", "Downloaded the list of changes"
        LOADED = "loaded", "Loaded it"
        UNDONE = "undone", "Undid the load"
        WITHDRAWN = "withdrawn", "Withdrew it"
        PUT_BACK = "put_back", "Put it back"

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="file_events")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    file = models.TextField()
    feed = models.CharField(max_length=100, blank=True)
    staged = models.CharField(max_length=32, blank=True)
    load_id = models.CharField(max_length=100, blank=True)
    rows = models.BigIntegerField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["staged", "kind"], name="file_event_staged"),
            models.Index(fields=["load_id", "-at"], name="file_event_load"),
            models.Index(fields=["user", "-at"], name="file_event_user_at"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} a file of {self.feed} at {self.at:%Y-%m-%d %H:%M}"


class FailedSignIn(models.Model):
    """A wrong password: which address was typed, from where, when."""

    email = models.CharField(max_length=254)
    address = models.GenericIPAddressField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["email", "address", "at"], name="failed_sign_in")
        ]

    def __str__(self) -> str:
        return f"failed sign-in at {self.at:%Y-%m-%d %H:%M}"
