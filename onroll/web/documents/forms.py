"""What is asked of whoever adds a document to a case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from onroll.record.casework.document_kinds import kinds_on
from onroll.record.casework.events import Kind
from onroll.web.cases.entries import Entry, line, one_of
from onroll.web.cases.words import Entry as Happened
from onroll.web.config.words import day
from onroll.web.documents.file_types import TYPES
from onroll.web.documents.storing import MOST_BYTES
from onroll.web.feeds.sizes import size_in_words

ACCEPTED: Final = ",".join([f".{ending}" for ending in TYPES] + [".jpeg", ".csv"])


class DocumentForm(Entry):
    """A file, what it is, and what it is evidence for: `events` are those that may be named."""

    kind, title, button = Kind.DOCUMENT_ADDED, "Add a document", "Keep this document"
    happened = "day it came"
    file = forms.Field(
        label="Choose the file",
        widget=forms.FileInput,
        error_messages={"required": "Choose the file to keep"},
    )
    what = one_of("Select what it is", "What is it?", [])
    description = line(
        "Enter what it says, in a few words", "What does it say, in a few words?",
        "Such as: why school was missed since September",
    )  # fmt: skip
    evidence_for = forms.ChoiceField(
        label="What is it evidence for?",
        help_text="Optional",
        required=False,
        widget=forms.Select,
        error_messages={"invalid_choice": "Select something from the list, or nothing"},
    )
    restricted = forms.BooleanField(
        label="Only for me and those who answer for safeguarding", required=False
    )

    def __init__(self, *args: Any, events: Sequence[Happened], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [  # type: ignore[attr-defined]
            (kind.key, kind.title) for kind in kinds_on(self.today)
        ]
        self.fields["evidence_for"].choices = [("", "Nothing in particular")] + [  # type: ignore[attr-defined]
            (str(each.number), f"Number {each.number}, {day(each.on)}: {each.title}")
            for each in events
            if each.taken_back is None
        ]

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if not file.size:
            raise ValidationError("The file is empty. Check that it was saved, and choose it again")
        if file.size > MOST_BYTES:
            raise ValidationError(
                f"The file is larger than {size_in_words(MOST_BYTES)}, the most that a document "
                "can have. Save it with smaller pictures, or in parts"
            )
        return file

    def told(self) -> dict[str, Any]:
        said = self.cleaned_data
        found: dict[str, Any] = {"title": said["description"], "what": said["what"]}
        if said["evidence_for"]:
            found["evidence_for"] = int(said["evidence_for"])
        return found | ({"restricted": True} if said["restricted"] else {})
