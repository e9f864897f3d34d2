"""What is asked of whoever asks to close a case, and of the second person, as forms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from onroll.record.casework.closing import what_closing_needs
from onroll.record.casework.events import Event, Kind
from onroll.record.casework.exhausted import may_sign_exhausted
from onroll.record.casework.outcomes import GROUPS, outcomes_on
from onroll.web.cases.entries import Entry, line, words
from onroll.web.people.days import DayField


class AskToCloseForm(Entry):
    """An outcome, and all that it needs: what is missing is said field by field.

    `clocks` are those still running, each key with its words: of each it is asked why it need not
    stop the closing. `siblings` are those linked of whom nobody has said how it stands with them,
    each reference with the name: of each that is asked.
    """

    kind, title, button = Kind.CLOSE_ASKED, "Ask to close", "Ask to close"
    happened = "day of asking"
    outcome = forms.ChoiceField(
        label="How does it end?",
        widget=forms.Select,
        error_messages={"required": "Select how it ends", "invalid_choice": "Select how it ends"},
    )
    seen_on = DayField(called="day the child was seen")
    seen_by = line("", "Who saw the child?", required=False)
    evidence = words("Enter the evidence", "Evidence", "What shows it, and where it is kept")
    destination = line("", "Where do they go?", "A school, an authority or a country",
                       required=False)  # fmt: skip
    destination_on = DayField(called="day from which they are there")
    authority_told = line("", "Which authority was told?", required=False)
    follow_up = line("", "What was agreed for later?", required=False)

    def __init__(
        self, *args: Any, clocks: Mapping[str, str], siblings: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.clocks, self.siblings = clocks, siblings
        groups = [
            (title, [(o.key, o.title) for o in outcomes_on(self.today) if o.group == group])
            for group, title in GROUPS.items()
        ]
        flat = [(key, f"{title}: {words}") for title, held in groups for key, words in held]
        self.fields["outcome"].choices = [("", "Choose how it ends"), *flat]  # type: ignore[attr-defined]
        for key, called in clocks.items():
            self.fields[f"clock-{key}"] = line(
                "", f"Still running: {called}. Why need it not stop the closing?", required=False
            )
        for child, name in siblings.items():
            self.fields[f"sibling-{child}"] = line(
                "", f"Brother or sister: {name}. How does it stand with them?", required=False
            )

    def told(self) -> dict[str, Any]:
        found = super().told()
        found["clocks"] = {
            key: found.pop(f"clock-{key}") for key in self.clocks if f"clock-{key}" in found
        }
        found["siblings"] = {
            child: found.pop(f"sibling-{child}")
            for child in self.siblings
            if f"sibling-{child}" in found
        }
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        day = cleaned["on"]
        written = datetime.combine(day, time.min, UTC)
        asked = Event(0, self.kind, day, written, "", self.told())
        needed = what_closing_needs(
            self.stands,
            asked,
            day,
            clocks_left=list(self.clocks),
            siblings_left=list(self.siblings),
        )
        for each in needed:
            name = each.field.replace("clocks.", "clock-").replace("siblings.", "sibling-")
            self.add_error(name if name in self.fields else None, each.words)
        return cleaned


class SignForm(Entry):
    """Closing what somebody else asked to close, with the same outcome."""

    kind, title, button = Kind.CLOSED, "Close this case", "Close it"
    happened = "day of closing"
    words = words("", "Note", required=False)

    def told(self) -> dict[str, Any]:
        asked = self.stands.close_asked
        outcome = {"outcome": asked.text("outcome")} if asked else {}
        return super().told() | outcome


class RefuseForm(Entry):
    """The case goes on: what is missing."""

    kind, title, button = Kind.CLOSE_REFUSED, "Let the case go on", "Let it go on"
    happened = "day of the answer"
    why = words("Enter what is missing", "What is missing?")


class ExhaustedForm(Entry):
    """A signature that every enquiry was made and the child was not found. `signs` is an email."""

    kind, title = Kind.EXHAUSTED_SIGNED, "Sign that every enquiry was made"
    button = "Sign"
    happened = "day of signing"
    why = words("Enter what you checked", "What did you check?")

    def __init__(self, *args: Any, signs: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signs = signs

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if refused := may_sign_exhausted(self.stands, self.today, self.signs):
            raise ValidationError(refused)
        return cleaned
