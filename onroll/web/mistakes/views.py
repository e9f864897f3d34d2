"""Saying that a form was sent by mistake: for whoever sent it, and their school."""

from __future__ import annotations

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from onroll.web.access.models import User
from onroll.web.access.reads import record_reads
from onroll.web.mistakes.models import CalledMistake
from onroll.web.telling_us.models import SentForm
from onroll.web.telling_us.sending import sent_by
from onroll.web.telling_us.tellers import Teller, tells


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
    sent = sent_by(teller).filter(ref=ref).first()
    if sent is None:
        raise Http404
    form = MistakeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        call(sent, teller, form.cleaned_data["why"])
        return redirect("receipt", ref)
    if isinstance(request.user, User):
        record_reads(request, [sent.pupil or sent.ref], page="receipt")
    context = {"sent": sent, "form": form}
    return render(request, "mistakes/mistake.html", context, status=422 if form.errors else 200)


@transaction.atomic
def call(sent: SentForm, teller: Teller, why: str) -> CalledMistake:
    name = teller.user.full_name if teller.user else teller.email
    called, _ = CalledMistake.objects.get_or_create(
        form=sent, defaults={"why": why, "sender": name, "by": teller.user, "at": teller.at}
    )
    return called
