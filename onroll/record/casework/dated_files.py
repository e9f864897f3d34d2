"""The council's dated data beside this module, read with a message that says where it is wrong."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any


class BadFile(ValueError):
    """A data file of casework that cannot be used: where, what was found, and what to do."""


class Dated:
    """What holds from a day on, until the first day on which it does not; None: no end is set."""

    in_force_from: date
    in_force_until: date | None

    def in_force_on(self, day: date) -> bool:
        return self.in_force_from <= day and not self.is_over(day)

    def is_over(self, day: date) -> bool:
        """Whether it holds no more."""
        return self.in_force_until is not None and self.in_force_until <= day


def source_text(name: str) -> str:
    return files("onroll.record.casework").joinpath(name).read_text(encoding="utf-8")


def entries(name: str, text: str) -> dict[str, Entry]:
    """Every entry of a file by key, in its order. Raises `BadFile` where one is no table."""
    try:
        held = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise BadFile(f"{name}: this is not TOML ({wrong}). Mend that line.") from None
    for key, of in held.items():
        if not isinstance(of, dict):
            raise BadFile(f"{name}, '{key}': found {of!r}. Write it under a heading of its own.")
    return {key: Entry(f"{name}, [{key}]", of) for key, of in held.items()}


@dataclass(frozen=True)
class Entry:
    """One heading of a file; each method gives a value of the kind asked for, or raises."""

    where: str
    held: Mapping[str, Any]

    def only(self, names: Iterable[str]) -> None:
        """Raises `BadFile` where the entry has a name that nobody reads."""
        known = set(names)
        for name in self.held:
            if name not in known:
                raise self.bad(name, f"Nobody reads it. There are: {', '.join(sorted(known))}")

    def text(self, name: str, default: str | None = None) -> str:
        value = self.held.get(name, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.bad(name, "Write it in words, in quotes")
        return value

    def one_of(self, name: str, allowed: Iterable[str], default: str | None = None) -> str:
        value, known = self.text(name, default), list(allowed)
        if value != default and value not in known:
            raise self.bad(name, f"Write one of: {', '.join(known)}")
        return value

    def texts(self, name: str, allowed: Iterable[str] | None = None) -> tuple[str, ...]:
        value = self.held.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.bad(name, "Write a list of words in quotes")
        known = None if allowed is None else set(allowed)
        if known is not None and not set(value) <= known:
            raise self.bad(name, f"Write only: {', '.join(sorted(known))}")
        return tuple(value)

    def yes(self, name: str) -> bool:
        value = self.held.get(name, False)
        if not isinstance(value, bool):
            raise self.bad(name, "Write true or false")
        return value

    def whole(self, name: str, *, least: int = 0) -> int:
        value = self.held.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise self.bad(name, f"Write a whole number from {least} up")
        return value

    def day(self, name: str) -> date:
        value = self.held.get(name)
        if type(value) is not date:
            raise self.bad(name, "Write a date such as 2026-09-01, without quotes")
        return value

    def days_in_force(self) -> tuple[date, date | None]:
        """From when, and from when no more; None where no end is set."""
        first = self.day("in_force_from")
        until = self.day("in_force_until") if "in_force_until" in self.held else None
        if until is not None and until <= first:
            raise self.bad("in_force_until", f"Give a day after {first}, or leave it out")
        return first, until

    def table(self, name: str) -> Entry:
        value = self.held.get(name)
        if not isinstance(value, dict):
            raise self.bad(name, "Write one line for each of its parts")
        return Entry(f"{self.where}, {name}", value)

    def bad(self, name: str, fix: str) -> BadFile:
        found = repr(self.held[name])[:60] if name in self.held else "nothing"
        return BadFile(f"{self.where}, {name}: found {found}. {fix}.")
