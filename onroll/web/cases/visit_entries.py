"""Setting a visit and writing one down, as forms."""

from __future__ import annotations

from datetime import date, time
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from onroll.record.casework.events import Kind
from onroll.web.cases.entries import Entry, line, one_of, words
from onroll.web.people.days import DayField


class SetVisitEntry(Entry):
    """A visit to come. `visitors` are those who may be sent, each a number and a name."""

    kind, title, button = Kind.VISIT_SET, "Set a visit", "Set this visit"
    happened = "day it was set"
    visit_on = DayField(called="day of the visit", required=True)
    at_time = forms.TimeField(
        label="Time", help_text="Such as 2:30pm or 14:30. Leave empty if no time was agreed",
        required=False, input_formats=["%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p"],
        widget=forms.TextInput,
        error_messages={"invalid": "Time must be a time of day, such as 2:30pm"},
    )  # fmt: skip
    where = line("Enter where", "Where?", "Such as at home, at Riverside Library")
    officer = forms.TypedChoiceField(
        label="Who visits?",
        coerce=int,
        widget=forms.Select,
        error_messages={
            "required": "Select who visits",
            "invalid_choice": "Select who visits from those shown",
        },
    )

    def __init__(
        self, *args: Any, visitors: list[tuple[int, str]], usual: int | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].choices = [("", "Choose a colleague"), *visitors]  # type: ignore[attr-defined]
        self.fields["officer"].initial = usual

    def clean_visit_on(self) -> date:
        day: date = self.cleaned_data["visit_on"]
        if day < self.today:
            raise ValidationError("Day of the visit must be today or later")
        return day

    def clean_at_time(self) -> str:
        agreed: time | None = self.cleaned_data["at_time"]
        return f"{agreed:%H:%M}" if agreed else ""


class VisitEntry(Entry):
    kind, title, button = Kind.VISITED, "Record a visit", "Save this visit"
    about = "set"
    happened = "day of the visit"
    hints: ClassVar[dict[str, str]] = {
        "again_on": "Only where nobody was in. It sets the next visit",
    }
    seen = one_of(
        "Select whether you saw the child", "Did you see the child?",
        [("alone", "Yes, alone"), ("with_others", "Yes, with others"),
         ("no", "No, nobody came to the door or the child was not there"),
         ("empty", "No, the home stands empty"), ("refused", "No, we were refused")],
    )  # fmt: skip
    where = one_of(
        "Select where you went", "Where?",
        [("home", "At home"), ("school", "At a school"), ("public", "In a public place"),
         ("other", "Somewhere else")],
    )  # fmt: skip
    card_left = forms.BooleanField(label="Nobody was in, and I left a card", required=False)
    again_on = DayField(called="day on which you try again")
    who_was_there = line("", "Who was there?", required=False)
    education_seen = words("", "What did you see of their education?", required=False)
    worries = words("", "What worries you?", "Leave empty if nothing does", required=False)
    next = line("", "What happens next?", required=False)
    next_by = DayField(called="day by which it happens")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("next_by") and not cleaned.get("next"):
            self.add_error("next", "Enter what happens by then")
        again, on = cleaned.get("again_on"), cleaned.get("on")
        if again and on and again < on:
            self.add_error("again_on", "Day on which you try again must not be before the visit")
        return cleaned

    def told(self) -> dict[str, Any]:
        """A visit that was made counts, also where it had been called off meanwhile."""
        found = super().told()
        found.pop("again_on", None)
        if not found["card_left"]:
            del found["card_left"]
        if self.of not in self.stands.visits_set:
            del found["set"]
        return found

    def told_too(self, by: int) -> dict[Kind, dict[str, Any]]:
        """Whoever tries again does so at the same place."""
        again = self.cleaned_data["again_on"]
        if not again:
            return {}
        before = self.stands.visits_set.get(self.of or 0)
        places = dict(self.fields["where"].choices)  # type: ignore[attr-defined]
        where = before.text("where") if before else places[self.cleaned_data["where"]]
        return {Kind.VISIT_SET: {"visit_on": again.isoformat(), "where": where, "officer": by}}
