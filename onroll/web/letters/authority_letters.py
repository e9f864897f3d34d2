"""What an authority says of its own letters, in `letters.toml`: letterhead, words, Notify.

Read afresh where it changed, so that a new telephone number needs no new start.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from onroll.record.home import Home
from onroll.web.letters.templates import LetterTemplate, catalogue, versions_of

FILE: Final = "letters.toml"
LOGOS: Final = (".png", ".jpg", ".jpeg", ".svg")
NOTIFY: Final = "https://api.notifications.service.gov.uk"


class NoLetterhead(ValueError):
    """The file is not there, or a line of it is wrong. The message says which, and what to do."""


@dataclass(frozen=True)
class Letterhead:
    """Who writes. `logo` and `docx` are files of the home; null where there is none."""

    name: str
    address: tuple[str, ...]
    phone: str
    email: str
    logo: Path | None = None
    logo_alt: str = ""
    docx: Path | None = None


@dataclass(frozen=True)
class NotifyAccount:
    """How GOV.UK Notify is asked. The key is not here: it is in `ONROLL_NOTIFY_KEY`.

    `email_template` is the template of the council's Notify account that says ((subject)) and
    ((body)). With `stand_in` nothing is sent: what would be is recorded in the home.
    """

    base_url: str = NOTIFY
    email_template: str = ""
    stand_in: bool = False


@dataclass(frozen=True)
class AuthorityLetters:
    """The letters of one authority: its letterhead, every template with its own words, Notify."""

    letterhead: Letterhead
    notify: NotifyAccount
    templates: Mapping[str, LetterTemplate] = field(default_factory=dict)


MADE_UP: Final = {
    "address": ["Education Service", "County Hall", "Example Town", "XE1 1AA"],
    "phone": "01632 960 001",
    "email": "education@exampleshire.example",
}
"""Of a made-up authority that has no file: a telephone number that is nobody's."""


def authority_letters(home: Home) -> AuthorityLetters:
    """The letters of a home. Raises `NoLetterhead` and `BadTemplate`, in words."""
    file = home.path / FILE
    changed = file.stat().st_mtime_ns if file.exists() else 0
    return read_letters(home.path, changed)


@lru_cache(maxsize=8)
def read_letters(path: Path, _changed: int) -> AuthorityLetters:
    home, file = Home(path), path / FILE
    if file.exists():
        try:
            held = tomllib.loads(file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as reason:
            raise NoLetterhead(f"{FILE} cannot be read as TOML ({reason}). Correct it.") from None
    elif home.authority.demo:
        held = {"letterhead": MADE_UP, "notify": {"stand_in": True}}
    else:
        raise NoLetterhead(
            f"There is no {FILE} in the folder of this service's record. It says whose letters "
            "these are: write [letterhead] with address, phone and email."
        )
    told = {"name": home.authority.name} | held.get("letterhead", {})
    return AuthorityLetters(
        letterhead_of(told, path),
        account_of(held.get("notify", {})),
        {key: with_own(each, held.get("own", {})) for key, each in catalogue().items()},
    )


def letterhead_of(told: Mapping[str, Any], home: Path) -> Letterhead:
    for line in ("address", "phone", "email"):
        if not told.get(line):
            raise NoLetterhead(f"{FILE}: [letterhead] has no {line}. Add it.")
    logo, docx = (home / told[each] if told.get(each) else None for each in ("logo", "docx"))
    for file in (logo, docx):
        if file is not None and not file.is_file():
            raise NoLetterhead(f"{FILE}: {file.name} is not in the home. Put it there.")
    if logo and logo.suffix.lower() not in LOGOS:
        raise NoLetterhead(f"{FILE}: the logo must be one of {', '.join(LOGOS)}.")
    if logo and not told.get("logo_alt"):
        raise NoLetterhead(f"{FILE}: say in logo_alt what the logo says to who cannot see it.")
    return Letterhead(
        told["name"], tuple(told["address"]), told["phone"], told["email"],
        logo, told.get("logo_alt", ""), docx,
    )  # fmt: skip


def account_of(told: Mapping[str, Any]) -> NotifyAccount:
    unknown = set(told) - set(NotifyAccount.__dataclass_fields__)
    if unknown:
        raise NoLetterhead(f"{FILE}: [notify] has a line {min(unknown)} that is not known.")
    return NotifyAccount(**told)


def with_own(template: LetterTemplate, own: Mapping[str, Any]) -> LetterTemplate:
    """A template with the authority's own versions among the others, by day and then own last."""
    versions = (*template.versions, *versions_of(template.key, own.get(template.key, ()), True))
    return replace(
        template, versions=tuple(sorted(versions, key=lambda each: (each.starts_on, each.own)))
    )
