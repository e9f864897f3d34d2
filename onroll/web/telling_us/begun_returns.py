"""Returns that are being filled in, of all the children of a school or provider for a time.

Whoever fills one in answers for each child. `Row` is a child in it, with what is asked of the child
and what was told; what a row has more is the business of each return.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol, TypeVar

from django.db import transaction
from django.http import Http404

from onroll.record.forms.answering import unanswered
from onroll.record.forms.answers import Answers
from onroll.record.forms.form import Finding, Form
from onroll.web.telling_us.drafts import KEPT_FOR, circumstances
from onroll.web.telling_us.models import Draft, SentReturn
from onroll.web.telling_us.sending import new_ref
from onroll.web.telling_us.tellers import Teller

T = TypeVar("T", bound=SentReturn)


class Row(Protocol):
    """A child in a return. `form` is null where nothing is asked of the child."""

    @property
    def form(self) -> Form | None: ...

    @property
    def told(self) -> Answers: ...


R = TypeVar("R", bound=Row)


def draft_for(
    teller: Teller, form: str, urn: str, period: date, rows: Callable[[], Mapping[str, Any]]
) -> Draft:
    """The draft of a return for a time: the one begun lately, or a new one that begins with these
    rows."""
    since = teller.at - KEPT_FOR
    begun = Draft.objects.filter(user=teller.user, form=form, urn=urn, sent=None)
    for draft in begun.filter(changed_at__gte=since).order_by("-pk"):
        if draft.answers.get("period") == period.isoformat():
            return draft
    return Draft.objects.create(
        key=secrets.token_urlsafe(16), form=form, user=teller.user, urn=urn,
        answers={"period": period.isoformat(), "rows": rows()},
        began_at=teller.at, changed_at=teller.at,
    )  # fmt: skip


def draft_of(teller: Teller, form: str, key: str) -> Draft:
    """Their draft of a return with a key. Raises `Http404` for any other, for one sent, and for one
    of an earlier version, which kept no time: the list of the pupils begins another."""
    found = Draft.objects.filter(
        user=teller.user, form=form, key=key, sent=None, changed_at__gte=teller.at - KEPT_FOR
    ).first()
    if teller.user is None or found is None or found.urn not in teller.schools:
        raise Http404
    if "period" not in found.answers:
        raise Http404
    return found


def period_of(draft: Draft) -> date:
    """The first day of the time that a draft is for."""
    return date.fromisoformat(draft.answers["period"])


def keep(draft: Draft, teller: Teller, child: str, **changed: Any) -> None:
    """Change what a draft says of a child."""
    keep_all(draft, teller, {child: changed})


def keep_all(draft: Draft, teller: Teller, changed: Mapping[str, Mapping[str, Any]]) -> None:
    """Change what a draft says of these children."""
    for child, answers in changed.items():
        draft.answers["rows"][child] = draft.answers["rows"].get(child, {}) | answers
    draft.changed_at = teller.at
    draft.save(update_fields=["answers", "changed_at"])


def findings(draft: Draft, teller: Teller, row: Row) -> list[Finding]:
    form = row.form
    return form.findings(row.told, circumstances(draft, teller)) if form else []


def warned(draft: Draft, teller: Teller, row: Row) -> list[list[str]]:
    found = findings(draft, teller, row)
    return [[each.question, each.words] for each in found if not each.refused]


def not_done(draft: Draft, teller: Teller, rows: Sequence[R]) -> R | None:
    """The first row in which something is still to be answered, or refused; null: none."""
    for row in rows:
        form = row.form
        if form and unanswered(form, row.told, teller.day):
            return row
        if any(each.refused for each in findings(draft, teller, row)):
            return row
    return None


def made_by(draft: Draft, teller: Teller) -> dict[str, Any]:
    """The columns of a sent return that say of whom and from whom it is."""
    assert teller.user is not None
    return {
        "ref": new_ref(), "urn": draft.urn, "school": teller.schools[draft.urn],
        "sender": teller.user.full_name, "user": teller.user, "at": teller.at, "token": draft.key,
    }  # fmt: skip


@transaction.atomic
def send_once(draft: Draft, returns: type[T], make: Callable[[], T]) -> T:
    """What `make` makes of a draft, which is then empty. One sent already is given back."""
    Draft.objects.select_for_update().get(pk=draft.pk)
    before = returns._default_manager.filter(token=draft.key).first()
    if before:
        return before
    sent = make()
    draft.sent, draft.answers = sent.pk, {"period": draft.answers["period"], "rows": {}}
    draft.save(update_fields=["sent", "answers"])
    return sent
