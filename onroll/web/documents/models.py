"""Documents of cases. What is in each is a file in the home, under its SHA-256."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from onroll.web.access.models import User
from onroll.web.cases.models import Case
from onroll.web.documents.examining import Scan
from onroll.web.documents.file_types import TYPES


class Document(models.Model):
    """One document. Rows are only ever added; `number` is that of its event in the case.

    `ending` is its type, one of `file_types.TYPES`, as its content says; `size` is in bytes. `what`
    is one of `casework.document_kinds`. `name` is what it was called where it came from, and is
    shown only. `restricted`: for its writer and those who answer for safeguarding. `on` is the day
    on which it came. `token` is that of the form: a form sent twice keeps one document.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    number = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    size = models.IntegerField()
    ending = models.CharField(max_length=4)
    what = models.CharField(max_length=40)
    description = models.CharField(max_length=200)
    name = models.CharField(max_length=150)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    on = models.DateField()
    restricted = models.BooleanField(default=False)
    scan = models.CharField(max_length=12, choices=[(scan.value, scan.value) for scan in Scan])
    token = models.CharField(max_length=32, unique=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["case", "number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["case", "number"], name="one_document_of_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.case.reference}-{self.number}"

    @property
    def file_name(self) -> str:
        """What it is called once it is downloaded: it names no child."""
        return f"{self}.{self.ending}"

    @property
    def media(self) -> str:
        return TYPES[self.ending].media
