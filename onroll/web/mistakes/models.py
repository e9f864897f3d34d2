"""That a form or a return was sent by mistake, as whoever sent it says. Rows are only ever added.

It is in a table of its own, beside what came of the form, of which a sender reads nothing: so what
is answered is the same before and after somebody took the form in.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from onroll.web.access.models import User
from onroll.web.telling_us.models import DealtWith, SentForm

TAKEN_IN = (DealtWith.What.CASE, DealtWith.What.REFERRAL)


class CalledMistake(models.Model):
    """`sender` is the name of whoever says so; `by` is null at the door for one child."""

    form = models.OneToOneField(SentForm, on_delete=models.PROTECT, related_name="called_mistake")
    why = models.TextField()
    sender = models.CharField(max_length=200)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"form {self.form_id} was a mistake"


class ReturnCalledMistake(models.Model):
    """That a return of a school or provider was. The return of the same time before it holds again,
    and where there is none, that time is not answered. `ref` and `urn` are the return's."""

    ref = models.CharField(max_length=12, unique=True)
    urn = models.CharField(max_length=20)
    why = models.TextField()
    sender = models.CharField(max_length=200)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"return {self.ref} was a mistake"


def counts_nowhere(form: SentForm) -> bool:
    """Whether a form was called a mistake and nobody took it in, before or since."""
    called = hasattr(form, "called_mistake")
    return called and not form.dealt_with.filter(what__in=TAKEN_IN).exists()


def still_to_be_looked_at() -> Q:
    """In a query of forms: those that nobody dealt with, and that are no mistake; and those that
    were called one after they had been taken in, until somebody deals with them again."""
    dealt = DealtWith.objects.filter(form=OuterRef("pk"))
    called: Any = CalledMistake.objects.filter(form=OuterRef("pk"))
    acted_on = DealtWith.objects.filter(form=OuterRef("form"))
    taken_in_before = Exists(acted_on.filter(what__in=TAKEN_IN, at__lt=OuterRef("at")))
    after = called.filter(taken_in_before, ~Exists(acted_on.filter(at__gte=OuterRef("at"))))
    return Q(~Exists(dealt), ~Exists(called)) | Q(Exists(after))
