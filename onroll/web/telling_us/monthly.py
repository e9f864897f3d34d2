"""The monthly return as a school fills it in: the pupils of its last one, and those who are new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet

from onroll.record.forms.answers import Answers, Kept
from onroll.record.forms.form import Form
from onroll.record.forms.monthly_return import How, of_pupil
from onroll.web.api.outbox import Event, announce
from onroll.web.children.models import Child
from onroll.web.config.words import month_name
from onroll.web.receipts.sending import Told, email_receipt
from onroll.web.telling_us import begun_returns
from onroll.web.telling_us.begun_returns import keep, made_by, period_of, send_once, warned
from onroll.web.telling_us.drafts import known_of
from onroll.web.telling_us.models import Draft, MonthlyReturn, ReturnedPupil
from onroll.web.telling_us.sent_returns import one_before
from onroll.web.telling_us.tellers import Teller

FORM: Final = "monthly_return"
"""What a draft of a return has as its form; no form of the catalogue is called so."""


@dataclass(frozen=True)
class Row:
    """A pupil in a return that is being filled in. `how` is null before it was chosen; `who` holds
    the answers to who the child is."""

    child: str
    name: str
    who: Mapping[str, Kept]
    how: How | None
    told: Answers

    @property
    def form(self) -> Form | None:
        return of_pupil(self.how) if self.how else None


def draft_for(teller: Teller, urn: str, month: date) -> Draft:
    """The draft of a school's return: the one begun lately, or a new one of the pupils of the
    return before, however long ago: a month without one ended nothing."""

    def rows() -> dict[str, Any]:
        return {
            each.child: {"name": each.name, "who": each.who, "how": "", "answers": each.answers}
            for each in to_answer_for(urn, month)
        }

    return begun_returns.draft_for(teller, FORM, urn, month, rows)


def to_answer_for(urn: str, month: date) -> QuerySet[ReturnedPupil]:
    """The pupils of the return of the month before who had not ended: each is answered for."""
    before = one_before(MonthlyReturn, urn, month)
    return before.pupils.exclude(how=How.ENDED) if before else ReturnedPupil.objects.none()


def draft_of(teller: Teller, key: str) -> Draft:
    """Their draft of a return with a key. Raises `Http404` for any other, and for one sent."""
    return begun_returns.draft_of(teller, FORM, key)


def rows_of(draft: Draft) -> list[Row]:
    """The pupils of a draft, by name: those of the return before, and those who were added."""
    rows: Mapping[str, Mapping[str, Any]] = draft.answers["rows"]
    return sorted(
        (
            Row(child, held["name"], held["who"], How(held["how"]) if held["how"] else None,
                Answers(held["answers"]))
            for child, held in rows.items()
        ),
        key=lambda row: (row.name, row.child),
    )  # fmt: skip


def add(draft: Draft, teller: Teller, child: Child) -> None:
    """Put a pupil into a return who was not in the one before."""
    if child.pk not in draft.answers["rows"]:
        keep(
            draft, teller, child.pk, name=child.full_name, who=known_of(child),
            how=How.NEW.value, answers={},
        )  # fmt: skip


def take_out(draft: Draft, teller: Teller, child: str) -> None:
    """Take out a pupil who was added; one of the return before stays, and is answered for."""
    if draft.answers["rows"].get(child, {}).get("how") == How.NEW:
        del draft.answers["rows"][child]
        draft.changed_at = teller.at
        draft.save(update_fields=["answers", "changed_at"])


def not_done(draft: Draft, teller: Teller) -> Row | None:
    """The first pupil of whom something is still to be answered, or refused; null: none."""
    rows = rows_of(draft)
    not_chosen = next((row for row in rows if row.how is None), None)
    return not_chosen or begun_returns.not_done(draft, teller, rows)


def send(draft: Draft, teller: Teller) -> MonthlyReturn:
    """Send a return of which nothing is left to answer. One sent already is given back."""

    def made() -> MonthlyReturn:
        sent = MonthlyReturn.objects.create(month=period_of(draft), **made_by(draft, teller))
        about = {"month": f"{sent.month:%Y-%m}", "reference": sent.ref}
        announce(Event.RETURN_RECEIVED, about, urn=sent.urn, once=sent.ref, at=sent.at)
        what = f"Monthly return, {month_name(sent.month)}"
        receipt = Told(sent.ref, what, teller.email, sent.at, "under Our school")
        email_receipt(receipt, teller.user)
        ReturnedPupil.objects.bulk_create(
            ReturnedPupil(
                part_of=sent, child=row.child, name=row.name, who=row.who, how=row.how or How.SAME,
                answers=dict(row.told.kept), warned=warned(draft, teller, row),
            )
            for row in rows_of(draft)
        )  # fmt: skip
        return sent

    return send_once(draft, MonthlyReturn, made)


def asked_now(kept: Mapping[str, Kept], form: Form) -> dict[str, Kept]:
    """The answers to what is asked of the pupil now, without those of another month's question."""
    keys = {question.key for page in form.pages for question in page.questions}
    return {key: value for key, value in kept.items() if key in keys}
