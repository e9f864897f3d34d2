"""What people choose to compare, and the draft they try."""

from __future__ import annotations

from datetime import date

from django import forms

from onroll.record.definitions import CATALOGUE, Definition, definition
from onroll.record.drafts import BadDraft, Draft, draft, rule, thresholds_in
from onroll.record.packs import Pack, packs
from onroll.record.spells import Spells
from onroll.record.thresholds import thresholds


class CompareForm(forms.Form):
    """Two packs or more, in the order of the file."""

    pack = forms.MultipleChoiceField(
        choices=[(each.key, each.title) for each in packs().values()],
        error_messages={
            "required": "Select two packs or more",
            "invalid_choice": "Select packs from those shown",
        },
    )

    def clean_pack(self) -> list[Pack]:
        chosen = [each for key, each in packs().items() if key in self.cleaned_data["pack"]]
        if len(chosen) < 2:
            raise forms.ValidationError("Select two packs or more")
        return chosen


def numbers_read() -> list[tuple[str, str]]:
    """Each threshold that a definition reads, with its value as it stands: key, words."""
    read = set().union(*(thresholds_in(each.expression) for each in CATALOGUE))
    return [
        (key, f"{each.title} (now {each.words})")
        for key, each in thresholds().items()
        if key in read
    ]


class WhatIfForm(forms.Form):
    """A number as it would be, from a day on; or a rule in place of a definition's; or both."""

    threshold = forms.ChoiceField(
        choices=[("", "No number"), *numbers_read()],
        required=False,
        error_messages={"invalid_choice": "Select a number from those shown"},
    )
    value = forms.CharField(required=False, max_length=20)
    since = forms.CharField(required=False, max_length=20)
    definition = forms.ChoiceField(
        choices=[
            ("", "Every definition that reads the number"),
            *((each.key, each.title) for each in CATALOGUE),
        ],
        required=False,
        error_messages={"invalid_choice": "Select a definition from those shown"},
    )
    rule = forms.CharField(
        required=False,
        max_length=2000,
        error_messages={"max_length": "Draft rule must be 2,000 characters or fewer"},
    )

    def clean_since(self) -> str:
        text = str(self.cleaned_data["since"]).strip()
        if text:
            try:
                date.fromisoformat(text)
            except ValueError:
                raise forms.ValidationError(
                    "In force from must be a real date, like 2026-09-01"
                ) from None
        return text

    def clean_rule(self) -> Spells | None:
        text = self.cleaned_data["rule"]
        try:
            return rule(text) if text.strip() else None
        except BadDraft as problem:
            raise forms.ValidationError(str(problem)) from None

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        if cleaned["threshold"] and not cleaned["value"].strip():
            self.add_error("value", "Enter what the number would be")
        elif not cleaned["threshold"] and cleaned["rule"] is None:
            self.add_error("threshold", "Select a number, or write a draft rule")
        elif cleaned["rule"] is not None and not cleaned["definition"]:
            self.add_error("definition", "Select the definition whose rule it would replace")
        elif cleaned["threshold"]:
            at = f"@{cleaned['since']}" if cleaned["since"] else ""
            try:
                cleaned["draft"] = draft(f"{cleaned['threshold']}={cleaned['value']}{at}")
            except BadDraft:
                self.add_error("value", "The number must be from 0 to 100,000, like 28 or 0.5")
        return cleaned

    @property
    def drafts(self) -> list[Draft]:
        return [self.cleaned_data["draft"]] if "draft" in self.cleaned_data else []

    @property
    def only(self) -> Definition | None:
        key = self.cleaned_data["definition"]
        return definition(key) if key else None
