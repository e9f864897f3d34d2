"""What people answer about two children, and why they take an answer back."""

from __future__ import annotations

from typing import Final

from django import forms

from onroll.record.people.decisions import Verdict

ANSWERS: Final = (
    (Verdict.SAME, "Same child", "The two records become one child's, today."),
    (Verdict.DIFFERENT, "Different children", "They stay two, and no run will join them."),
    (
        Verdict.NOT_SURE,
        "Not sure, ask a colleague",
        "Nothing is joined. Others see that you asked.",
    ),
)


class WhyForm(forms.Form):
    why = forms.CharField(
        max_length=500,
        error_messages={
            "required": "Enter why, so that whoever looks again can follow it",
            "max_length": "The reason must be 500 characters or fewer",
        },
    )


class DecisionForm(WhyForm):
    """`shown` says which records and decisions the page was made of."""

    verdict = forms.ChoiceField(
        choices=[(value, words) for value, words, _ in ANSWERS],
        error_messages={
            "required": "Select whether they are the same child",
            "invalid_choice": "Select whether they are the same child",
        },
    )
    shown = forms.CharField(required=False)
    field_order = ("verdict", "why")
