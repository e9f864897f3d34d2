"""Letters as data: who each is for, which law is behind it, its words by the day they hold from.

A version is never changed once a letter was made from it: one with a later day takes its place.
An authority may write versions of its own in `letters.toml`; of two of one day its own holds.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final

GIVEN: Final = ("child", "forename", "born", "phone", "email")
"""What every letter may name without asking: of the child, and of whoever writes."""
NAMED: Final = re.compile(r"\{(\w+)\}")
KINDS: Final = ("text", "lines", "day")


class BadTemplate(ValueError):
    """A template cannot be used. The message says which, what was found and what is needed."""


@dataclass(frozen=True)
class Blank:
    """What whoever writes a letter fills in. `kind` is text, lines or day; `missing` is what is
    said where it is left empty.

    Of a day: `earliest` or `latest` is "today" where it may not be before or after the day of
    writing; `after` names another day, from which, that day counted, `threshold` are at least left.
    """

    name: str
    label: str
    missing: str
    hint: str = ""
    kind: str = "text"
    earliest: str = ""
    latest: str = ""
    after: str = ""
    threshold: str = ""


@dataclass(frozen=True)
class Version:
    """The words of a letter from a day on. A paragraph may begin with `## ` (a heading) or `- `."""

    starts_on: date
    own: bool
    subject: str
    body: tuple[str, ...]
    blanks: tuple[Blank, ...]

    @property
    def key(self) -> str:
        """2026-11-23; of an authority's own words, 2026-11-23-own."""
        return f"{self.starts_on:%Y-%m-%d}{'-own' if self.own else ''}"


@dataclass(frozen=True)
class LetterTemplate:
    """One letter, with its words by the day from which they hold.

    `step` is the step of casework that serving it is, and `step_on` the blank that says the day;
    both "" where it is none.
    """

    key: str
    title: str
    for_whom: str
    source: str
    channels: tuple[str, ...]
    step: str = ""
    step_on: str = ""
    versions: tuple[Version, ...] = field(default=())

    def on(self, day: date) -> Version:
        """The version that holds on a day; before the first, the first."""
        begun = [each for each in self.versions if each.starts_on <= day]
        return begun[-1] if begun else self.versions[0]

    def version(self, key: str) -> Version:
        """The version with this key. Raises `BadTemplate` where it was taken away."""
        for each in self.versions:
            if each.key == key:
                return each
        raise BadTemplate(
            f"{self.title}: no words of {key} are kept. Put them back: a letter was made from them."
        )


@cache
def catalogue() -> Mapping[str, LetterTemplate]:
    """The letters that come with onroll, by key and in the order of their titles."""
    folder = files("onroll.web.letters.catalogue")
    found = [
        read(item.name.removesuffix(".toml"), tomllib.loads(item.read_text(encoding="utf-8")))
        for item in folder.iterdir()
        if item.name.endswith(".toml")
    ]
    return {each.key: each for each in sorted(found, key=lambda each: each.title)}


def read(key: str, held: Mapping[str, Any]) -> LetterTemplate:
    return LetterTemplate(
        key=key,
        title=held["title"],
        for_whom=held["for_whom"],
        source=held["source"],
        channels=tuple(held["channels"]),
        step=held.get("step", ""),
        step_on=held.get("step_on", ""),
        versions=versions_of(key, held["versions"]),
    )


def versions_of(key: str, held: Iterable[Mapping[str, Any]], own: bool = False) -> tuple[Any, ...]:
    """The versions, the earliest first. Raises `BadTemplate` where one cannot be used."""
    found = []
    for each in held:
        blanks = tuple(Blank(name, **told) for name, told in each.get("fields", {}).items())
        version = Version(each["from"], own, each["subject"], tuple(each["body"]), blanks)
        check(key, version)
        found.append(version)
    return tuple(sorted(found, key=lambda version: version.starts_on))


def check(key: str, version: Version) -> None:
    """That a subject names nobody, and that what the words ask for and what is filled in agree."""
    where = f"The letter {key} of {version.key}"
    if NAMED.search(version.subject):
        raise BadTemplate(f"{where}: its subject names {{…}}. A subject names nobody: take it out.")
    asked = {name for words in version.body for name in NAMED.findall(words)} - set(GIVEN)
    blanks = {each.name for each in version.blanks}
    if asked != blanks:
        differ = ", ".join(sorted(asked ^ blanks))
        raise BadTemplate(f"{where}: {differ} is in the words or in the fields, and not in both.")
    if wrong := [each.name for each in version.blanks if each.kind not in KINDS]:
        raise BadTemplate(f"{where}: {wrong[0]} is of no kind. It may be {', '.join(KINDS)}.")
