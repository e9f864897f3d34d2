"""What was told by form and nobody has dealt with, and what is done about one form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from onroll.record.forms.answering import said
from onroll.record.referrals import Referral, Told, take
from onroll.web.access.models import User
from onroll.web.access.roles import may_take_in
from onroll.web.cases.actions import open_case
from onroll.web.cases.models import Case
from onroll.web.cases.record_of_case import record_known_by
from onroll.web.config.home import home
from onroll.web.mistakes.models import CalledMistake, still_to_be_looked_at
from onroll.web.telling_us.models import DealtWith, SentForm, WhoItIs
from onroll.web.telling_us.to_record import tie


def taken_in(user: Any) -> QuerySet[SentForm]:
    """The forms that somebody may take in, of those of which it is settled whom they are about;
    what may be about a protected child only for those who see such children."""
    if not may_take_in(user):
        return SentForm.objects.none()
    known = WhoItIs.objects.filter(form=OuterRef("pk"))
    return SentForm.objects.filter(Exists(known)).select_related("who_it_is")


def waiting(user: Any) -> QuerySet[SentForm]:
    """Those of them that nobody has dealt with, the oldest first; not those that were called a
    mistake, but for one that was taken in before."""
    return taken_in(user).filter(still_to_be_looked_at()).order_by("at", "pk")


@dataclass(frozen=True)
class Row:
    """One form in a list: the name that it gives the child, and what it is."""

    form: SentForm

    @property
    def name(self) -> str:
        told = self.form.told
        return f"{told.text('forename')} {told.text('surname')}".strip()

    @property
    def mistake(self) -> CalledMistake | None:
        """That the sender called it a mistake; null where they did not."""
        return getattr(self.form, "called_mistake", None)

    @property
    def urgent(self) -> bool:
        """Whether the sender says that the child may be in danger now."""
        return self.form.told.text("risk") == "immediate"


def words_of(form: SentForm) -> str:
    """Everything that was told, question by question, as it goes into a case."""
    lines = [f"{form.of.of}, reference {form.ref}"]
    for page in form.of.asked(form.told):
        for question in page.questions:
            if words := said(question, form.told.kept.get(question.key, "")):
                lines.append(f"{question.label}: {words}")
    return "\n".join(lines)[:4000]


def told_by(form: SentForm) -> str:
    return ", ".join(filter(None, [form.sender, form.school]))[:200]


@transaction.atomic
def into_case(form: SentForm, child: str, by: User, at: datetime) -> Case:
    """Put a form into the open case of a child, or open one; once, however often it is asked."""
    told = {
        "source": form.of.source_of(form.told), "issue": form.of.issue_of(form.told),
        "told_by": told_by(form),
        "words": words_of(form), "form": form.ref,
    }  # fmt: skip
    record = record_known_by(child)
    case, _ = open_case(
        child=child, record_id=record, told=told, on=form.at.date(), by=by, at=at,
        token=f"form {form.ref}",
    )  # fmt: skip
    if not form.dealt_with.filter(what=DealtWith.What.CASE, child=child).exists():
        DealtWith.objects.create(
            form=form, what=DealtWith.What.CASE, child=child, case=case.pk, by=by, at=at
        )
        tie(form, record, at=at, by=by)
    return case


def into_referral(form: SentForm, by: User, at: datetime) -> Referral:
    """Take a form as a referral of a child whom nobody knew."""
    told = form.told
    taken = take(
        home(),
        Told(
            surname=told.text("surname"),
            forename=told.text("forename"),
            born=told.text("date_of_birth"),
            date_of_birth=told.text("date_of_birth"),
            sex=told.text("sex") or "U",
            upn=told.text("upn"),
            address=told.text("address"),
            postcode=told.text("postcode"),
            last_school=form.school,
            told_by=told_by(form),
            told_on=form.at.date().isoformat(),
            source=form.of.source_of(told),
            issue=form.of.issue_of(told),
            words=words_of(form),
        ),
        at=at,
        by=by.email,
        token=f"form {form.ref}",
    )
    if not form.dealt_with.filter(what=DealtWith.What.REFERRAL).exists():
        DealtWith.objects.create(
            form=form, what=DealtWith.What.REFERRAL, words=taken.ref, by=by, at=at
        )
        tie(form, taken.record_id, at=at, by=by)
    return taken


def nothing_more(form: SentForm, why: str, by: User, at: datetime) -> None:
    DealtWith.objects.create(form=form, what=DealtWith.What.NOTHING, words=why, by=by, at=at)
