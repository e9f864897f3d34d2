"""Whom a form that came in is about: asked when somebody comes to take it in, never of its sender.

So how long a form takes to send, and what is answered, cannot say whether the child is known. It is
asked of the whole record: a form that may be about a child whom a shield covers is kept from all
but those who see such children.
"""

from __future__ import annotations

from typing import Any, Final

from django.db import connection

from onroll.record.forms.answers import Answers
from onroll.web.access.acting import as_publisher
from onroll.web.access.models import RestrictedChild
from onroll.web.children.dates import Days
from onroll.web.children.models import Child, ChildQuerySet
from onroll.web.matching.finding import Asked, found_among
from onroll.web.telling_us.models import SentForm, WhoItIs

SETTLING: Final = 7_062_031
"""Any number of ours: one at a time settles whom forms are about."""


def asked_of(told: Answers) -> Asked:
    """What the answers say of who the child is."""
    born = told.day("date_of_birth")
    return Asked(told.text("surname"), Days(born, born) if born else None, told.text("upn"))


UNSETTLED: Final = "select 1 where onroll_unsettled()"
"""SQL that gives a row where a form came in of which nobody has asked it."""


def settle() -> None:
    """Say of each form that nobody has asked it of, whom it is about."""
    with connection.cursor() as cursor:
        cursor.execute("select onroll_unsettled() and pg_try_advisory_xact_lock(%s)", [SETTLING])
        if cursor.fetchone() != (True,):
            return  # there is none, or somebody settles them at this moment
    with as_publisher():
        for form in SentForm.objects.filter(who_it_is=None).order_by("pk"):
            WhoItIs.objects.create(form=form, **who(form))


def who(form: SentForm) -> dict[str, Any]:
    """The child, where the record has them for certain, and whether the form is kept back."""
    told = form.told
    everybody: ChildQuerySet = Child.objects.all()
    like = [child.pk for child in found_among(asked_of(told), everybody, everybody)]
    child = form.pupil or certain(told, everybody)
    may_be = {*like, child} - {""}
    kept_back = RestrictedChild.objects.filter(pk__in=may_be).exists()
    return {"child": child, "kept_back": kept_back}


def certain(told: Answers, children: ChildQuerySet) -> str:
    """The reference of the one child with this UPN and date of birth; "" where there is none."""
    upn, born = told.text("upn"), told.day("date_of_birth")
    if not upn or born is None:
        return ""
    held = children.filter(upn=upn, date_of_birth=born).values_list("pk", flat=True)[:2]
    return held[0] if len(held) == 1 else ""
