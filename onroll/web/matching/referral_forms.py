"""What is asked of somebody who makes a referral: two questions before anything else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms

from onroll.record.casework.referring import ISSUES, SOURCES
from onroll.record.identifiers import upn as verdict_on_upn
from onroll.record.referrals import Told
from onroll.web.children.dates import Days, NotADate, read_days
from onroll.web.children.models import Child
from onroll.web.children.status_words import age
from onroll.web.config.words import day as words_of
from onroll.web.matching.finding import Asked

SEXES: Final = (("F", "Girl"), ("M", "Boy"), ("U", "Not known"))
POSTCODE: Final = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}")
YOUNGEST, OLDEST = 4, 19
"""The ages at which a child or a young person may be referred, on the day of the run."""


class AskForm(forms.Form):
    """The surname and the date of birth, or the UPN, of whom a referral is about."""

    surname = forms.CharField(
        required=False,
        max_length=100,
        error_messages={"max_length": "Surname must be 100 characters or fewer"},
    )
    born = forms.CharField(
        required=False,
        max_length=40,
        error_messages={"max_length": "Date of birth must be 40 characters or fewer"},
    )
    upn = forms.CharField(
        required=False,
        max_length=30,
        error_messages={"max_length": "UPN must be 30 characters or fewer"},
    )

    def __init__(self, typed: Any, *, on: date) -> None:
        super().__init__(typed)
        self.on = on

    def clean_born(self) -> Days | None:
        text = self.cleaned_data["born"]
        if not text:
            return None
        try:
            born = read_days(text)
        except NotADate as problem:
            raise forms.ValidationError(str(problem)) from None
        if born.first > self.on:
            raise forms.ValidationError("Date of birth must be in the past")
        if words := age_in_words(born, self.on):
            raise forms.ValidationError(words)
        return born

    def clean_upn(self) -> str:
        upn = "".join(self.cleaned_data["upn"].split()).upper()
        if not upn:
            return ""
        said = verdict_on_upn(upn)
        if not said.valid:
            about = said.in_general.removeprefix("UPN ")
            raise forms.ValidationError(f"UPN {upn} {about}. {said.fix}")
        return upn

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors or cleaned.get("upn"):
            return cleaned
        if not cleaned.get("surname"):
            self.add_error("surname", "Enter the surname and the date of birth, or the UPN")
        elif not cleaned.get("born"):
            self.add_error("born", "Enter the date of birth. The year alone will do")
        return cleaned

    def asked(self) -> Asked:
        return Asked(**{name: self.cleaned_data[name] for name in ("surname", "born", "upn")})


def age_in_words(born: Days, on: date) -> str:
    """What is odd about the age on a day, in words; empty from `YOUNGEST` to `OLDEST`."""
    oldest, youngest = age(born.first, on), age(min(born.last, on), on)
    if oldest >= YOUNGEST and youngest <= OLDEST:
        return ""
    years = youngest if youngest > OLDEST else oldest
    return f"This child would be {years} on {words_of(on)}. Check the year"


class ChildForm(AskForm):
    """What was told of a child whom nobody knew."""

    forename = forms.CharField(
        max_length=100,
        error_messages={
            "required": "Enter the forename, or “not known”",
            "max_length": "Forename must be 100 characters or fewer",
        },
    )
    sex = forms.ChoiceField(
        choices=SEXES,
        error_messages={"required": "Select the sex", "invalid_choice": "Select the sex"},
    )
    address = forms.CharField(
        required=False,
        max_length=300,
        error_messages={"max_length": "Address must be 300 characters or fewer"},
    )
    postcode = forms.CharField(
        required=False,
        max_length=10,
        error_messages={"max_length": "Postcode must be 10 characters or fewer"},
    )
    last_school = forms.CharField(
        required=False,
        max_length=200,
        error_messages={"max_length": "Last school must be 200 characters or fewer"},
    )
    told_by = forms.CharField(
        max_length=200,
        error_messages={
            "required": "Enter who told us",
            "max_length": "Who told us must be 200 characters or fewer",
        },
    )
    source = forms.ChoiceField(
        choices=list(SOURCES.items()),
        error_messages={"required": "Select who tells us", "invalid_choice": "Select who tells us"},
    )
    issue = forms.ChoiceField(
        choices=list(ISSUES.items()),
        error_messages={
            "required": "Select what it is mostly about",
            "invalid_choice": "Select what it is mostly about",
        },
    )
    words = forms.CharField(
        required=False,
        max_length=4000,
        error_messages={"max_length": "What they said must be 4,000 characters or fewer"},
    )
    told_on = forms.CharField(
        max_length=40,
        error_messages={
            "required": "Enter the day they told us",
            "max_length": "The day must be 40 characters or fewer",
        },
    )

    def clean_postcode(self) -> str:
        closed = "".join(self.cleaned_data["postcode"].split()).upper()
        if closed and not POSTCODE.fullmatch(closed):
            raise forms.ValidationError("Postcode must be a whole one, such as XE1 1AA")
        return f"{closed[:-3]} {closed[-3:]}" if closed else ""

    def clean_told_on(self) -> date:
        try:
            days = read_days(self.cleaned_data["told_on"])
        except NotADate as problem:
            words = str(problem).replace("Date of birth", "The day they told us")
            raise forms.ValidationError(words) from None
        if days.first != days.last:
            raise forms.ValidationError("The day they told us must include a day and a month")
        if days.first > self.today:
            raise forms.ValidationError("The day they told us must be today or in the past")
        return days.first

    def clean(self) -> dict[str, Any]:
        cleaned = forms.Form.clean(self) or {}
        if not self.errors:
            for name, words in (("surname", "surname"), ("born", "date of birth")):
                if not cleaned.get(name):
                    self.add_error(name, f"Enter the {words}")
        return cleaned

    def __init__(self, typed: Any, *, on: date, today: date) -> None:
        super().__init__(typed, on=on)
        self.today = today

    def told(self) -> Told:
        said, asked = self.cleaned_data, self.asked()
        return Told(
            surname=said["surname"],
            forename=said["forename"],
            born=self.data["born"].strip(),
            date_of_birth=asked.day.isoformat() if asked.day else "",
            sex=said["sex"],
            upn=said["upn"],
            address=said["address"],
            postcode=said["postcode"],
            last_school=said["last_school"],
            told_by=said["told_by"],
            told_on=said["told_on"].isoformat(),
            source=said["source"],
            issue=said["issue"],
            words=said["words"],
        )


SAME, DIFFERENT, NOT_SURE = "same", "different", "not_sure"
ANSWERS: Final = (
    (SAME, "Same child"),
    (DIFFERENT, "Different child"),
    (NOT_SURE, "Not sure, ask a colleague"),
)


class AnswersForm(forms.Form):
    """For each child who was found, whether it is the one that the referral is about."""

    def __init__(self, typed: Any, *, children: Sequence[Child]) -> None:
        super().__init__(typed)
        self.children = children
        for child in children:
            words = f"Select whether {child.full_name}, {child.pk}, is the child"
            self.fields[f"is-{child.pk}"] = forms.ChoiceField(
                choices=ANSWERS, error_messages={"required": words, "invalid_choice": words}
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        same = [name for name, answer in cleaned.items() if answer == SAME]
        if same:
            for name in [*self.errors]:  # who it is settles the rest
                del self.errors[name]
        if len(same) > 1:
            self.add_error(
                same[1], "Only one of them can be the child. If they are one, decide that first"
            )
        return cleaned

    @property
    def same(self) -> str:
        """The reference of the child whom it is; empty where it is none of them."""
        return next((ref for ref, answer in self.answers.items() if answer == SAME), "")

    @property
    def answers(self) -> dict[str, str]:
        return {name.removeprefix("is-"): answer for name, answer in self.cleaned_data.items()}
