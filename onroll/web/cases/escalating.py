"""What is asked of whoever escalates a case, and writes down the answer, as forms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django import forms

from onroll.record.casework.escalation import ladder
from onroll.record.casework.events import Kind
from onroll.web.access.models import Role, User
from onroll.web.cases.entries import Entry, in_future, line, one_of, words
from onroll.web.people.days import DayField
from onroll.web.people.listing import on as held_on

ACCOUNTABLE: Final = "accountable_person"

ANSWERS: Final = {
    "took_it_on": "They took it on",
    "refused": "They refused",
    "done": "It is done",
}
"""What may come of an escalation. Only "done" ends it."""


class EscalateForm(Entry):
    """A step of the ladder, to whom it went, and by when an answer is asked for."""

    kind, title, button = Kind.ESCALATED, "Escalate", "Keep that it was escalated"
    happened = "day it was escalated"
    step = one_of("Select the step", "Which step?", [])
    director = forms.TypedChoiceField(
        label="The named accountable person",
        help_text="Where the step is to tell them",
        coerce=int,
        required=False,
        empty_value=None,
        widget=forms.Select,
    )
    to_whom = line("", "To whom?", "A name or an office, where it is not that person",
                   required=False)  # fmt: skip
    words = words("Enter what you told them", "What did you tell them?", "What happened, and why")
    answer_by = DayField(called="day by which they should answer")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [  # type: ignore[attr-defined]
            (each.key, each.title) for each in ladder().values() if each.in_force_on(self.today)
        ]
        self.directors = {user.pk: user.full_name for user in accountable(self.today)}
        self.fields["director"].choices = [  # type: ignore[attr-defined]
            ("", "Choose who it goes to"),
            *self.directors.items(),
        ]

    def clean_answer_by(self) -> date | None:
        day = self.cleaned_data["answer_by"]
        called = "Day by which they should answer"
        return in_future(day, self.today, called) if day else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("step") == ACCOUNTABLE:
            if not cleaned.get("director") and "director" not in self.errors:
                self.add_error("director", "Select the named accountable person")
        elif "step" in cleaned and not cleaned.get("to_whom"):
            self.add_error("to_whom", "Enter to whom it went")
        return cleaned

    def told(self) -> dict[str, Any]:
        """To whom it went by name; a director also by number, where the step is to tell them."""
        found = super().told()
        director = found.pop("director", None)
        if found["step"] != ACCOUNTABLE:
            return found
        return found | {"director": director, "to_whom": self.directors[director]}


class EscalationAnswerForm(Entry):
    """What whoever it went to answered. It is kept, and the case goes on."""

    kind, title, about = Kind.ANSWERED, "Record the answer", "escalated"
    button = "Keep this answer"
    happened = "day of the answer"
    answer = one_of(
        "Select what they answered", "What did they answer?", list(ANSWERS.items()),
        "A refusal is kept. The step stays until what called for it is over",
    )  # fmt: skip
    words = words("Enter what they said", "What did they say?")

    def clean_on(self) -> date:
        day = super().clean_on()
        escalated = self.stands.escalations.get(self.of or 0)
        if escalated and day < escalated.on:
            raise forms.ValidationError("Day of the answer is before it was escalated")
        return day


def accountable(day: date) -> Iterable[User]:
    """Those to whom a breach goes by name: who holds the role of director on a day, by name."""
    held = held_on(day).filter(role=Role.DIRECTOR.value)
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("full_name")
