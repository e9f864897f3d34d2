"""Keys of programs, what was sent under which word of theirs, and what they are told by webhook.

None of these tables names a child: what a program sends is where a person's is (`telling_us`).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from onroll.web.access.models import User


class Key(models.Model):
    """What a program of an organisation lets itself in with. Of its secret only a hash is kept.

    `account` is the organisation's: a `User` that is a program. The key is good to the day before
    `ends_before`, until it is withdrawn. `counted` requests were made since `counted_since`.
    """

    account = models.ForeignKey(User, on_delete=models.PROTECT, related_name="api_keys")
    name = models.CharField(max_length=100)
    hash = models.CharField(max_length=64, unique=True)
    ends_before = models.DateField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    counted_since = models.DateTimeField(null=True)
    counted = models.IntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return f"key {self.pk} of {self.account_id}"

    @property
    def last_day(self) -> date:
        return self.ends_before - timedelta(days=1)

    def is_good(self, day: date) -> bool:
        return self.withdrawn_at is None and day < self.ends_before


class SentOnce(models.Model):
    """What a program sent under a word of its own (`Idempotency-Key`), so that it is sent once.

    `digest` is of all that was sent, and `ref` the reference of what became of it. Rows are only
    ever added.
    """

    account = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    word = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    ref = models.CharField(max_length=12)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["account", "word"], name="sent_once")
        ]

    def __str__(self) -> str:
        return f"{self.ref} of {self.account_id}"


class Webhook(models.Model):
    """Where an organisation is told that something happened; one at a time, the others ended.

    Secrets are enciphered. `secret_before` is signed with too until `before_until`.
    """

    account = models.ForeignKey(User, on_delete=models.PROTECT, related_name="webhooks")
    address = models.CharField(max_length=500)
    secret = models.TextField()
    secret_before = models.TextField(blank=True)
    before_until = models.DateTimeField(null=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(ended_at=None), name="one_webhook_of_a_program"
            )
        ]

    def __str__(self) -> str:
        return f"webhook {self.pk} of {self.account_id}"


class Delivery(models.Model):
    """Something to tell at a webhook: written in the transaction in which it happened, sent later.

    `ident` is what the receiver knows it by, however often it comes; `once` what may be told once.
    `state` is waiting, told or given up, and while it waits `next_at` is when it is tried next.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        TOLD = "told", "Told"
        GIVEN_UP = "given_up", "Given up"

    webhook = models.ForeignKey(Webhook, on_delete=models.PROTECT, related_name="deliveries")
    event = models.CharField(max_length=40)
    ident = models.CharField(max_length=40, unique=True)
    once = models.CharField(max_length=100)
    about = models.JSONField()
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    next_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["webhook", "once"], name="told_once")
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["next_at"], condition=Q(state="waiting"), name="to_be_told")
        ]

    def __str__(self) -> str:
        return f"{self.event} at webhook {self.webhook_id}"


class Try(models.Model):
    """One try to tell it. `status` is null where no answer came; `words` say what did."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="tries")
    number = models.IntegerField()
    status = models.IntegerField(null=True)
    words = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["delivery", "number"], name="one_try_of_a_number")
        ]

    def __str__(self) -> str:
        return f"try {self.number} of {self.delivery_id}"
