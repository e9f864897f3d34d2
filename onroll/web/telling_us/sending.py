"""Sending a form: once, with a reference, as it was answered."""

from __future__ import annotations

import secrets
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from onroll.record.forms.answering import unanswered
from onroll.record.forms.form import Finding, Page
from onroll.web.api.outbox import Event, announce
from onroll.web.receipts.sending import Told, email_receipt
from onroll.web.telling_us.drafts import circumstances
from onroll.web.telling_us.models import Draft, SentForm
from onroll.web.telling_us.tellers import Teller

LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_ref() -> str:
    """A reference that can be read out on the telephone, and says nothing of the child."""
    return "SF-" + "".join(secrets.choice(LETTERS) for _ in range(8))


def in_the_way(draft: Draft, teller: Teller) -> tuple[Page | None, list[Finding]]:
    """What keeps a draft from being sent: the first page whose answers do not stand, and what the
    answers together are refused for; none of either where it may be sent."""
    form = draft.of
    page = unanswered(form, draft.told, teller.day)
    found = form.findings(draft.told, circumstances(draft, teller))
    return page, [each for each in found if each.refused]


@transaction.atomic
def send(draft: Draft, teller: Teller) -> SentForm:
    """Send a draft that nothing is in the way of. One that was sent already is given back."""
    Draft.objects.select_for_update().get(pk=draft.pk)
    if sent := SentForm.objects.filter(token=draft.key).first():
        return sent
    told = draft.told
    warned = draft.of.findings(told, circumstances(draft, teller))
    user = teller.user
    sent = SentForm.objects.create(
        ref=new_ref(),
        form=draft.form,
        answers=draft.answers,
        warned=[[each.question, each.words] for each in warned if not each.refused],
        urn=draft.urn,
        school=teller.schools.get(draft.urn, "") or told.text("sender_school"),
        pupil=draft.pupil,
        sender=user.full_name if user else told.text("sender_name"),
        user=user,
        email="" if user else teller.email,
        at=teller.at,
        token=draft.key,
    )
    announce(
        Event.FORM_RECEIVED, {"reference": sent.ref}, urn=sent.urn, user=user, once=sent.ref,
        at=sent.at,
    )  # fmt: skip
    email_receipt(Told(sent.ref, sent.of.of, teller.email, sent.at), user)
    draft.sent, draft.answers = sent.pk, {}
    draft.save(update_fields=["sent", "answers"])
    return sent


def sent_by(teller: Teller) -> QuerySet[SentForm]:
    """What they, or their schools or providers, sent; the newest first."""
    own = SentForm.objects.of(teller.user, teller.email)
    return own | SentForm.objects.filter(urn__in=list(teller.schools)) if teller.schools else own
