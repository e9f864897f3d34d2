"""What people type on the pages about children."""

from __future__ import annotations

from datetime import date

from django import forms
from django.http import QueryDict

from onroll.record.definitions import CATALOGUE
from onroll.web.children.dates import Days, NotADate, read_days
from onroll.web.children.search import Search
from onroll.web.config.words import day as words_of


class SearchForm(forms.Form):
    """A name, UPN or reference, a date of birth, a definition: any of them, in any combination."""

    words = forms.CharField(
        required=False,
        max_length=200,
        error_messages={"max_length": "Name, UPN or reference must be 200 characters or fewer"},
    )
    born = forms.CharField(
        required=False,
        max_length=40,
        error_messages={"max_length": "Date of birth must be 40 characters or fewer"},
    )
    definition = forms.ChoiceField(
        choices=[("", "All children"), *((each.key, each.title) for each in CATALOGUE)],
        required=False,
        error_messages={"invalid_choice": "Select a list from those shown"},
    )

    def clean_born(self) -> Days | None:
        text = self.cleaned_data["born"]
        try:
            return read_days(text) if text else None
        except NotADate as problem:
            raise forms.ValidationError(str(problem)) from None

    def search(self) -> Search:
        """What was asked; a field that could not be read asks nothing."""
        cleaned = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return Search(
            cleaned.get("words", "").strip(), cleaned.get("born"), cleaned.get("definition", "")
        )


class AnotherDateForm(forms.Form):
    """The day on which to see a record, typed as three numbers: `latest` or a day before it."""

    day = forms.IntegerField()
    month = forms.IntegerField()
    year = forms.IntegerField()

    def __init__(self, typed: QueryDict, *, latest: date) -> None:
        super().__init__(typed)
        self.latest = latest

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        missing = [part for part in ("day", "month", "year") if part not in cleaned]
        if missing:
            raise forms.ValidationError(f"Date must include a {missing[0]}")
        try:
            cleaned["as_of"] = date(cleaned["year"], cleaned["month"], cleaned["day"])
        except (ValueError, OverflowError):
            raise forms.ValidationError("Date must be a real date") from None
        if cleaned["as_of"] > self.latest:
            raise forms.ValidationError(
                f"Date must be {words_of(self.latest)} or earlier. Later days are not known yet"
            )
        return cleaned
