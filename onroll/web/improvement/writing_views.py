"""Writing a topic, changing its words, and what happens to it: each is one more event."""

from __future__ import annotations

from datetime import date

from django.forms import DateField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from onroll.figures.improvement.fund import why_not_asked
from onroll.figures.improvement.topics import AGREED, Happened, Kind, Topic, why_not
from onroll.web.config.words import moment
from onroll.web.improvement.forms import FORMS, FORMS_OF, HappenedForm
from onroll.web.improvement.keeping import (
    balance_on,
    begin,
    happens,
    sent_before,
    token_of,
    topic_or_404,
    wait_for_ones_turn,
)
from onroll.web.improvement.permission import for_the_partnership, may_keep, not_allowed
from onroll.web.improvement.views import empty_form, shown
from onroll.web.improvement.what_tells import refuse_what_tells
from onroll.web.people.permission import by


@require_http_methods(["GET", "POST"])
@for_the_partnership
def new_topic(request: HttpRequest, kind: str) -> HttpResponse:
    """Write something down; a POST keeps it, once. Case studies begin in their case."""
    if kind not in list(Kind) or kind == Kind.CASE_STUDY:
        raise Http404
    of = Kind(kind)
    if not may_keep(request.user, of):
        return not_allowed(request)
    token = token_of(request)
    if request.method == "POST":
        wait_for_ones_turn()
        if before := sent_before(token):
            return redirect(reverse("topic", args=[before]))
    form = empty_form(request, of, request.POST if request.method == "POST" else None)
    asked: list[str] = []
    if form.is_bound:
        if form.is_valid():
            asked = refuse_what_tells(
                request, form, form.everything_written(), form.checked[0], strict=form.strict
            )
        if form.is_valid():
            number = begin(request, of, form.told(), token)
            return redirect(f"{reverse('topic', args=[number])}?done=written")
    context = {"form": form, "called": FORMS[of].called, "kind": of, "token": token,
               "asked": asked, "topic": None}  # fmt: skip
    return render(request, "improvement/write.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@for_the_partnership
def change_topic(request: HttpRequest, number: int) -> HttpResponse:
    """Write the words of a topic anew. What stood before stays in its history."""
    wait_for_ones_turn()
    held, token = topic_or_404(request, number), token_of(request)
    if why_not(Happened.WRITTEN, by(request).pk, held):
        raise Http404
    if sent_before(token):
        return redirect(reverse("topic", args=[number]))
    data = request.POST if request.method == "POST" else None
    form = empty_form(request, held.kind, data, as_typed(held))
    asked: list[str] = []
    if form.is_bound:
        if clash := changed_since(request, held):
            form.add_error(None, clash)
        if form.is_valid():
            asked = refuse_what_tells(
                request, form, form.everything_written(), form.checked[0], strict=form.strict
            )
        if form.is_valid():
            happens(request, number, Happened.WRITTEN, form.told(), token)
            return redirect(f"{reverse('topic', args=[number])}?done=written")
    context = {"form": form, "called": FORMS[held.kind].called, "kind": held.kind, "token": token,
               "asked": asked, "topic": held}  # fmt: skip
    return render(request, "improvement/write.html", context, status=422 if form.errors else 200)


def as_typed(held: Topic) -> dict[str, str | date]:
    """The words that hold as a form shows them: a day as a day."""
    fields = FORMS[held.kind].base_fields
    days = {name for name, field in fields.items() if isinstance(field, DateField)}
    return {n: date.fromisoformat(v) if n in days else v for n, v in held.written.told.items()}


def changed_since(request: HttpRequest, held: Topic) -> str:
    """That somebody wrote the words anew since the form was shown, in words; "" where nobody."""
    if request.POST.get("last", "") in ("", str(held.times_written)):
        return ""
    last = held.written
    return (
        f"{last.name} changed this on {moment(last.at)}. Your words are kept below. Compare and "
        "save again"
    )


@require_POST
@for_the_partnership
def add_to_topic(request: HttpRequest, number: int, what: str) -> HttpResponse:
    """Write where we are, decide, say that one has read it, or take it out."""
    wait_for_ones_turn()
    held, token, user = topic_or_404(request, number), token_of(request), by(request)
    if what not in [kind.value for kind in FORMS_OF]:
        raise Http404
    if sent_before(token):
        return redirect(reverse("topic", args=[number]))
    kind = Happened(what)
    assert user.sight is not None
    form = FORMS_OF[kind](request.POST, today=user.sight.day)
    asked: list[str] = []
    if problem := why_not(kind, user.pk, held):
        form.add_error(None, problem)
    if form.is_valid() and form.told().get("note"):
        asked = refuse_what_tells(request, form, form.told()["note"], "note", strict=False)
    if form.is_valid() and (problem := over_what_is_left(form, held)):
        form.add_error("decision", problem)
    if form.is_valid():
        happens(request, number, kind, form.told(), token, form.cleaned_data.get("on"))
        return redirect(f"{reverse('topic', args=[number])}?done={what}")
    context = shown(request, held, asked=asked, wrong=what)
    context["forms"] = context["forms"] | {kind: form}
    return render(request, "improvement/topic.html", context, status=422)


def over_what_is_left(form: HappenedForm, held: Topic) -> str:
    """Why an application cannot be agreed any more, in words; "" where it can."""
    if form.told().get("decision") != AGREED:
        return ""
    return why_not_asked(int(held.text("amount")), balance_on(form.today))
