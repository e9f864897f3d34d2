"""The teams, and making, changing and retiring one."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from onroll.record.definitions import CATALOGUE
from onroll.web.access.models import Team
from onroll.web.config.authority import authority
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.people import teams as acting
from onroll.web.people.changing import changed_by_another, state_of_team
from onroll.web.people.listing import on
from onroll.web.people.permission import by, for_those_who_manage
from onroll.web.people.teams import TeamAsked, children_if, children_now, people_now

TITLES = {each.key: each.title for each in CATALOGUE}
GROUPS = {
    group: [each for each in CATALOGUE if each.group == group]
    for group in dict.fromkeys(each.group for each in CATALOGUE)
}


class TeamForm(forms.Form):
    """A team: its name, whom it works with, and where they live."""

    name = forms.CharField(
        max_length=100,
        error_messages={
            "required": "Enter the name of the team",
            "max_length": "Name must be 100 characters or fewer",
        },
    )
    definitions = forms.MultipleChoiceField(
        choices=list(TITLES.items()),
        required=False,
        error_messages={"invalid_choice": "Select definitions from those shown"},
    )
    postcode_districts = forms.MultipleChoiceField(
        required=False,
        error_messages={"invalid_choice": "Select postcode districts from those shown"},
    )

    def __init__(self, *args: Any, team: Team | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team = team
        here = [*authority().postcode_districts, *(team.postcode_districts if team else ())]
        field = self.fields["postcode_districts"]
        field.choices = [(each, each) for each in dict.fromkeys(here)]  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        name = re.sub(r"\s+", " ", self.cleaned_data["name"])
        same = Team.objects.filter(name__iexact=name)
        if self.team is not None:
            same = same.exclude(pk=self.team.pk)
        if same.exists():
            raise ValidationError(f"There is a team called '{name[:40]}' already")
        return name

    @property
    def asked(self) -> TeamAsked:
        asked = self.cleaned_data
        return TeamAsked(
            asked["name"], tuple(asked["definitions"]), tuple(asked["postcode_districts"])
        )


@require_GET
@needs_run
@for_those_who_manage
def teams(request: HttpRequest, run: Run) -> HttpResponse:
    """Every team, with how many children and people are in it."""
    user = by(request)
    assert user.sight is not None
    context = {
        "run": run,
        "teams": Team.objects.order_by("name"),
        "titles": TITLES,
        "children": children_now(user),
        "people": people_now(user.sight.day),
    }
    return render(request, "people/teams.html", context)


@require_http_methods(["GET", "POST"])
@needs_run
@for_those_who_manage
def team(request: HttpRequest, run: Run, number: int | None = None) -> HttpResponse:
    """Make or change a team: first what would follow is shown, then it is saved."""
    user = by(request)
    shown = get_object_or_404(Team, pk=number) if number is not None else None
    before = TeamAsked(
        shown.name, tuple(shown.definitions), tuple(shown.postcode_districts)
    ) if shown else None  # fmt: skip
    typed = request.POST if request.method == "POST" else None
    form = TeamForm(typed, team=shown, initial=vars(before) if before else None)
    seen = state_of_team(shown) if shown else ""
    would: dict[int, int] | None = None
    if typed is not None:
        if shown and typed.get("seen") != seen:
            form.full_clean()
            form.add_error(None, changed_by_another(f"the team {shown.name}", team=shown))
        elif form.is_valid() and "save" in typed:
            return changed(request, run, acting.change(shown, form.asked, run.as_of), before)
        elif form.is_valid():
            would = children_if(shown, form.asked, user, run.as_of)
            if shown:
                shown.refresh_from_db()
    context = {
        "run": run,
        "team": shown,
        "form": form,
        "seen": seen,
        "titles": TITLES,
        "groups": GROUPS,
        "would": would,
        "now": children_now(user) if would is not None else {},
        "teams": Team.objects.filter(retired_on=None),
        "before": before,
    }
    return render(request, "people/team.html", context)


def changed(request: HttpRequest, run: Run, saved: Team, before: TeamAsked | None) -> HttpResponse:
    """What is so now, and the way back to what was before."""
    context = {
        "run": run,
        "team": saved,
        "seen": state_of_team(saved),
        "before": before,
        "titles": TITLES,
        "children": children_now(by(request)).get(saved.pk, 0),
    }
    return render(request, "people/team_changed.html", context)


@require_http_methods(["GET", "POST"])
@needs_run
@for_those_who_manage
def retire_team(request: HttpRequest, run: Run, number: int) -> HttpResponse:
    """Take a team out of use, or bring it back."""
    shown = get_object_or_404(Team, pk=number)
    user = by(request)
    assert user.sight is not None
    day = user.sight.day
    problem = ""
    if request.method == "POST":
        try:
            if shown.retired_on is None:
                acting.retire(shown, run.as_of, day)
            else:
                acting.bring_back(shown, run.as_of)
        except ValidationError as cannot:
            problem = cannot.messages[0]
        else:
            return redirect("teams")
    context = {
        "run": run,
        "team": shown,
        "problem": problem,
        "held": on(day).filter(team=shown, user__is_active=True).select_related("user"),
        "children": children_now(user).get(shown.pk, 0),
    }
    return render(request, "people/retire_team.html", context)
