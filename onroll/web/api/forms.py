"""What people type to make a program, a key of it, and where it is told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from onroll.web.access.models import Role
from onroll.web.access.policy import REACH, Reach
from onroll.web.access.roles import HELD_BY_PROGRAMS
from onroll.web.api.addresses import NotAllowed, parts_of
from onroll.web.api.limits import limit
from onroll.web.children.models import School
from onroll.web.config.words import day as in_words
from onroll.web.exchange.authorities import authorities
from onroll.web.people.days import DayField

WHOSE = {
    Role.SCHOOL_USER: "A school's",
    Role.PROVIDER: "A provider's",
    Role.PARTNERSHIP_MEMBER: "Another service's, which sees no child",
    Role.OTHER_AUTHORITY: "Another authority's, for the sealed files between us",
    Role.FIGURES_READER: "Anybody's that reads released figures, and sees no child",
}
"""Whose program it is, by the role that it holds."""


class KeyForm(forms.Form):
    """A key, and its last day: a year away where none is typed. Says `last`."""

    key_name = forms.CharField(
        max_length=100,
        error_messages={
            "required": "Enter what the key is called",
            "max_length": "The name of the key must be 100 characters or fewer",
        },
    )
    last_day = DayField(called="last day")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_last_day(self) -> date:
        usual, most = (
            self.today + timedelta(days=limit(key, self.today))
            for key in ("key_good_for", "key_good_for_at_most")
        )
        last: date = self.cleaned_data["last_day"] or usual
        if not self.today <= last <= most:
            raise ValidationError(f"Last day must be between today and {in_words(most)}")
        return last

    @property
    def last(self) -> date:
        day: date = self.cleaned_data["last_day"]
        return day


class ProgramForm(KeyForm):
    """A program of an organisation, with its first key."""

    full_name = forms.CharField(
        max_length=200,
        error_messages={
            "required": "Enter what the program is called",
            "max_length": "The name of the program must be 200 characters or fewer",
        },
    )
    role = forms.ChoiceField(
        choices=[(role.value, WHOSE[role]) for role in HELD_BY_PROGRAMS],
        error_messages={
            "required": "Select whose program it is",
            "invalid_choice": "Select whose program it is",
        },
    )
    urn = forms.CharField(
        required=False,
        max_length=20,
        error_messages={"max_length": "The URN must be 20 characters or fewer"},
    )
    field_order = ("full_name", "role", "urn", "key_name", "last_day")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        role, urn = cleaned.get("role"), cleaned.get("urn", "").strip()
        cleaned["urn"] = urn
        if role is None or "urn" in self.errors:
            return cleaned
        if REACH[Role(role)] is Reach.PASSES:
            if urn not in authorities(self.today):
                self.add_error("urn", "Enter the number of an authority whose key we trust")
        elif REACH[Role(role)] is not Reach.AT_THEIRS:
            if urn:
                whose = "Another service" if role == Role.PARTNERSHIP_MEMBER else "It"
                self.add_error("urn", f"{whose} is of no school. Take the URN away")
        elif not urn:
            self.add_error("urn", "Enter the URN of the school or provider")
        elif not School.objects.filter(urn=urn).exists():
            self.add_error("urn", f"We know no school or provider with URN {urn[:20]}")
        return cleaned


class WebhookForm(forms.Form):
    """Where a program is told."""

    address = forms.CharField(
        max_length=500,
        error_messages={
            "required": "Enter the address",
            "max_length": "The address must be 500 characters or fewer",
        },
    )

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        try:
            parts_of(address)
        except NotAllowed as problem:
            raise ValidationError(str(problem)) from None
        return address
