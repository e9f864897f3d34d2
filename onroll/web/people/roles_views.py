"""Giving one person a role, ending it, a second person's answer, closing and opening an account."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from onroll.web.access.models import RoleAsked, RoleHeld, User
from onroll.web.access.policy import REACH
from onroll.web.access.roles import TWO_PERSON
from onroll.web.people import actions
from onroll.web.people.changing import changed_by_another, state_of_person
from onroll.web.people.forms import AnswerForm, EndForm, RoleForm
from onroll.web.people.listing import names_of_schools, on, sorted_by_time
from onroll.web.people.permission import by, for_those_who_manage

GET_OR_POST = require_http_methods(["GET", "POST"])


@GET_OR_POST
@for_those_who_manage
def give_role(request: HttpRequest, number: int) -> HttpResponse:
    """Give somebody a role; `?again=` begins with one that they held before."""
    user = get_object_or_404(User.objects.people(), pk=number)
    typed = request.POST if request.method == "POST" else None
    form = RoleForm(typed, today=today(request), initial=again(request, user))
    if typed is not None and not clashes(request, user, form) and form.is_valid():
        try:
            actions.give(user=user, wanted=form.wanted, by=by(request))
        except ValidationError as problem:
            form.add_error("role", problem)
        else:
            return redirect("person", number)
    more = {"two_person": TWO_PERSON, "reaches": REACH.items()}
    return show(request, "people/give_role.html", user, form, more)


@GET_OR_POST
@for_those_who_manage
def end_role(request: HttpRequest, number: int, held: int) -> HttpResponse:
    """End a role, now or after a day."""
    user = get_object_or_404(User.objects.people(), pk=number)
    ended = get_object_or_404(RoleHeld.objects.select_related("team"), pk=held, user=user)
    typed = request.POST if request.method == "POST" else None
    form = EndForm(typed, today=today(request))
    if typed is not None and not clashes(request, user, form) and form.is_valid():
        try:
            actions.end(
                held=ended, on=form.ends_before, why=form.cleaned_data["why"], by=by(request),
                at=moment(request),
            )  # fmt: skip
        except ValidationError as problem:
            form.add_error("when", problem)
        else:
            return redirect("person", number)
    more = {"held": ended, "schools": names_of_schools([ended])}
    return show(request, "people/end_role.html", user, form, more)


@GET_OR_POST
@for_those_who_manage
def role_asked(request: HttpRequest, number: int) -> HttpResponse:
    """A role that takes two people: what was asked, and the answer of a second person."""
    asked = get_object_or_404(
        RoleAsked.objects.select_related("user", "asked_by", "answered_by"), pk=number
    )
    typed = request.POST if request.method == "POST" else None
    form = AnswerForm(typed)
    if typed is not None and form.is_valid():
        agrees = form.cleaned_data["answer"] == "yes"
        try:
            actions.answer(
                asked=asked, agrees=agrees, why=form.cleaned_data["why"], by=by(request),
                at=moment(request),
            )  # fmt: skip
        except ValidationError as problem:
            form.add_error("answer", problem)
        else:
            return redirect("person", asked.user_id)
    context = {
        "asked": asked,
        "person": asked.user,
        "form": form,
        "asked_by_me": asked.asked_by_id == by(request).pk,
        "about_me": asked.user_id == by(request).pk,
        "last_day": actions.last_day(asked),
        "reach": REACH[asked.role],  # type: ignore[index]
    }
    return render(request, "people/role_asked.html", context)


@GET_OR_POST
@for_those_who_manage
def close_account(request: HttpRequest, number: int) -> HttpResponse:
    """Close an account: nobody can sign in with it, and open sessions end."""
    user = get_object_or_404(User.objects.people(), pk=number)
    problem = ""
    if request.method == "POST":
        try:
            actions.close(user=user, by=by(request), at=moment(request))
        except ValidationError as cannot:
            problem = cannot.messages[0]
        else:
            return redirect("person", number)
    context = {"person": user, "problem": problem, "state": "close"}
    return render(request, "people/close_account.html", context)


@GET_OR_POST
@for_those_who_manage
def open_account(request: HttpRequest, number: int) -> HttpResponse:
    """Open an account again. The roles that are in force let its owner in."""
    user = get_object_or_404(User.objects.people(), pk=number)
    problem = ""
    if request.method == "POST":
        try:
            actions.open_account(user=user, by=by(request))
        except ValidationError as cannot:
            problem = cannot.messages[0]
        else:
            return redirect("person", number)
    held = list(on(today(request)).filter(user=user).select_related("team"))
    context = {"person": user, "problem": problem, "held": held, "state": "open"}
    return render(request, "people/close_account.html", context)


def clashes(request: HttpRequest, user: User, form: Any) -> bool:
    """Whether somebody changed this person after the form was made; then the form says so."""
    if request.POST.get("seen") == state_of_person(user):
        return False
    form.full_clean()
    form.add_error(None, changed_by_another(f"the roles of {user.full_name}", about=user))
    return True


def show(
    request: HttpRequest, template: str, user: User, form: Any, more: dict[str, Any]
) -> HttpResponse:
    context = {
        "person": user,
        "form": form,
        "seen": state_of_person(user),
        "groups": sorted_by_time(user, today(request)),
        "clash": form.non_field_errors()[0] if form.non_field_errors() else "",
        **more,
    }
    return render(request, template, context)


def again(request: HttpRequest, user: User) -> dict[str, Any]:
    """A role that they held before, to begin with; nothing where none is named."""
    number = request.GET.get("again", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return {}
    held = RoleHeld.objects.filter(pk=int(number), user=user).first()
    if held is None:
        return {}
    return {"role": held.role, "team": held.team_id, "urns": " ".join(held.urns)}


def today(request: HttpRequest) -> Any:
    sight = by(request).sight
    assert sight is not None
    return sight.day


def moment(request: HttpRequest) -> Any:
    sight = by(request).sight
    assert sight is not None
    return sight.at
