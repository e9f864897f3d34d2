"""What triage, giving a case to somebody and asking to close it ask, as forms."""

from __future__ import annotations

from typing import Any

from django import forms

from onroll.record.casework.case import ROUTES
from onroll.record.casework.events import Kind
from onroll.record.casework.referring import ISSUES, RISKS, ROUTE_TITLES, SOURCES
from onroll.record.casework.states import State
from onroll.web.access.models import Team
from onroll.web.cases.away import away_on
from onroll.web.cases.entries import Entry, line, one_of, words
from onroll.web.config.words import day
from onroll.web.people.allocating import colleagues


class ReferForm(Entry):
    """What somebody tells us of a child: it opens a case, or is added to the one that is open."""

    kind, title, button = Kind.RECEIVED, "Somebody tells us of this child", "Keep this referral"
    happened = "day they told us"
    source = one_of("Select who tells us", "Who tells us?", list(SOURCES.items()))
    told_by = line("Enter their name", "Their name, and how to reach them")
    issue = one_of(
        "Select what it is mostly about", "What is it mostly about?", list(ISSUES.items()),
        "It is kept as it was said today, whatever is found later",
    )  # fmt: skip
    words = words("Enter what they said", "What did they say?")


class TriageForm(Entry):
    """Where what came in goes."""

    kind, title, button = Kind.TRIAGED, "Decide", "Save this decision"
    happened = "day of the decision"
    route = one_of("Select where it goes", "Where does it go?", list(ROUTE_TITLES.items()))
    to = line("", "Which service, or whom do you ask?", "Only where it goes elsewhere",
              required=False)  # fmt: skip
    risk = one_of("Select the risk now", "Risk now", list(RISKS.items()))
    whereabouts = one_of(
        "Select whether we know where the child is", "Do we know where the child is?",
        [("known", "Yes, somebody has seen the child there"), ("not_known", "No")],
    )  # fmt: skip
    why = words("", "Note", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        route = cleaned.get("route")
        if route in ("redirect", "watch", "ask_more") and not cleaned.get("to"):
            asks = "Enter whom you ask" if route == "ask_more" else "Enter which service"
            self.add_error("to", asks)
        if route == "not_ours" and not cleaned.get("why"):
            self.add_error("why", "Enter why it is not ours")
        if route and ROUTES[route] is State.REDIRECTED and cleaned.get("risk") == "immediate":
            self.add_error(
                "route",
                "A child at immediate risk stays with us until police or social care have answered",
            )
        return cleaned


class GiveForm(Entry):
    """Who works on the case from now on."""

    kind, title, button = Kind.ALLOCATED, "Give the case to a colleague", "Give it"
    happened = "day from which"
    officer = forms.TypedChoiceField(
        label="Colleague",
        coerce=int,
        widget=forms.Select,
        error_messages={
            "required": "Select a colleague",
            "invalid_choice": "Select a colleague from those shown",
        },
    )
    team = forms.TypedChoiceField(
        label="Team", coerce=int, required=False, empty_value=None, widget=forms.Select
    )
    lead = line("", "Lead professional, where another service has one", required=False)
    why = words("", "Note", required=False)
    all_the_same = forms.BooleanField(
        label="Give it to them although they are away", required=False
    )

    def __init__(self, *args: Any, loads: dict[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.away = away_on(self.today)
        people = [
            (user.pk, f"{user.full_name}: {loads.get(user.pk, 0)} open{self.last_day(user.pk)}")
            for user in colleagues(self.today)
        ]
        teams = Team.objects.filter(retired_on=None).order_by("name").values_list("pk", "name")
        self.fields["officer"].choices = [("", "Choose a colleague"), *people]  # type: ignore[attr-defined]
        self.fields["team"].choices = [("", "No team"), *teams]  # type: ignore[attr-defined]

    def last_day(self, officer: int) -> str:
        away = self.away.get(officer)
        return f", away until {day(away.last_day)}" if away else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        away = self.away.get(cleaned.get("officer") or 0)
        if away and not cleaned["all_the_same"]:
            until = day(away.last_day)
            words = f"{away.user.full_name} is away until {until}. Choose someone else or confirm"
            self.add_error("officer", words)
        return cleaned

    def told(self) -> dict[str, Any]:
        found = super().told()
        del found["all_the_same"]
        return found
