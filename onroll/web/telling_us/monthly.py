"""The monthly return as a school fills it in: its pupils of last month, and those who are new."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.http import Http404

from onroll.record.forms.answering import unanswered
from onroll.record.forms.answers import Answers, Kept
from onroll.record.forms.form import Finding, Form
from onroll.record.forms.monthly_return import How, month_before, of_pupil
from onroll.web.children.models import Child
from onroll.web.telling_us.drafts import KEPT_FOR, circumstances
from onroll.web.telling_us.models import Draft, MonthlyReturn, ReturnedPupil
from onroll.web.telling_us.sending import new_ref
from onroll.web.telling_us.tellers import Teller

FORM: Final = "monthly_return"
"""What a draft of a return has as its form; no form of the catalogue is called so."""


@dataclass(frozen=True)
class Row:
    """A pupil in a return that is being filled in. `how` is null before it was chosen."""

    child: str
    name: str
    how: How | None
    told: Answers

    @property
    def form(self) -> Form | None:
        return of_pupil(self.how) if self.how else None


def newest(urn: str, month: date) -> MonthlyReturn | None:
    """The return that holds for a school's month; null where none was sent."""
    return MonthlyReturn.objects.filter(urn=urn, month=month).first()


def draft_for(teller: Teller, urn: str, month: date) -> Draft:
    """The draft of a school's return: the one begun lately, or a new one of last month's pupils."""
    since = teller.at - KEPT_FOR
    begun = Draft.objects.filter(user=teller.user, form=FORM, urn=urn, sent=None)
    for draft in begun.filter(changed_at__gte=since).order_by("-pk"):
        if draft.answers["month"] == month.isoformat():
            return draft
    before = newest(urn, month_before(month))
    told = before.pupils.exclude(how=How.ENDED) if before else ReturnedPupil.objects.none()
    rows = {each.child: {"name": each.name, "how": "", "answers": each.answers} for each in told}
    return Draft.objects.create(
        key=secrets.token_urlsafe(16), form=FORM, user=teller.user, urn=urn,
        answers={"month": month.isoformat(), "rows": rows},
        began_at=teller.at, changed_at=teller.at,
    )  # fmt: skip


def draft_of(teller: Teller, key: str) -> Draft:
    """Their draft of a return with a key. Raises `Http404` for any other, and for one sent."""
    found = Draft.objects.filter(
        user=teller.user, form=FORM, key=key, sent=None, changed_at__gte=teller.at - KEPT_FOR
    ).first()
    if teller.user is None or found is None or found.urn not in teller.schools:
        raise Http404
    return found


def month_of(draft: Draft) -> date:
    return date.fromisoformat(draft.answers["month"])


def rows_of(draft: Draft) -> list[Row]:
    """The pupils of a draft, by name: those of last month, and those who were added."""
    rows: Mapping[str, Mapping[str, Any]] = draft.answers["rows"]
    return sorted(
        (
            Row(child, held["name"], How(held["how"]) if held["how"] else None,
                Answers(held["answers"]))
            for child, held in rows.items()
        ),
        key=lambda row: (row.name, row.child),
    )  # fmt: skip


def keep(draft: Draft, teller: Teller, child: str, **changed: Any) -> None:
    """Change what a draft says of a pupil."""
    draft.answers["rows"][child] = draft.answers["rows"].get(child, {}) | changed
    draft.changed_at = teller.at
    draft.save(update_fields=["answers", "changed_at"])


def add(draft: Draft, teller: Teller, child: Child) -> None:
    """Put a pupil into a return who was not in last month's."""
    if child.pk not in draft.answers["rows"]:
        keep(draft, teller, child.pk, name=child.full_name, how=How.NEW.value, answers={})


def take_out(draft: Draft, teller: Teller, child: str) -> None:
    """Take out a pupil who was added; one of last month's stays, and is answered for."""
    if draft.answers["rows"].get(child, {}).get("how") == How.NEW:
        del draft.answers["rows"][child]
        draft.changed_at = teller.at
        draft.save(update_fields=["answers", "changed_at"])


def findings(draft: Draft, teller: Teller, row: Row) -> list[Finding]:
    form = row.form
    return form.findings(row.told, circumstances(draft, teller)) if form else []


def not_done(draft: Draft, teller: Teller) -> Row | None:
    """The first pupil of whom something is still to be answered, or refused; null: none."""
    for row in rows_of(draft):
        if row.how is None:
            return row
        form = row.form
        if form and unanswered(form, row.told, teller.day):
            return row
        if any(each.refused for each in findings(draft, teller, row)):
            return row
    return None


@transaction.atomic
def send(draft: Draft, teller: Teller) -> MonthlyReturn:
    """Send a return of which nothing is left to answer. One sent already is given back."""
    assert teller.user is not None
    Draft.objects.select_for_update().get(pk=draft.pk)
    if sent := MonthlyReturn.objects.filter(token=draft.key).first():
        return sent
    rows = rows_of(draft)
    sent = MonthlyReturn.objects.create(
        ref=new_ref(), urn=draft.urn, school=teller.schools[draft.urn], month=month_of(draft),
        sender=teller.user.full_name, user=teller.user, at=teller.at, token=draft.key,
    )  # fmt: skip
    ReturnedPupil.objects.bulk_create(
        ReturnedPupil(
            part_of=sent, child=row.child, name=row.name, how=row.how or How.SAME,
            answers=dict(row.told.kept), warned=warned(draft, teller, row),
        )
        for row in rows
    )  # fmt: skip
    draft.sent, draft.answers = sent.pk, {"month": draft.answers["month"], "rows": {}}
    draft.save(update_fields=["sent", "answers"])
    return sent


def warned(draft: Draft, teller: Teller, row: Row) -> list[list[str]]:
    found = findings(draft, teller, row)
    return [[each.question, each.words] for each in found if not each.refused]


def asked_now(kept: Mapping[str, Kept], form: Form) -> dict[str, Kept]:
    """The answers to what is asked of the pupil now, without those of another month's question."""
    keys = {question.key for page in form.pages for question in page.questions}
    return {key: value for key, value in kept.items() if key in keys}
