"""Protecting a child, the list of those who are, and ending a protection by two people."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from onroll.record.people import shields as kept
from onroll.web.access.models import User
from onroll.web.access.policy import allocated_to
from onroll.web.access.reads import record_reads
from onroll.web.access.roles import SEES_SHIELDED, may_see_shielded
from onroll.web.children.models import Child, SourceRecord
from onroll.web.config.home import home
from onroll.web.library.current import hold_still
from onroll.web.library.models import Run
from onroll.web.matching.deciding import one_at_a_time
from onroll.web.matching.not_kept import or_say_what_was_not_kept
from onroll.web.matching.refusals import with_names
from onroll.web.shields import acting
from onroll.web.shields.covered import covered, on_suspicion
from onroll.web.shields.forms import AnswerForm, ProtectForm, WhyForm
from onroll.web.shields.models import DONE, KINDS
from onroll.web.shields.permission import for_whoever_protects, for_whoever_sees
from onroll.web.shields.protected import shielded_among, whom_to_ask
from onroll.web.shields.standing import standing_shields

PAGE = 50


@require_http_methods(["GET", "POST"])
@for_whoever_protects
@or_say_what_was_not_kept("The child is not protected. Tell a safeguarding lead at once.")
def protect(request: HttpRequest, reference: str) -> HttpResponse:
    """Protect a child; one who is protected already needs nothing more."""
    run = one_run(request)
    child = get_object_or_404(Child.objects.visible_to(request.user), pk=reference)
    form = ProtectForm(request.POST if request.method == "POST" else None)
    if shielded_among([reference]):
        return redirect("child", reference)
    record_reads(request, [reference], page="protect")
    context: dict[str, Any] = {"run": run, "child": child, "sees": will_see(request.user, child)}
    if request.method == "POST" and form.is_valid():
        try:
            at_once = acting.protect(child, **form.cleaned_data, user=by(request), at=now())
        except ValueError as problem:
            form.add_error("why", with_names(str(problem)))
        else:
            to_ask = {"who_sees": whom_to_ask(request.user), "roles": SEES_SHIELDED}
            return render(
                request, "shields/protecting.html", context | to_ask | {"at_once": at_once}
            )
    context |= {"form": form, "kinds": KINDS, "who_sees": SEES_SHIELDED}
    return render(request, "shields/protect.html", context)


def will_see(user: Any, child: Child) -> str:
    """How much of a child somebody sees once they are protected: "all", "limited" or "nothing"."""
    if may_see_shielded(user):
        return "all"
    theirs = Child.objects.filter(pk__in=allocated_to(user.sight))
    return "limited" if theirs.filter(pk=child.pk).exists() else "nothing"


@require_GET
@for_whoever_sees
def shields(request: HttpRequest) -> HttpResponse:
    """Everybody who is protected, and what waits for a second person."""
    run = one_run(request)
    everybody = covered()
    page = Paginator(everybody, PAGE).get_page(request.GET.get("page"))
    rows = list(page)
    record_reads(request, [row.child.pk for row in rows], page="shields")
    asked = [each for each in standing_shields() if each.ask]
    context = {
        "run": run,
        "page": page,
        "waiting": on_suspicion(everybody),
        "suspected": [row for row in rows if row.suspected],
        "others": [row for row in rows if not row.suspected],
        "asked": asked,
        "kinds": KINDS,
        "people": people([each.ask.by for each in asked if each.ask]),
    }
    return render(request, "shields/shields.html", context)


@require_GET
@for_whoever_sees
def shield(request: HttpRequest, number: int) -> HttpResponse:
    """One shield: whom it covers, what was said of it, and what can be done."""
    return show(request, number, AnswerForm())


@require_http_methods(["GET", "POST"])
@for_whoever_sees
@or_say_what_was_not_kept("Nobody was asked to end the protection.")
def end(request: HttpRequest, number: int, reference: str = "") -> HttpResponse:
    """Ask that a shield ends, for all whom it covers or for one child."""
    run = one_run(request)
    shown = shield_or_404(number)
    rows = [row for row in covered(number) if reference in ("", row.child.pk)]
    if reference and not rows:
        raise Http404
    record_reads(request, [row.child.pk for row in rows], page="end_shield")
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        child = Child.objects.get(pk=reference) if reference else None
        try:
            acting.ask_to_end(number, child, **form.cleaned_data, user=by(request), at=now())
        except ValueError as problem:
            form.add_error("why", with_names(str(problem)))
        else:
            return redirect("shield", number)
    context = {"run": run, "shield": shown, "rows": rows, "form": form, "kinds": KINDS}
    return render(request, "shields/end.html", context | {"reference": reference})


@require_http_methods(["POST"])
@for_whoever_sees
@or_say_what_was_not_kept("Your answer was not kept. The protection stands as it did.")
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """What a second person says: the shield ends, or it stays."""
    one_run(request)
    ask = shield_or_404(number).ask
    form = AnswerForm(request.POST)
    if form.is_valid():
        why, ends = form.cleaned_data["why"], form.cleaned_data["answer"] == "end"
        try:
            if ends and ask and ask.by == by(request).email:
                form.add_error("answer", "You asked to end it, so somebody else must agree")
            else:
                act = acting.agree if ends else acting.refuse
                act(number, why=why, user=by(request), at=now())
                return redirect("shield", number)
        except ValueError as problem:
            form.add_error("answer", with_names(str(problem)))
    return show(request, number, form)


def show(request: HttpRequest, number: int, form: Form) -> HttpResponse:
    run = one_run(request)
    said = kept.history(home(), number)
    if not said:
        raise Http404
    standing = next((each for each in standing_shields() if each.number == number), None)
    rows = covered(number)
    record_reads(request, [row.child.pk for row in rows], page="shield")
    asked = standing.ask.records if standing and standing.ask else ()
    context = {
        "run": run,
        "number": number,
        "shield": standing,
        "rows": rows,
        "said": said,
        "asked": holders(asked),
        "people": people([act["by"] for act in said]),
        "kinds": KINDS,
        "words_of": DONE,
        "form": form,
        "asked_by_me": bool(standing and standing.ask and standing.ask.by == by(request).email),
    }
    return render(request, "shields/shield.html", context)


def one_run(request: HttpRequest) -> Run:
    """The run that is shown: held still for whoever looks; whoever acts has waited their turn."""
    if request.method == "POST":
        one_at_a_time()
    else:
        hold_still()
    run = Run.objects.current()
    if run is None:
        raise Http404
    return run


def shield_or_404(number: int) -> Any:
    """The shield of this number, which covers somebody still."""
    for each in standing_shields():
        if each.number == number and each.covered:
            return each
    raise Http404


def holders(records: Collection[str]) -> frozenset[str]:
    """The references of the children who hold some records now."""
    held = SourceRecord.objects.filter(record_id__in=records)
    return frozenset(held.values_list("child_id", flat=True))


def people(addresses: list[str]) -> dict[str, str]:
    """The names of those who have these email addresses; an account may be gone."""
    found = User.objects.filter(email__in=addresses).values_list("email", "full_name")
    return {address: address for address in addresses} | dict(found)


def by(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def now() -> datetime:
    return datetime.now(UTC)
