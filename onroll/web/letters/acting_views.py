"""Making a letter ready, saying that it was posted, cancelling it, settling what is not known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from onroll.web.letters import actions
from onroll.web.letters.forms import CancelForm, PostedForm, ReadyForm, SettleForm
from onroll.web.letters.here import template_here
from onroll.web.letters.models import Letter, State
from onroll.web.letters.moving import Moved
from onroll.web.letters.permission import letter_of, of_a_child
from onroll.web.letters.showing import ShownLetter
from onroll.web.letters.writing_views import day_of, typed
from onroll.web.library.models import Run
from onroll.web.people.permission import by
from onroll.web.shields.protected import ShownRecord


@require_http_methods(["GET", "POST"])
@of_a_child()
def ready_letter(request: HttpRequest, run: Run, record: ShownRecord, number: int) -> HttpResponse:
    """Say to whom a letter goes, and who checked the address; from then on it may be sent."""
    letter = letter_of(request, record, number)
    if letter.state != State.DRAFT:
        return redirect("letter", record.child.pk, number)
    template = template_here(letter.template) or letter.of
    form = ReadyForm(typed(request), template=template, day=day_of(request))
    seen = request.POST.get("seen", "")

    def act(**who: Any) -> None:
        letter.edition = int(seen) if seen.isdecimal() else 0
        actions.make_ready(letter=letter, child=record.child, verified=form.verified, **who)

    return done(request, run, record, letter, form, "letters/ready.html", act)


@require_http_methods(["GET", "POST"])
@of_a_child()
def posted_letter(request: HttpRequest, run: Run, record: ShownRecord, number: int) -> HttpResponse:
    """Say on which day a letter that we printed was posted or handed over."""
    letter = letter_of(request, record, number)
    if not ShownLetter(letter).to_post:
        return redirect("letter", record.child.pk, number)
    form = PostedForm(typed(request))

    def act(**who: Any) -> None:
        said = form.cleaned_data
        actions.post_by_hand(letter=letter, on=said["posted_on"], words=said["words"], **who)

    return done(request, run, record, letter, form, "letters/posted.html", act)


@require_http_methods(["GET", "POST"])
@of_a_child()
def cancel_letter(request: HttpRequest, run: Run, record: ShownRecord, number: int) -> HttpResponse:
    """Take back a letter that has not left."""
    letter = letter_of(request, record, number)
    if not ShownLetter(letter).to_cancel:
        return redirect("letter", record.child.pk, number)
    form = CancelForm(typed(request))

    def act(**who: Any) -> None:
        actions.cancel(letter=letter, why=form.cleaned_data["why"], **who)

    return done(request, run, record, letter, form, "letters/cancel.html", act)


@require_http_methods(["GET", "POST"])
@of_a_child()
def settle_letter(request: HttpRequest, run: Run, record: ShownRecord, number: int) -> HttpResponse:
    """Say whether a letter was sent of which nobody knew."""
    letter = letter_of(request, record, number)
    if not ShownLetter(letter).to_settle:
        return redirect("letter", record.child.pk, number)
    form = SettleForm(typed(request))

    def act(**who: Any) -> None:
        said = form.cleaned_data
        actions.settle(letter=letter, was_sent=said["was_sent"] == "yes", why=said["why"], **who)

    return done(request, run, record, letter, form, "letters/settle.html", act)


def done(
    request: HttpRequest,
    run: Run,
    record: ShownRecord,
    letter: Letter,
    form: forms.Form,
    page: str,
    act: Callable[..., None],
) -> HttpResponse:
    """Do it and show the letter; where it cannot be done, the form again with the reason."""
    user = by(request)
    assert user.sight is not None
    if request.method == "POST" and form.is_valid():
        try:
            act(by=user, at=user.sight.at)
        except (ValidationError, Moved) as problem:
            form.add_error(None, problem if isinstance(problem, ValidationError) else str(problem))
        else:
            return redirect("letter", record.child.pk, letter.pk)
    letter = letter_of(request, record, letter.pk)
    context = {"run": run, "record": record, "letter": letter, "form": form}
    return render(request, page, context, status=422 if form.errors else 200)
