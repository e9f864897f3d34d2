"""What people send and say when they load a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from onroll.record.feeds import CATALOGUE, Feed, Question
from onroll.record.feeds.column_mapping import SYSTEMS, Mapping
from onroll.record.feeds.matching import heading_keys, positions
from onroll.record.feeds.preview import Preview
from onroll.record.feeds.survey import ENDINGS
from onroll.web.feeds.sizes import size_in_words

KINDS = "CSV, tab-separated text, XLSX, XLSM, XLS, ODS, XML, Parquet or a ZIP of these"
FEEDS = [("", "Work it out from the file"), *((feed.key, feed.title) for feed in CATALOGUE)]


class SendForm(forms.Form):
    """One or several files to check. What they are may be said; else each file is asked."""

    chosen = forms.Field(required=False, widget=forms.FileInput)
    feed = forms.ChoiceField(
        choices=FEEDS,
        required=False,
        error_messages={"invalid_choice": "Select what the file is from the list"},
    )

    def __init__(
        self,
        typed: Any = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        *,
        feed: str = "",
    ) -> None:
        super().__init__(typed, files, initial={"feed": feed})
        self.sent: list[UploadedFile] = files.getlist("chosen") if files else []

    def clean(self) -> dict[str, Any]:
        if words := next(filter(None, map(why_not, self.sent)), ""):
            self.add_error("chosen", words)
        elif not self.sent:
            self.add_error("chosen", "Select the file to load")
        elif sum(file.size or 0 for file in self.sent) > settings.MOST_UPLOAD_BYTES:
            self.add_error(
                "files", too_large("These files are", sum(f.size or 0 for f in self.sent))
            )
        return super().clean() or {}


def why_not(file: UploadedFile) -> str:
    """What is wrong with a file before it is read, in words; empty where nothing is."""
    name, size = file.name or "The file", file.size or 0
    if not size:
        return f"{name} is empty. Check that the export is complete and select it again"
    if size > settings.MOST_UPLOAD_BYTES:
        return too_large(f"{name} is", size)
    if Path(name).suffix.lower() not in ENDINGS:
        return f"{name} is not a kind of file that can be loaded. Export it as {KINDS}"
    return ""


def too_large(what: str, size: int) -> str:
    most = size_in_words(settings.MOST_UPLOAD_BYTES)
    return (
        f"{what} {size_in_words(size)}. At most {most} can be sent at once. Send fewer files, or "
        "ask whoever looks after this service to load it with the command onroll load"
    )


class ColumnsForm(forms.Form):
    """What a file is, where it is from, and which of its headings is which column."""

    feed = forms.ChoiceField(
        choices=FEEDS[1:],
        error_messages={
            "required": "Select what the file is",
            "invalid_choice": "Select what the file is from the list",
        },
    )
    system = forms.ChoiceField(
        choices=list(SYSTEMS.items()),
        error_messages={
            "required": "Select the system the file comes from",
            "invalid_choice": "Select the system the file comes from, from the list",
        },
    )
    header_row = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=100,
        error_messages={
            "invalid": "The row of the headings must be a number, such as 1",
            "min_value": "The row of the headings must be 1 or more",
            "max_value": "The row of the headings must be one of the first 100",
        },
    )
    month_first = forms.BooleanField(required=False)

    def __init__(self, typed: Any, *, feed: Feed, preview: Preview) -> None:
        earlier = preview.mapping
        initial = {
            "feed": feed.key,
            "system": earlier.system if earlier else "generic",
            "header_row": preview.header_row,
            "month_first": earlier.month_first if earlier else False,
        }
        initial |= {f"column_{place}": name for place, name in preview.matched.items()}
        super().__init__(typed, initial=initial)
        self.of, self.preview = feed, preview
        choices = [("", "Not used"), *((each.name, each.title) for each in feed.columns)]
        for place, heading in enumerate(preview.headings):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                choices=choices,
                required=False,
                label=heading or f"Column {place + 1}, which has no heading",
            )

    def clean(self) -> dict[str, Any]:
        """Every needed column must be said, and no column twice.

        It is not asked where the file is said to be something else, or to begin elsewhere: the
        headings are then others, or of other columns.
        """
        cleaned = super().clean() or {}
        if self.errors or self.begins_anew(cleaned):
            return cleaned
        said: dict[str, int] = {}
        for place, name in self.said(cleaned).items():
            if name in said:
                title = self.of.column(name).title
                both = f"'{self.heading(said[name])}' and '{self.heading(place)}'"
                self.add_error(
                    f"column_{place}",
                    f"{both} are both said to be {title}. Choose one, and 'Not used' for the other",
                )
            said.setdefault(name, place)
        missing = [c.title for c in self.of.columns if c.required and c.name not in said]
        if missing and not self.errors:
            self.add_error(
                f"column_{next(iter(self.preview.unknown), 0)}",
                f"Select which column is {' and which is '.join(missing)}. Each file of "
                f"{self.of.title} has {'it' if len(missing) == 1 else 'them'}",
            )
        return cleaned

    def begins_anew(self, cleaned: dict[str, Any]) -> bool:
        return cleaned["feed"] != self.of.key or (
            cleaned["header_row"] not in (None, self.preview.header_row)
        )

    def heading(self, place: int) -> str:
        return self.preview.headings[place]

    def said(self, cleaned: dict[str, Any]) -> dict[int, str]:
        """For each heading that is a column, the column's name."""
        return {
            place: name
            for place in range(len(self.preview.headings))
            if (name := cleaned.get(f"column_{place}", ""))
        }

    def mapping(self) -> Mapping:
        """What was said and could not have been told from the file."""
        said, headings = self.cleaned_data, self.preview.headings
        earlier = self.preview.mapping
        columns, row = {}, said["header_row"]
        if not self.begins_anew(said):
            row = earlier.header_row if earlier else None
            chosen = self.said(said)
            told = {at: name for name, all_ in positions(self.of, headings).items() for at in all_}
            columns = {
                key: chosen.get(place, "")
                for place, key in enumerate(heading_keys(headings))
                if chosen.get(place) != told.get(place)
            }
        return Mapping(
            feed=said["feed"],
            system=said["system"],
            columns=columns,
            header_row=row,
            month_first=said["month_first"],
        )

    def is_worth_keeping(self) -> bool:
        """Whether something was said that the next file of this system need not be asked."""
        mapping = self.mapping()
        return bool(mapping.columns or mapping.month_first or mapping.header_row)


class CommitForm(forms.Form):
    """The answer to each question about a file: that it is to be loaded all the same."""

    def __init__(self, typed: Any, questions: Sequence[Question]) -> None:
        super().__init__(typed)
        self.questions = questions
        for question in questions:
            self.fields[name_of(question)] = forms.BooleanField(
                error_messages={
                    "required": f"{question.problem.partition(': ')[0]}. Confirm that this is "
                    "right, or put the file aside"
                }
            )


def name_of(question: Question) -> str:
    """What a question's box is called in a form: `rows.fallen` is `rows-fallen`."""
    return question.rule_id.replace(".", "-")


class WithdrawForm(forms.Form):
    why = forms.CharField(
        max_length=500,
        error_messages={
            "required": "Enter why this load is withdrawn",
            "max_length": "The reason must be 500 characters or fewer",
        },
    )
