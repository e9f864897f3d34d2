"""What people type to protect a child, and to end it."""

from __future__ import annotations

from django import forms

from onroll.web.shields.models import KINDS


class WhyForm(forms.Form):
    """A reason, for whoever looks at this again."""

    why = forms.CharField(
        max_length=500,
        error_messages={
            "required": "Enter why",
            "max_length": "The reason must be 500 characters or fewer",
        },
    )


class ProtectForm(WhyForm):
    kind = forms.ChoiceField(
        choices=list(KINDS.items()),
        error_messages={
            "required": "Select what the child is protected from",
            "invalid_choice": "Select one of the reasons shown",
        },
    )
    field_order = ("kind", "why")


class AnswerForm(WhyForm):
    """What a second person says to ending a protection."""

    answer = forms.ChoiceField(
        choices=[("end", "Yes, end the protection"), ("keep", "No, keep the protection")],
        error_messages={
            "required": "Select whether the protection should end",
            "invalid_choice": "Select yes or no",
        },
    )
    field_order = ("answer", "why")
