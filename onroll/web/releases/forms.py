"""What is asked of whoever drafts a report, writes its words, or does something with it."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django import forms

from onroll.figures.reports.catalogue import KINDS
from onroll.figures.writing.words import SECTIONS
from onroll.web.releases.files import WRITTEN

LONGEST: Final = 2_000


class DraftForm(forms.Form):
    """Which report, and of which day."""

    report = forms.ChoiceField(
        choices=[(kind.key, kind.title) for kind in KINDS],
        error_messages={"required": "Choose a report", "invalid_choice": "Choose a report"},
    )
    day = forms.DateField(
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"],
        error_messages={
            "required": "Enter the day that the report is of",
            "invalid": "Enter a real day, such as 30 September 2026",
        },
    )

    def __init__(self, data: Any = None, *, newest: date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.newest = newest

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > self.newest:
            newest = f"{self.newest.day} {self.newest:%B %Y}"
            raise forms.ValidationError(
                f"Enter a day that is not after {newest}: the record knows nothing later"
            )
        return day


def text(label: str, needed: str = "", *, longest: int = LONGEST) -> forms.CharField:
    return forms.CharField(
        label=label, required=bool(needed), max_length=longest,
        error_messages={
            "required": needed,
            "max_length": f"{label}: write {longest:,} characters or fewer",
        },
    )  # fmt: skip


class WordsForm(forms.Form):
    """The words beside the numbers. A committee is optional; with one, the paper is made."""

    headline = text(
        "Headline", "Enter a headline: what the numbers say, in a sentence", longest=200
    )
    why = text("Why it is so", "Enter why it is so, or that nobody knows")
    what_next = text("What happens next", "Enter what happens next, and who does it")
    committee = text("Committee", longest=200)
    meets_on = forms.DateField(
        label="Day of its meeting", required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"],
        error_messages={"invalid": "Enter a real day of the meeting, such as 7 December 2026"},
    )  # fmt: skip
    report_of = text("Report of", longest=200)
    sure = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in WRITTEN:
            self.fields[key] = text(SECTIONS[key])

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        if held.get("committee"):
            if not held.get("meets_on") and "meets_on" not in self.errors:
                self.add_error("meets_on", "Enter the day on which the committee meets")
            if not held.get("report_of"):
                self.add_error(
                    "report_of", "Enter whose report it is, such as Director of Education"
                )
        return held

    def written(self) -> dict[str, str]:
        """What was written, by field, as it is kept."""
        kept = {key: value for key, value in self.cleaned_data.items() if value and key != "sure"}
        return {key: value if isinstance(value, str) else value.isoformat()
                for key, value in kept.items()}  # fmt: skip


class NoteForm(forms.Form):
    """Why something is done: a release sent back or withdrawn, or what a correction puts right."""

    note = text("Note", "Enter why, in a sentence")
