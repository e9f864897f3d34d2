"""What was begun and what was sent by form, who it is about, and what was done about it.

Whoever sends reads what they themselves, or their school, sent. What it leads to in the authority
is in tables of its own, which they may not read (`access.rows_told_us`).
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from onroll.record.forms.answers import Answers
from onroll.record.forms.catalogue import form_named
from onroll.record.forms.form import Form
from onroll.record.forms.the_sender import with_sender
from onroll.web.access.models import User


class OfTheirs(models.QuerySet[Any]):
    def of(self, user: User | None, email: str) -> OfTheirs:
        """Those of somebody signed in or, where nobody is, of an email address."""
        return self.filter(user=user, email="" if user else email)


class Draft(models.Model):
    """A form that somebody has begun. It is theirs alone: of a person, or of an email address.

    `key` is what its address calls it, and nobody guesses one. `urn` is the school or provider that
    tells, "" where the sender says which; `pupil` the reference of the pupil who was chosen from
    the sender's own, "" of a child who was typed in. `sent` is the number of what became of it.
    """

    key = models.CharField(max_length=32, unique=True)
    form = models.CharField(max_length=40)
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    email = models.EmailField(blank=True)
    urn = models.CharField(max_length=20, blank=True)
    pupil = models.CharField(max_length=16, blank=True)
    answers = models.JSONField(default=dict)
    began_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sent = models.BigIntegerField(null=True)

    objects = OfTheirs.as_manager()

    def __str__(self) -> str:
        return f"draft {self.pk} of {self.form}"

    @property
    def of(self) -> Form:
        """The form as it is asked: of somebody without an account also who they are."""
        return form_named(self.form) if self.user_id else with_sender(form_named(self.form))

    @property
    def told(self) -> Answers:
        return Answers(self.answers)


class SentForm(models.Model):
    """A form as it was sent. Rows are only ever added.

    `ref` is the reference on the receipt. `warned` is what the form warned of, question by question
    in words. `school` is the name as the sender's roles or words have it. `user` is null, and
    `email` not empty, of one that came through the door for one child. `token` is the draft's key:
    a draft sent twice is one form.
    """

    ref = models.CharField(max_length=12, unique=True)
    form = models.CharField(max_length=40)
    answers = models.JSONField()
    warned = models.JSONField(default=list)
    urn = models.CharField(max_length=20, blank=True)
    school = models.CharField(max_length=200, blank=True)
    pupil = models.CharField(max_length=16, blank=True)
    sender = models.CharField(max_length=200)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    email = models.EmailField(blank=True)
    at = models.DateTimeField()
    token = models.CharField(max_length=32, unique=True)

    objects = OfTheirs.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["user", "-at"], name="sent_form_user"),
            models.Index(fields=["urn", "-at"], name="sent_form_urn"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.form}"

    @property
    def of(self) -> Form:
        """The form as it is asked: of somebody without an account also who they are."""
        return form_named(self.form) if self.user_id else with_sender(form_named(self.form))

    @property
    def told(self) -> Answers:
        return Answers(self.answers)


class WhoItIs(models.Model):
    """Whom a form that came in is about, as the record had it then. Rows are only ever added.

    `child` is the reference, "" where it is nobody the record certainly has. `kept_back` is so
    where it is, or may be, a child whom a shield covers: then it is for those who see such children
    alone.
    """

    form = models.OneToOneField(SentForm, on_delete=models.PROTECT, related_name="who_it_is")
    child = models.CharField(max_length=16, blank=True)
    kept_back = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes: ClassVar[list[Any]] = [models.Index(fields=["child"], name="who_it_is_child")]

    def __str__(self) -> str:
        return f"who form {self.form_id} is about"


class DealtWith(models.Model):
    """What somebody did about a form that came in. Rows are only ever added; the newest holds."""

    class What(models.TextChoices):
        CASE = "case", "It is in a case"
        REFERRAL = "referral", "It is a new referral"
        NOTHING = "nothing", "Nothing more to do"

    form = models.ForeignKey(SentForm, on_delete=models.PROTECT, related_name="dealt_with")
    what = models.CharField(max_length=10, choices=What.choices)
    child = models.CharField(max_length=16, blank=True)
    case = models.BigIntegerField(null=True)
    words = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["child"], name="dealt_with_child")]

    def __str__(self) -> str:
        return f"form {self.form_id}: {self.what}"


class SentReturn(models.Model):
    """What a school or provider told of all its children for a time. Rows are only ever added; the
    newest of a time holds. One without children says that there is nobody.

    `PERIOD` names the column that has the first day of the time it is for.
    """

    PERIOD: ClassVar[str]

    ref = models.CharField(max_length=12, unique=True)
    urn = models.CharField(max_length=20)
    school = models.CharField(max_length=200)
    sender = models.CharField(max_length=200)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    token = models.CharField(max_length=32, unique=True)

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return f"{self.ref} for {self.period}"

    @property
    def period(self) -> date:
        first: date = getattr(self, self.PERIOD)
        return first


class ToldOfChild(models.Model):
    """What a return says of one child: `name` as the sender was shown it, `who` the answers to who
    a child is, as the record had them then, and `warned` what was warned of, question by question
    in words."""

    child = models.CharField(max_length=16)
    name = models.CharField(max_length=300)
    who = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    warned = models.JSONField(default=list)

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["name", "pk"]

    @property
    def told(self) -> Answers:
        return Answers(self.answers)


class MonthlyReturn(SentReturn):
    """A school's return of one month, given by its first day."""

    PERIOD = "month"

    month = models.DateField()

    class Meta(SentReturn.Meta):
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["month", "urn"], name="monthly_return_month")
        ]


class ReturnedPupil(ToldOfChild):
    """What a monthly return says of one pupil: `how` is one of `monthly_return.How`. Of one who is
    still the same `answers` are those of the return before."""

    part_of = models.ForeignKey(MonthlyReturn, on_delete=models.PROTECT, related_name="pupils")
    how = models.CharField(max_length=10)

    class Meta(ToldOfChild.Meta):
        indexes: ClassVar[list[Any]] = [models.Index(fields=["child"], name="returned_pupil_child")]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["part_of", "child"], name="a_pupil_once_in_a_return")
        ]

    def __str__(self) -> str:
        return f"{self.part_of_id} {self.child}"


class WeeklyReturn(SentReturn):
    """A provider's hours of one week, given by its Monday."""

    PERIOD = "week"

    week = models.DateField()

    class Meta(SentReturn.Meta):
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["week", "urn"], name="weekly_return_week")
        ]


class ChildsWeek(ToldOfChild):
    """What a provider says of one child's week; `left` where the child is no longer there."""

    part_of = models.ForeignKey(WeeklyReturn, on_delete=models.PROTECT, related_name="pupils")
    left = models.BooleanField(default=False)

    class Meta(ToldOfChild.Meta):
        indexes: ClassVar[list[Any]] = [models.Index(fields=["child"], name="childs_week_child")]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["part_of", "child"], name="a_child_once_in_a_week")
        ]

    def __str__(self) -> str:
        return f"{self.part_of_id} {self.child}"


class EmailCode(models.Model):
    """A code that was sent to an email address, for the door for one child. Kept as a hash."""

    email = models.EmailField()
    hash = models.CharField(max_length=64)
    address = models.GenericIPAddressField(null=True)
    sent_at = models.DateTimeField()
    tries = models.IntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["email", "-sent_at"], name="email_code_email"),
            models.Index(fields=["address", "-sent_at"], name="email_code_address"),
        ]

    def __str__(self) -> str:
        return f"code of {self.sent_at:%Y-%m-%d %H:%M}"
