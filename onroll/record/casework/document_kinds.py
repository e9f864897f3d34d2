"""What a document of a case can be: a closed list, each entry from a day on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from onroll.record.casework.dated_files import Dated, entries, source_text

FILE: Final = "document_kinds.toml"


@dataclass(frozen=True)
class DocumentKind(Dated):
    """One kind of document. `in_force_until` is the first day on which it is given no more; None
    where no end is set."""

    key: str
    title: str
    in_force_from: date
    in_force_until: date | None
    source: str


@cache
def catalogue() -> dict[str, DocumentKind]:
    """Every kind there ever was, by key, in order. Raises `BadFile` for a file that is wrong."""
    return read(source_text(FILE))


def read(text: str) -> dict[str, DocumentKind]:
    """The kinds that a file tells of. Raises `BadFile`, with where, what and how to mend it."""
    found = {}
    for key, of in entries(FILE, text).items():
        of.only(("title", "in_force_from", "in_force_until", "source"))
        first, until = of.days_in_force()
        found[key] = DocumentKind(key, of.text("title"), first, until, of.text("source"))
    return found


def kinds_on(day: date) -> list[DocumentKind]:
    """The kinds that may be given to a document on a day, in the order of the list."""
    return [kind for kind in catalogue().values() if kind.in_force_on(day)]
