"""Programs: those of schools and other services, their keys, and where each is told."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from onroll.web.access.models import Role, RoleHeld
from onroll.web.access.policy import Sight
from onroll.web.api import webhooks
from onroll.web.api.forms import WHOSE, KeyForm, ProgramForm, WebhookForm
from onroll.web.api.keys import make_key, withdraw
from onroll.web.api.models import Delivery, Key
from onroll.web.api.programs import make_program
from onroll.web.api.programs import programs as every_program
from onroll.web.exchange.authorities import name_of
from onroll.web.people.listing import names_of_schools
from onroll.web.people.permission import by, for_those_who_manage

PAGE = 50
LATELY = 20
GET_OR_POST = require_http_methods(["GET", "POST"])


def sight_of(request: HttpRequest) -> Sight:
    sight = by(request).sight
    assert sight is not None
    return sight


def of_organisation(roles: list[RoleHeld], day: date) -> list[str]:
    """Whose a program is, in words: each school of its roles, an authority, or another service."""
    names = names_of_schools(roles)
    authorities = [held for held in roles if held.role == Role.OTHER_AUTHORITY]
    if authorities:
        return [name_of(urn, day) for held in authorities for urn in held.urns]
    return [
        f"{names.get(urn) or 'Name not known'}, URN {urn}" for held in roles for urn in held.urns
    ] or [WHOSE[Role(held.role)] for held in roles]


@require_GET
@for_those_who_manage
def programs(request: HttpRequest) -> HttpResponse:
    """Every program, by name, and how many of its keys are good today."""
    day = sight_of(request).day
    found = every_program().prefetch_related("roles_held", Prefetch("api_keys", Key.objects.all()))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "program": each,
            "whose": of_organisation(list(each.roles_held.all()), day),
            "good": [key for key in each.api_keys.all() if key.is_good(day)],
            "used": max(
                (key.last_used_at for key in each.api_keys.all() if key.last_used_at), default=None
            ),
        }
        for each in page
    ]
    context = {
        "page": page,
        "rows": rows,
        "next_page_href": page.has_next() and f"?page={page.next_page_number()}",
        "previous_page_href": page.has_previous() and f"?page={page.previous_page_number()}",
    }
    return render(request, "api/programs.html", context)


@GET_OR_POST
@for_those_who_manage
def new_program(request: HttpRequest) -> HttpResponse:
    """Make a program and its first key, whose secret is shown once."""
    sight = sight_of(request)
    form = ProgramForm(request.POST if request.method == "POST" else None, today=sight.day)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            with transaction.atomic():
                account = make_program(
                    name=asked["full_name"], role=Role(asked["role"]), urn=asked["urn"],
                    by=by(request),
                )  # fmt: skip
                secret = make_key(
                    account=account, name=asked["key_name"], last_day=form.last, by=by(request),
                    at=sight.at,
                )  # fmt: skip
        except ValidationError as problem:
            form.add_error("role", problem)
        else:
            context = {"program": account, "secret": secret, "last_day": form.last}
            return render(request, "api/key_shown.html", context)
    status = 422 if form.errors else 200
    return render(request, "api/new_program.html", {"form": form}, status=status)


@require_GET
@for_those_who_manage
def program(request: HttpRequest, number: int) -> HttpResponse:
    """One program: its keys, where it is told, and what was told lately."""
    account = get_object_or_404(every_program(), pk=number)
    keys = account.api_keys.select_related("made_by", "withdrawn_by")
    day = sight_of(request).day
    told = Delivery.objects.filter(webhook__account=account).prefetch_related("tries")
    context = {
        "program": account,
        "whose": of_organisation(list(account.roles_held.all()), sight_of(request).day),
        "keys": [(key, state_of(key, key.is_good(day))) for key in keys],
        "webhook": webhooks.standing(account),
        "told": told[:LATELY],
    }
    return render(request, "api/program.html", context)


def state_of(key: Key, good: bool) -> str:
    if key.withdrawn_at:
        return "Withdrawn"
    return "Good" if good else "Over"


@GET_OR_POST
@for_those_who_manage
def new_key(request: HttpRequest, number: int) -> HttpResponse:
    """Make another key of a program, beside those that it has."""
    account = get_object_or_404(every_program(), pk=number)
    sight = sight_of(request)
    form = KeyForm(request.POST if request.method == "POST" else None, today=sight.day)
    if request.method == "POST" and form.is_valid():
        secret = make_key(
            account=account, name=form.cleaned_data["key_name"], last_day=form.last,
            by=by(request), at=sight.at,
        )  # fmt: skip
        context = {"program": account, "secret": secret, "last_day": form.last}
        return render(request, "api/key_shown.html", context)
    context = {"form": form, "program": account}
    return render(request, "api/new_key.html", context, status=422 if form.errors else 200)


@GET_OR_POST
@for_those_who_manage
def withdraw_key(request: HttpRequest, number: int, key: int) -> HttpResponse:
    """Withdraw a key: at once, and for good."""
    account = get_object_or_404(every_program(), pk=number)
    found = get_object_or_404(Key, pk=key, account=account)
    if request.method == "POST":
        withdraw(found, by(request), sight_of(request).at)
        return redirect("program", number)
    others = [
        each for each in account.api_keys.exclude(pk=key) if each.is_good(sight_of(request).day)
    ]
    context = {"program": account, "key": found, "others": others}
    return render(request, "api/withdraw_key.html", context)


@GET_OR_POST
@for_those_who_manage
def webhook(request: HttpRequest, number: int) -> HttpResponse:
    """Where a program is told: another address, another secret, or nowhere any more."""
    account = get_object_or_404(every_program(), pk=number)
    at, held = sight_of(request).at, webhooks.standing(account)
    what = request.POST.get("what", "")
    form = WebhookForm(request.POST if what == "address" else None)
    secret = ""
    if what == "end":
        webhooks.end(account, at)
        return redirect("program", number)
    if what == "secret" and held:
        secret = webhooks.another_secret(held, at)
    elif what == "address" and form.is_valid():
        secret = webhooks.tell_at(account, form.cleaned_data["address"], by(request), at)
        form = WebhookForm()
    context: dict[str, Any] = {
        "program": account,
        "form": form,
        "secret": secret,
        "webhook": webhooks.standing(account),
    }
    return render(request, "api/webhook.html", context, status=422 if form.errors else 200)
