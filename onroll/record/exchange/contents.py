"""What each kind of message may tell of a child, read from `contents.toml`: that and no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

from onroll.record.casework.dated_files import Dated, Entry, entries
from onroll.record.exchange.messages import BadMessage, Kind

FILE: Final = "contents.toml"
NAMES: Final = (
    "title", "purpose", "expires_days", "in_force_from", "in_force_until", "source", "needed",
    "optional",
)  # fmt: skip
LONGEST: Final = 2_000
"""The most characters that a field may have: a case is handed over, not its file."""


@dataclass(frozen=True)
class Contents(Dated):
    """What one kind of message tells. `needed` and `optional` give, by name of a field, what it is
    called on a page. `expires_days` after it was made, its sealed file opens no more."""

    kind: Kind
    title: str
    purpose: str
    expires_days: int
    source: str
    needed: Mapping[str, str]
    optional: Mapping[str, str]
    in_force_from: date
    in_force_until: date | None

    @property
    def fields(self) -> dict[str, str]:
        """Every field, in the order in which a page shows them."""
        return {**self.needed, **self.optional}


@cache
def catalogue() -> dict[Kind, Contents]:
    """What may be told, for every kind of message."""
    return read(files("onroll.record.exchange").joinpath(FILE).read_text(encoding="utf-8"))


def read(text: str) -> dict[Kind, Contents]:
    """The contents in a text. Raises `BadFile` where a line is wrong, and says which."""
    held = entries(FILE, text)
    found = {Kind(key): contents_of(Kind(key), held[key]) for key in held if key in set(Kind)}
    for key, entry in held.items():
        if key not in set(Kind):
            raise entry.bad("title", f"There is no such message. There is: {', '.join(Kind)}")
    return found


def contents_of(kind: Kind, entry: Entry) -> Contents:
    entry.only(NAMES)
    first, until = entry.days_in_force()
    return Contents(
        kind, entry.text("title"), entry.text("purpose"), entry.whole("expires_days", least=1),
        entry.text("source"), titles(entry, "needed"), titles(entry, "optional"), first, until,
    )  # fmt: skip


def titles(entry: Entry, name: str) -> dict[str, str]:
    if name not in entry.held:
        return {}
    table = entry.table(name)
    return {field: table.text(field) for field in table.held}


def check_told(kind: Kind, told: Mapping[str, str]) -> None:
    """Raises `BadMessage` where a message tells a field that is not for it, or lacks one it needs.

    The fault names fields, never what is in them.
    """
    contents = catalogue()[kind]
    if more := sorted(set(told) - set(contents.fields)):
        raise BadMessage(
            f"'{kind}' does not tell {', '.join(more)}. It may tell: "
            f"{', '.join(contents.fields) or 'nothing'}."
        )
    if lacking := [name for name in contents.needed if not str(told.get(name, "")).strip()]:
        raise BadMessage(f"'{kind}' has nothing for {', '.join(lacking)}. Add that.")
    for name, words in told.items():
        if not isinstance(words, str) or len(words) > LONGEST:
            raise BadMessage(f"{name} must be words, at most {LONGEST:,} characters. Shorten it.")
