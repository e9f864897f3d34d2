"""Saying that one is away, or a colleague is, and that they are back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from onroll.web.access.models import User
from onroll.web.cases.away import say_away, say_here, to_come
from onroll.web.cases.permission import WORKS, may_give, may_work
from onroll.web.cases.views import not_allowed
from onroll.web.people.allocating import colleagues
from onroll.web.people.days import DayField
from onroll.web.people.permission import by


class AwayForm(forms.Form):
    """The days, and of a manager which colleague is away."""

    who = forms.TypedChoiceField(
        label="Who is away?",
        coerce=int,
        widget=forms.Select,
        error_messages={
            "required": "Select who is away",
            "invalid_choice": "Select who is away from those shown",
        },
    )
    first = DayField(called="first day away", required=True)
    last = DayField(called="last day away", required=True)

    def __init__(self, *args: Any, user: User, today: date, manager: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        others = [(each.pk, each.full_name) for each in colleagues(today) if each.pk != user.pk]
        self.fields["who"].choices = [(user.pk, "I am"), *(others if manager else [])]  # type: ignore[attr-defined]
        for name in ("first", "last"):
            self.fields[name].label = f"{name.title()} day away"

    def clean_last(self) -> date:
        last: date = self.cleaned_data["last"]
        if last < self.today:
            raise ValidationError("Last day away must be today or in the future")
        if last < self.cleaned_data.get("first", last):
            raise ValidationError("Last day away must be the first day or later")
        return last


@require_http_methods(["GET", "POST"])
def away(request: HttpRequest) -> HttpResponse:
    """Who is away, and saying so: of oneself, and a manager of every colleague."""
    user = by(request)
    if not may_work(user):
        return not_allowed(request, None, WORKS)
    assert user.sight is not None
    day, at, manager = user.sight.day, user.sight.at, may_give(user)
    shown = [each for each in to_come(day) if manager or each.user_id == user.pk]
    back = request.POST.get("back", "")
    if back:
        for each in shown:
            if str(each.pk) == back:
                say_here(user=each.user, day=day, by=user, at=at)
        return redirect(f"{reverse('away')}?done=back")
    typed = request.POST if request.method == "POST" else None
    form = AwayForm(typed, user=user, today=day, manager=manager, initial={"who": user.pk})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        who = User.objects.get(pk=said["who"])
        say_away(user=who, first=said["first"], last=said["last"], by=user, at=at)
        return redirect(f"{reverse('away')}?done=away")
    done = {"away": "The days are kept.", "back": "It is kept that they are here."}
    context = {
        "form": form,
        "shown": shown,
        "manager": manager,
        "done": done.get(request.GET.get("done", "")),
    }
    return render(request, "cases/away.html", context, status=422 if form.errors else 200)
