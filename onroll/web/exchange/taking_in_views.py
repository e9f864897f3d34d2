"""Taking in a sealed file, and saying which child here an accepted one is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from onroll.record.exchange.messages import BadMessage, Kind
from onroll.record.exchange.sealed_file import CannotOpen
from onroll.record.referrals import Told, take
from onroll.web.access.models import User
from onroll.web.access.reads import record_reads
from onroll.web.cases.actions import open_case
from onroll.web.cases.record_of_case import record_known_by
from onroll.web.cases.telling import recalculate
from onroll.web.children.models import Child
from onroll.web.config.home import home
from onroll.web.exchange.arrived import open_all, opened_file
from onroll.web.exchange.forms import FileForm, WhoForm
from onroll.web.exchange.keeping import asked_of, take_in
from onroll.web.exchange.models import Transfer
from onroll.web.exchange.showing import Shown, for_who_takes_in, transfer_of, transfers_for
from onroll.web.exchange.views import DONE
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.matching.finding import MOST_FOUND, found
from onroll.web.matching.not_kept import or_say_what_was_not_kept
from onroll.web.matching.referrals import candidates
from onroll.web.matching.taking import try_to_hand_over
from onroll.web.people.permission import by
from onroll.web.shields.protected import protected_among


@require_http_methods(["GET", "POST"])
@for_who_takes_in
@needs_run
def passing_file(request: HttpRequest, run: Run) -> HttpResponse:
    """A file that another authority sent: opened, checked and kept, or refused in words."""
    user = by(request)
    assert user.sight is not None
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                kept = take_in(
                    opened_file(form.cleaned_data["file"].read(), user.sight.day), by=user
                )
        except (CannotOpen, BadMessage) as reason:
            form.add_error("file", str(reason))
        else:
            theirs = transfers_for(user).filter(pk=kept.pk).exists()
            page = reverse("passing", args=[kept.pk]) if theirs else reverse("passings")
            return redirect(f"{page}?done={'came' if theirs else 'kept'}")
    status = 422 if form.errors else 200
    return render(request, "exchange/file.html", {"run": run, "form": form}, status=status)


@require_POST
@for_who_takes_in
@needs_run
def open_arrived(request: HttpRequest, run: Run) -> HttpResponse:
    """Open the files that other authorities' programs brought, each as one that came by email."""
    taken, problems = open_all(by(request))
    if not problems:
        return redirect(f"{reverse('passings')}?done={'opened' if taken else ''}")
    return render(
        request, "exchange/not_opened.html", {"run": run, "taken": taken, "problems": problems},
        status=422,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@or_say_what_was_not_kept("Nobody here has the child yet. If the child may be in danger, act now.")
@for_who_takes_in
@needs_run
def passing_child(request: HttpRequest, run: Run, number: int) -> HttpResponse:
    """Which child here one that we accepted is: it goes into a case, or is a new referral."""
    held = transfer_of(request, number)
    if not held.to_name:
        raise Http404
    user = by(request)
    told = held.transfer.messages.get(kind=Kind.OFFER.value).told
    asked = asked_of(told)
    like = found(asked, user)[:MOST_FOUND]
    kept_back = protected_among([child.pk for child in like], user)
    children = [child for child in like if child.pk not in kept_back]
    form = WhoForm(
        request.POST if request.method == "POST" else None, children=[c.pk for c in children]
    )
    if request.method == "POST" and form.is_valid():
        who = form.cleaned_data["who"]
        done = "referral" if who == WhoForm.NOBODY else "case"
        if done == "case":
            into_case(held, who, told, user)
        elif not held.transfer.referral:
            into_referral(held, told, user)
        return redirect(f"{reverse('passing', args=[number])}?done={done}")
    record_reads(
        request, [held.transfer.logged_as, *(c.pk for c in children)], page="passing_child"
    )
    context = {
        "run": run, "each": held, "form": form, "told": told,
        "candidates": candidates(asked, children, user),
        "done": DONE.get(request.GET.get("done", "")),
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "exchange/child.html", context, status=status)


@transaction.atomic
def into_case(held: Shown, child: str, told: dict[str, Any], user: User) -> None:
    """Put the child whom we took into the open case, or open one."""
    assert user.sight is not None
    Child.objects.visible_to(user).get(pk=child)
    case, _ = open_case(
        child=child, record_id=record_known_by(child), told=referral_told(held, told),
        on=user.sight.day, by=user, at=user.sight.at, token=f"passing{held.transfer.pk}",
    )  # fmt: skip
    Transfer.objects.filter(pk=held.transfer.pk).update(case=case)
    recalculate(child)


def referral_told(held: Shown, told: dict[str, Any]) -> dict[str, str]:
    return {
        "source": "authority",
        "issue": "moved_in",
        "told_by": f"{held.other}: {told['contact']}"[:200],
        "words": (
            f"{held.other} passed the child to us ({held.transfer.reference}). Lives at "
            f"{told['address_there']}. {told['why']} To know today: {told['danger']}"
        ),
    }


def into_referral(held: Shown, told: dict[str, Any], user: User) -> None:
    """Take a child whom nobody here knows as a referral: the next run has a record of it."""
    assert user.sight is not None
    said = referral_told(held, told)
    day = asked_of(told).day
    taken = take(
        home(),
        Told(
            surname=told["surname"], forename=told["forename"], born=told["date_of_birth"],
            date_of_birth=day.isoformat() if day else "", sex="U", upn="",
            address=told["address_there"], postcode="", last_school="", told_by=said["told_by"],
            told_on=user.sight.day.isoformat(), source=said["source"], issue=said["issue"],
            words=said["words"],
        ),
        at=datetime.now(UTC), by=user.email, token=f"passing{held.transfer.pk}",
    )  # fmt: skip
    Transfer.objects.filter(pk=held.transfer.pk).update(referral=taken.ref)
    try_to_hand_over(taken)
