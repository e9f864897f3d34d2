"""A step that was taken or came in, as a form: the clocks of the law start and stop by it."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from onroll.record.casework.events import Kind
from onroll.record.casework_steps import GROUPS, LASTING, TITLES
from onroll.web.cases.entries import Entry, line, words
from onroll.web.children.models import School
from onroll.web.people.days import DayField

FINDINGS: Final = ("Education suitable", "Education not suitable", "Education in doubt")
"""What is found of education at home; each holds until the next."""

TOLD_OTHERWISE: Final = frozenset(
    {"Referral received", "Referral triaged", "Case reviewed", "Case closed", "Contact refused",
     "Follow-up visit"}
)  # fmt: skip
"""Steps that follow from what else is written in a case."""

NOT_IN_FORCE: Final = "The register of children not in school"
"""The group of steps under a law that has not begun."""

UNTIL: Final = next(title for title, fact in TITLES.items() if fact in LASTING)
"""The one step that lasts, until a day that is told."""


def steps() -> list[tuple[str, str]]:
    """What may be chosen, each step with what it belongs to."""
    found = [(each, f"Home education: {each}") for each in FINDINGS]
    return found + [
        (step, f"{group}: {step}")
        for group, held in GROUPS.items()
        for step in held
        if group != NOT_IN_FORCE and step not in TOLD_OTHERWISE
    ]


class StepEntry(Entry):
    kind, title, button = Kind.STEPPED, "A step was taken or came in", "Keep this step"
    happened = "day of the step"
    step = forms.ChoiceField(
        label="Which step?",
        help_text="The dates that the law sets are worked out from it",
        choices=steps,
        widget=forms.Select,
        error_messages={"required": "Select a step", "invalid_choice": "Select a step"},
    )
    until = DayField(called="day on which the child is to leave school")
    urn = line("", "URN of the school", "Only where the step is of one school", required=False)
    words = words("", "Note", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].help_text = f"Only for “{UNTIL}”"
        self.fields["step"].choices = [("", "Choose a step"), *steps()]  # type: ignore[attr-defined]

    def clean_urn(self) -> str:
        urn: str = self.cleaned_data["urn"].strip()
        if urn and not School.objects.filter(urn=urn).exists():
            raise ValidationError(f"No school here has the URN {urn[:20]}. Check the number")
        return urn

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        until, on = cleaned.get("until"), cleaned.get("on")
        if cleaned.get("step") == UNTIL and not until:
            self.add_error("until", "Enter the day on which the child is to leave school")
        elif until and on and until < on:
            self.add_error("until", "The day of leaving must be the day of the step or later")
        return cleaned
