"""What people type of a letter: its blanks, to whom it goes, when it left, what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from onroll.web.letters.actions import Verified
from onroll.web.letters.checks import wrong_in
from onroll.web.letters.models import Channel
from onroll.web.letters.templates import LetterTemplate, Version
from onroll.web.people.days import DayField

LONGEST = {"text": 200, "lines": 3000}


def why_field(required: str) -> forms.CharField:
    return forms.CharField(
        max_length=500,
        error_messages={
            "required": required,
            "max_length": "The reason must be 500 characters or fewer",
        },
    )


class BlanksForm(forms.Form):
    """The blanks of one version of a letter. `filled` is what is kept: text, days as ISO text."""

    def __init__(self, typed: Any, *, version: Version, day: date, filled: Mapping[str, str]):
        super().__init__(typed, initial=as_typed(version, filled))
        self.version, self.day = version, day
        for blank in version.blanks:
            if blank.kind == "day":
                self.fields[blank.name] = DayField(called=closing(blank.label))
            else:
                most = LONGEST[blank.kind]
                self.fields[blank.name] = forms.CharField(
                    required=False, max_length=most,
                    error_messages={
                        "max_length": f"{blank.label.rstrip('?')}: use {most:,} characters or fewer"
                    },
                )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        wrong = wrong_in(self.version, self.filled, self.day)
        for name, words in wrong.items():
            if name not in self.errors:
                self.add_error(name, words)
        return cleaned

    @property
    def filled(self) -> dict[str, str]:
        return {
            name: value.isoformat() if isinstance(value, date) else str(value or "")
            for name, value in self.cleaned_data.items()
        }


def as_typed(version: Version, filled: Mapping[str, str]) -> dict[str, Any]:
    """What is kept, as the boxes show it: a day in three."""
    return {
        blank.name: three_boxes(filled[blank.name]) if blank.kind == "day" else filled[blank.name]
        for blank in version.blanks
        if filled.get(blank.name)
    }


def three_boxes(iso: str) -> tuple[str, str, str]:
    on = date.fromisoformat(iso)
    return str(on.day), str(on.month), str(on.year)


def closing(label: str) -> str:
    return label[:1].lower() + label[1:]


class ReadyForm(forms.Form):
    """To whom a letter goes, and who checked, when and how, that it reaches them there now."""

    channel = forms.ChoiceField(
        error_messages={
            "required": "Select how it goes",
            "invalid_choice": "Select how it goes from the ways shown",
        }
    )
    to = forms.CharField(
        max_length=500,
        error_messages={
            "required": "Enter the name and address as they stand on the envelope",
            "max_length": "The name and address must be 500 characters or fewer",
        },
    )
    email = forms.CharField(
        required=False, max_length=254,
        error_messages={"max_length": "The email address must be 254 characters or fewer"},
    )  # fmt: skip
    checked_on = DayField(called="day on which the address was checked", required=True)
    how = why_field("Enter how you know that the address is theirs now")

    def __init__(self, typed: Any, *, template: LetterTemplate, day: date) -> None:
        super().__init__(typed)
        self.day = day
        ways = [(each.value, each.label) for each in Channel if each.value in template.channels]
        self.fields["channel"].choices = ways  # type: ignore[attr-defined]

    def clean_to(self) -> str:
        lines = [line.strip() for line in self.cleaned_data["to"].splitlines() if line.strip()]
        by_post = self.data.get("channel") != Channel.EMAIL
        if by_post and not 3 <= len(lines) <= 7:
            raise ValidationError(
                "Enter the name and the address in 3 to 7 lines, with the postcode in the last"
            )
        return "\n".join(lines)

    def clean_checked_on(self) -> Any:
        on = self.cleaned_data["checked_on"]
        if on and on > self.day:
            raise ValidationError("The day of the check must be today or in the past")
        return on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("channel") != Channel.EMAIL:
            cleaned["email"] = ""
        elif not cleaned.get("email"):
            self.add_error("email", "Enter the email address")
        else:
            try:
                validate_email(cleaned["email"])
            except ValidationError:
                self.add_error("email", "Enter an email address in full, such as name@example.com")
        return cleaned

    @property
    def verified(self) -> Verified:
        asked = self.cleaned_data
        return Verified(
            Channel(asked["channel"]), asked["to"], asked["email"], asked["checked_on"],
            asked["how"],
        )  # fmt: skip


class PostedForm(forms.Form):
    """That a letter we printed was posted, or handed over, and on which day."""

    posted_on = DayField(called="day on which it was posted or handed over", required=True)
    words = forms.CharField(
        required=False, max_length=500,
        error_messages={"max_length": "What you add must be 500 characters or fewer"},
    )  # fmt: skip


class CancelForm(forms.Form):
    why = why_field("Enter why it is cancelled")


class SettleForm(forms.Form):
    """What somebody found out about a letter of which nobody knew whether it was sent."""

    was_sent = forms.ChoiceField(
        choices=[("yes", "It was sent"), ("no", "It was not sent")],
        error_messages={
            "required": "Select whether it was sent",
            "invalid_choice": "Select whether it was sent",
        },
    )
    why = why_field("Enter how you know")
