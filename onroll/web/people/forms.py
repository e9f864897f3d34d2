"""What people type to give a colleague an account or a role, and to end it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from onroll.web.access.giving_roles import MOST_DAYS_OF_AN_INSPECTOR
from onroll.web.access.models import ChildRelation, Role, Team, User
from onroll.web.access.policy import REACH, Reach
from onroll.web.access.roles import FOR_PROGRAMS_ALONE
from onroll.web.children.models import School
from onroll.web.people.actions import Wanted
from onroll.web.people.days import DayField


def why_field(asks: str = "Enter why") -> forms.CharField:
    return forms.CharField(
        max_length=500,
        error_messages={
            "required": asks,
            "max_length": "The reason must be 500 characters or fewer",
        },
    )


class RoleForm(forms.Form):
    """A role, for whom, from when to when, and why. Says `wanted` when it is right."""

    role = forms.ChoiceField(
        choices=[each for each in Role.choices if each[0] not in FOR_PROGRAMS_ALONE],
        error_messages={"required": "Select a role", "invalid_choice": "Select a role"},
    )
    team = forms.ModelChoiceField(
        queryset=Team.objects.filter(retired_on=None),
        required=False,
        error_messages={"invalid_choice": "Select a team from those shown"},
    )
    urns = forms.CharField(
        required=False,
        max_length=500,
        error_messages={"max_length": "URNs must be 500 characters or fewer"},
    )
    starts_on = DayField(called="first day")
    last_day = DayField(called="last day")
    why = why_field("Enter why they need the role")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_urns(self) -> tuple[str, ...]:
        urns = tuple(dict.fromkeys(re.findall(r"[^\s,;]+", self.cleaned_data["urns"])))
        known = set(School.objects.filter(urn__in=urns).values_list("urn", flat=True))
        for urn in urns:
            if urn not in known and not ChildRelation.objects.filter(relation=f"at:{urn}"):
                raise ValidationError(f"We know no school or provider with URN {urn[:20]}")
        return urns

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        role = Role(cleaned["role"]) if "role" in cleaned else None
        if role is not None:
            self.check_for_whom(role, cleaned)
        if not {"starts_on", "last_day"} & self.errors.keys():
            self.check_days(role, cleaned)
        return cleaned

    def check_for_whom(self, role: Role, cleaned: dict[str, Any]) -> None:
        at_theirs = REACH[role] is Reach.AT_THEIRS
        if at_theirs and not cleaned.get("urns") and "urns" not in self.errors:
            self.add_error("urns", f"Enter the URN of the school that the {role.lower()} is from")
        if cleaned.get("urns") and not at_theirs:
            self.add_error("urns", f"A {role.lower()} is not of one school. Take the URN away")
        if cleaned.get("team") and REACH[role] is not Reach.TEAM:
            self.add_error("team", f"A {role.lower()} is not of one team. Choose every team")

    def check_days(self, role: Role | None, cleaned: dict[str, Any]) -> None:
        starts_on = cleaned["starts_on"] = cleaned.get("starts_on") or self.today
        last = cleaned.get("last_day")
        if starts_on < self.today:
            self.add_error("starts_on", "First day must be today or later")
        elif last is not None and last < starts_on:
            self.add_error("last_day", "Last day must be the first day or later")
        elif role is Role.INSPECTOR and last is None:
            self.add_error("last_day", "Enter the last day of the inspection")
        elif (
            role is Role.INSPECTOR
            and last is not None
            and (last - starts_on).days >= MOST_DAYS_OF_AN_INSPECTOR
        ):
            self.add_error(
                "last_day",
                f"An inspector is let in for at most {MOST_DAYS_OF_AN_INSPECTOR} days. "
                "Enter an earlier last day",
            )

    @property
    def wanted(self) -> Wanted:
        asked, last = self.cleaned_data, self.cleaned_data["last_day"]
        return Wanted(
            role=Role(asked["role"]),
            starts_on=asked["starts_on"],
            ends_before=last + timedelta(days=1) if last else None,
            team=asked["team"],
            urns=asked["urns"],
            why=asked["why"],
        )


class PersonForm(RoleForm):
    """Somebody who is to have an account."""

    full_name = forms.CharField(
        max_length=200,
        error_messages={
            "required": "Enter their name",
            "max_length": "Name must be 200 characters or fewer",
        },
    )
    email = forms.CharField(max_length=254, error_messages={"required": "Enter their email"})
    field_order = ("full_name", "email")

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip().lower()
        try:
            validate_email(email)
        except ValidationError:
            raise ValidationError(
                "Enter an email address in the form name@example.gov.uk"
            ) from None
        if User.objects.filter(email=email).exists():
            raise ValidationError("Somebody has an account with this email. Give them the role")
        return email


class WhyForm(forms.Form):
    why = why_field()


class EndForm(WhyForm):
    """From when on somebody no longer has a role, or a child to work with. Says `ends_before`."""

    when = forms.ChoiceField(
        choices=[("now", "Now"), ("later", "After a day that I enter")],
        error_messages={"required": "Select when it ends", "invalid_choice": "Select now or later"},
    )
    last_day = DayField(called="last day")
    field_order = ("when", "last_day", "why")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("when") == "later" and "last_day" not in self.errors:
            if cleaned.get("last_day") is None:
                self.add_error("last_day", "Enter the last day")
            elif cleaned["last_day"] < self.today:
                self.add_error("last_day", "Last day must be today or later")
        return cleaned

    @property
    def ends_before(self) -> date:
        if self.cleaned_data["when"] == "now":
            return self.today
        return self.cleaned_data["last_day"] + timedelta(days=1)


class AnswerForm(WhyForm):
    """What a second person says to a role that was asked for."""

    answer = forms.ChoiceField(
        choices=[("yes", "Yes, give the role"), ("no", "No")],
        error_messages={"required": "Select yes or no", "invalid_choice": "Select yes or no"},
    )
    field_order = ("answer", "why")
