"""The documents of a case as its page lists them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from onroll.record.casework.document_kinds import catalogue
from onroll.web.access.roles import has_role
from onroll.web.cases.models import Case
from onroll.web.cases.permission import SIGNS, may_work
from onroll.web.cases.words import Entry
from onroll.web.documents.examining import SCAN_WORDS, Scan
from onroll.web.documents.file_types import TYPES
from onroll.web.documents.models import Document
from onroll.web.feeds.sizes import size_in_words


@dataclass(frozen=True)
class ShownDocument:
    """One document. `taken_back` is null while it stands, and else who took it back, and why."""

    document: Document
    title: str
    about: str
    scan: str
    taken_back: Entry | None
    may_download: bool
    may_take_back: bool


def documents_of(case: Case, entries: Iterable[Entry], user: Any) -> list[ShownDocument]:
    """The documents that somebody may know of, the newest first. `entries` is the chronology."""
    taken = {entry.number: entry.taken_back for entry in entries}
    documents = case.documents.select_related("by").order_by("-number")
    return [shown(each, taken.get(each.number), user) for each in documents]


def shown(document: Document, taken_back: Entry | None, user: Any) -> ShownDocument:
    kind = catalogue().get(document.what)
    return ShownDocument(
        document,
        kind.title if kind else document.what,
        f"{TYPES[document.ending].called}, {size_in_words(document.size)}",
        SCAN_WORDS[Scan(document.scan)],
        taken_back,
        taken_back is None or may_see_taken_back(user),
        taken_back is None and may_work(user),
    )


def may_see_taken_back(user: Any) -> bool:
    """Whether somebody may still download what was taken back: those who sign."""
    return has_role(user, SIGNS)
