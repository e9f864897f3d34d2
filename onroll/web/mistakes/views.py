"""Saying that a form or a return was sent by mistake: for whoever sent it, and their school."""

from __future__ import annotations

from typing import Final

from django import forms
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from onroll.web.access.models import User
from onroll.web.access.reads import record_reads
from onroll.web.mistakes.models import CalledMistake, ReturnCalledMistake
from onroll.web.telling_us.models import MonthlyReturn, SentForm, SentReturn, WeeklyReturn
from onroll.web.telling_us.sending import sent_by
from onroll.web.telling_us.sent_returns import of_theirs
from onroll.web.telling_us.tellers import Teller, tells

RECEIPTS: Final[dict[type[Model], str]] = {
    SentForm: "receipt",
    MonthlyReturn: "monthly_receipt",
    WeeklyReturn: "weekly_hours_receipt",
}
"""The page that says what was sent, of each kind."""


class MistakeForm(forms.Form):
    """Why it was a mistake."""

    why = forms.CharField(
        max_length=1000,
        error_messages={
            "required": "Enter why it was a mistake",
            "max_length": "Why must be 1,000 characters or fewer",
        },
    )


@tells
@require_http_methods(["GET", "POST"])
def call_mistake(request: HttpRequest, teller: Teller, ref: str) -> HttpResponse:
    """Ask why; a POST keeps it. What was said stands, however often it is said."""
    sent = sent_of(teller, ref)
    if sent is None:
        raise Http404
    form = MistakeForm(request.POST if request.method == "POST" else None)
    receipt = reverse(RECEIPTS[type(sent)], args=[ref])
    if request.method == "POST" and form.is_valid():
        call(sent, teller, form.cleaned_data["why"])
        return redirect(receipt)
    if isinstance(request.user, User):
        record_reads(request, [about(sent)], page="receipt")
    context = {"sent": sent, "form": form, "receipt": receipt}
    return render(request, "mistakes/mistake.html", context, status=422 if form.errors else 200)


def sent_of(teller: Teller, ref: str) -> SentForm | SentReturn | None:
    """What they or their school sent under a reference; null for any other."""
    form: SentForm | None = sent_by(teller).filter(ref=ref).first()
    return form or of_theirs(list(teller.schools), ref)


def about(sent: SentForm | SentReturn) -> str:
    """Whom a look at it is written down about."""
    return (isinstance(sent, SentForm) and sent.pupil) or sent.ref


@transaction.atomic
def call(
    sent: SentForm | SentReturn, teller: Teller, why: str
) -> CalledMistake | ReturnCalledMistake:
    """Keep that it was a mistake; what was said first stands."""
    name = teller.user.full_name if teller.user else teller.email
    said = {"why": why, "sender": name, "by": teller.user, "at": teller.at}
    if isinstance(sent, SentForm):
        return CalledMistake.objects.get_or_create(form=sent, defaults=said)[0]
    return ReturnCalledMistake.objects.get_or_create(
        ref=sent.ref, defaults={**said, "urn": sent.urn}
    )[0]
