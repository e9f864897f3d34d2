"""Choosing a letter for a child, filling it in, and changing a draft."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from onroll.web.letters import actions
from onroll.web.letters.checks import has_died
from onroll.web.letters.forms import BlanksForm
from onroll.web.letters.here import letters_here, template_here, version_of
from onroll.web.letters.models import Channel, Letter, State
from onroll.web.letters.moving import Moved
from onroll.web.letters.permission import letter_of, of_a_child
from onroll.web.library.models import Run
from onroll.web.people.permission import by
from onroll.web.shields.protected import ShownRecord


@require_GET
@of_a_child()
def choose_letter(request: HttpRequest, run: Run, record: ShownRecord) -> HttpResponse:
    """The letters there are, with whom each is for and the law behind it."""
    context = {
        "run": run,
        "record": record,
        "templates": letters_here().templates.values(),
        "channels": Channel,
        "has_died": has_died(record.child.pk, day_of(request)),
    }
    return render(request, "letters/choose.html", context)


@require_http_methods(["GET", "POST"])
@of_a_child()
def write_letter(request: HttpRequest, run: Run, record: ShownRecord, key: str) -> HttpResponse:
    """Fill in a letter. `?again=` and a letter's number fills it in as that one was."""
    template = template_here(key)
    if template is None:
        raise Http404
    user, day = by(request), day_of(request)
    assert user.sight is not None
    form = BlanksForm(
        typed(request), version=template.on(day), day=day,
        filled=filled_before(request, record, key),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            letter = actions.begin(
                child=record.child, template=template, filled=form.filled, by=user,
                at=user.sight.at,
            )  # fmt: skip
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            return redirect("letter", record.child.pk, letter.pk)
    context = {"run": run, "record": record, "template": template, "form": form}
    return show(request, context, form)


@require_http_methods(["GET", "POST"])
@of_a_child()
def change_letter(request: HttpRequest, run: Run, record: ShownRecord, number: int) -> HttpResponse:
    """Change the words of a draft; whoever changed it meanwhile is not overwritten."""
    letter = letter_of(request, record, number)
    if letter.state != State.DRAFT:
        return redirect("letter", record.child.pk, number)
    seen = request.POST.get("seen", "")
    now = dict(letter.fields)
    form = BlanksForm(
        typed(request), version=version_of(letter), day=day_of(request), filled=letter.fields
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(
                letter=letter, filled=form.filled, seen=int(seen) if seen.isdecimal() else 0
            )
        except Moved as problem:
            form.add_error(None, str(problem))
        else:
            return redirect("letter", record.child.pk, number)
    letter.refresh_from_db()
    context = {
        "run": run,
        "record": record,
        "template": template_here(letter.template),
        "letter": letter,
        "form": form,
        "now": now if form.non_field_errors() else {},
    }
    return show(request, context, form)


def typed(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def day_of(request: HttpRequest) -> date:
    sight = by(request).sight
    assert sight is not None
    return sight.day


def show(request: HttpRequest, context: dict[str, Any], form: BlanksForm) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "letters/write.html", context, status=status)


def filled_before(request: HttpRequest, record: ShownRecord, key: str) -> dict[str, str]:
    """What was filled in of an earlier letter of the kind, to write it again."""
    number = request.GET.get("again", "")
    if not number.isdecimal() or len(number) > 18:
        return {}
    same = Letter.objects.filter(pk=int(number), child=record.child.pk, template=key)
    return dict(same.values_list("fields", flat=True).first() or {})
