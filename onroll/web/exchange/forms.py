"""What is asked of somebody who offers a child, answers an offer, or takes in a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms

from onroll.record.exchange.contents import LONGEST, catalogue
from onroll.record.exchange.messages import Kind
from onroll.record.exchange.sealed_file import LARGEST
from onroll.web.config.words import day

LONG: Final = ("words", "why", "danger", "address_there")


def box(name: str, label: str, *, required: bool = True) -> forms.CharField:
    most = LONGEST if name in LONG else 200
    return forms.CharField(
        label=label,
        required=required,
        max_length=most,
        widget=forms.Textarea if name in LONG else forms.TextInput,
        error_messages={
            "required": f"Enter: {label[0].lower()}{label[1:]}",
            "max_length": f"{label} must be {most:,} characters or fewer",
        },
    )


class OfferForm(forms.Form):
    """To whom a child is offered, and what they need to tell whether the child is theirs."""

    taker = forms.ChoiceField(
        label="Which authority?",
        widget=forms.Select,
        error_messages={
            "required": "Select an authority",
            "invalid_choice": "Select an authority from those shown",
        },
    )

    def __init__(self, typed: Any, *, others: Mapping[str, str], initial: dict[str, str]) -> None:
        super().__init__(typed, initial=initial)
        self.fields["taker"].choices = [("", "Choose an authority"), *others.items()]  # type: ignore[attr-defined]
        asked = catalogue()[Kind.OFFER]
        for name, label in asked.fields.items():
            if name not in ("forename", "surname", "date_of_birth", "moved_on"):
                self.fields[name] = box(name, label)
        self.fields[
            "danger"
        ].help_text = (
            "From whom or what the child is at risk, and who knows. If you know of nothing, say so"
        )

    def told(self) -> dict[str, str]:
        return {name: said for name, said in self.cleaned_data.items() if name != "taker"}


class SayForm(forms.Form):
    """What a message of one kind asks of who writes it."""

    def __init__(self, typed: Any, *, kind: Kind, contact: str = "") -> None:
        super().__init__(typed, initial={"contact": contact})
        for name, label in catalogue()[kind].needed.items():
            self.fields[name] = box(name, label)


class WhoForm(forms.Form):
    """Which child here it is: one of those shown, or one whom we do not know."""

    NOBODY: Final = "referral"

    who = forms.CharField(
        error_messages={"required": "Select whom it is about", "max_length": "Select one shown"}
    )

    def __init__(self, typed: Any, *, children: list[str]) -> None:
        super().__init__(typed)
        self.children = children

    def clean_who(self) -> str:
        who: str = self.cleaned_data["who"]
        if who not in (*self.children, self.NOBODY):
            raise forms.ValidationError("Select from those shown")
        return who


class FileForm(forms.Form):
    """A sealed file that another authority sent."""

    file = forms.FileField(
        label="Choose the file",
        allow_empty_file=True,
        error_messages={"required": "Choose the file that they sent", "invalid": "Choose a file"},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                "The file is too large for one that onroll makes. Check that it is the right one"
            )
        return file


def days_in_words(told: Mapping[str, str], kind: Kind) -> list[tuple[str, str]]:
    """What a message tells, field by field as a page shows it; a day as a person says it."""
    shown = []
    for name, label in catalogue()[kind].fields.items():
        if said := told.get(name, ""):
            shown.append((label, in_words(name, said)))
    return shown


def in_words(name: str, said: str) -> str:
    if name.endswith("_on") or name == "date_of_birth":
        try:
            return day(date.fromisoformat(said))
        except ValueError:
            return said
    return said
