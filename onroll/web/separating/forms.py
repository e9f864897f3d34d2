"""What an officer says when a record holds two children, and when that was a mistake."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from django import forms

from onroll.web.cases.record_of_case import with_their_cases
from onroll.web.children.models import SourceRecord

CHANGED = (
    "The source records of this child changed after you opened this page. Check them, select again "
    "and press the button once more"
)


class SeparateForm(forms.Form):
    """Which of a child's source records are another child's, and why.

    `shown` stands for the records that the page showed: a night's feeds may have come since.
    `instead_of` is a standing decision that they are one child, which this one is to replace.
    """

    record = forms.MultipleChoiceField(required=False)
    shown = forms.CharField(required=False)
    instead_of = forms.IntegerField(required=False)
    why = forms.CharField(
        max_length=500,
        error_messages={
            "required": "Enter why they are not the same child",
            "max_length": "The reason must be 500 characters or fewer",
        },
    )

    def __init__(self, typed: Any, records: Sequence[SourceRecord]) -> None:
        super().__init__(typed)
        self.all = [row.record_id for row in records]
        self.fields["record"] = forms.MultipleChoiceField(
            required=False,
            choices=[(record, record) for record in self.all],
            error_messages={"invalid_choice": CHANGED, "invalid_list": CHANGED},
        )

    def clean_record(self) -> tuple[str, ...]:
        ticked = set(self.cleaned_data["record"])
        if self.data.get("shown", "") != self.as_shown:
            raise forms.ValidationError(CHANGED)
        if not ticked:
            raise forms.ValidationError("Select the records that are another child's")
        if len(ticked) == len(self.all):
            raise forms.ValidationError(
                "Leave at least one record out: what you do not select stays with this child"
            )
        apart = with_their_cases(ticked, self.all)
        return tuple(record for record in self.all if record in apart)

    @property
    def as_shown(self) -> str:
        """What stands for the records of the child as they are now, for the page to send back."""
        return hashlib.sha256("\n".join(self.all).encode()).hexdigest()[:32]

    @property
    def ticked(self) -> list[str]:
        """What was ticked, for the page to show again."""
        field = self["record"].value()
        return list(field) if isinstance(field, list) else []

    @property
    def rest(self) -> tuple[str, ...]:
        """The records that stay. Only of a form that is right."""
        ticked = self.cleaned_data["record"]
        return tuple(record for record in self.all if record not in ticked)


class TakeBackForm(forms.Form):
    why = forms.CharField(
        max_length=500,
        error_messages={
            "required": "Enter why it is taken back",
            "max_length": "The reason must be 500 characters or fewer",
        },
    )
