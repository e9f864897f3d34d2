"""Children who may pass from one authority to another: each transfer, and its messages.

`Transfer` holds what lists are made of. Where it stands follows from its messages, which are only
ever added.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate

from onroll.record.exchange.messages import Kind, Message
from onroll.record.exchange.one_side import Side, side_of
from onroll.web.access.models import User
from onroll.web.cases.models import Case


class Transfer(models.Model):
    """One offer of a child by one authority to another, as this authority has it.

    `name` is what both authorities call it. `case` is that of the child here: null for one that
    came in and of which nobody has said yet who the child is. `referral` is the reference of the
    referral that such a child was taken as; "" where it was not. `kept_back` is so of one that came
    in and may be about a child whom a shield covers: it is for those who see such children alone,
    until its case says who sees it. `stage` is one of
    `one_side.Stage`, worked out anew with every message; `due_on` the day by which something is
    awaited, null where nothing is.
    """

    name = models.CharField(max_length=40, unique=True)
    turn = models.IntegerField()
    giver = models.CharField(max_length=3)
    taker = models.CharField(max_length=3)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="transfers")
    referral = models.CharField(max_length=12, blank=True)
    kept_back = models.BooleanField(default=False)
    stage = models.CharField(max_length=10)
    due_on = models.DateField(null=True)
    ours = models.BooleanField(default=False)
    began_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["due_on"], name="transfer_due", condition=Q(due_on__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """What it is called here, on pages and in the log of reads."""
        return f"P-{self.pk:06}"

    @property
    def logged_as(self) -> str:
        """Whom a look at it is written down about: the child, or the transfer of one not known."""
        return self.case.child if self.case else self.reference

    def held(self) -> dict[Message, date]:
        """Its messages, each with the day on which it was written here or came here."""
        return {row.message: localdate(row.at) for row in self.messages.all()}

    def side(self) -> Side:
        return side_of(self.held())


class ExchangeMessage(models.Model):
    """One message of a transfer. Rows are only ever added.

    `author` is the authority that wrote it, `number` counts what that one wrote. `on` is the day
    that it says; `at` the moment at which it was written here or came here, and `by` who wrote it
    or took it in. `told` is what it tells, by name of a field of `contents.toml`. `token` is that
    of the form that wrote it, or made of the number of the sealed file that it came in.
    """

    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="messages")
    author = models.CharField(max_length=3)
    number = models.IntegerField()
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Kind])
    on = models.DateField()
    about = models.IntegerField(default=0)
    told = models.JSONField(default=dict)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    token = models.CharField(max_length=40, unique=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["transfer", "author", "number"], name="one_message_of_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.transfer_id}: {self.author}-{self.number} {self.kind}"

    @property
    def message(self) -> Message:
        """The message as the rules of the exchange take it."""
        about = self.transfer
        return Message(
            about.name, about.turn, about.giver, about.taker, self.author, self.number,
            Kind(self.kind), self.on, self.about,
        )  # fmt: skip


class ArrivedFile(models.Model):
    """A sealed file that another authority's program sent us, as it came. Rows are only ever added.

    Whoever takes in what others tell opens it, as one that came by email. `sent_by` is the number
    of the authority that signed it and `package` its own number, by which it is opened once.
    """

    package = models.CharField(max_length=32, unique=True)
    sent_by = models.CharField(max_length=3)
    file = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """What its sender is told that it is called here."""
        return f"AF-{self.pk:08}"


class PackageOpened(models.Model):
    """That a sealed file was opened: no file is taken in twice. Rows are only ever added."""

    package = models.CharField(max_length=32, unique=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"file {self.package[:8]}"
