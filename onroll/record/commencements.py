"""Provisions of Acts, and the day each came into force: a law not yet in force is dated data."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


class UnknownProvision(KeyError):
    """No provision has this key."""


@dataclass(frozen=True)
class Provision:
    """A section of an Act. `in_force_from` is its first day in force, None while none is set."""

    key: str
    title: str
    act: str
    section: str
    source: str
    in_force_from: date | None

    def in_force_on(self, day: date) -> bool:
        """Whether it is law on a day; never while it has no date."""
        return self.in_force_from is not None and self.in_force_from <= day

    @property
    def cited(self) -> str:
        """Its section and Act: "Children's Wellbeing and Schools Act 2026, section 38"."""
        return f"{self.act}, {self.section}"

    @property
    def words(self) -> str:
        """When it holds, after what rests on it: "once … is in force (no date is set)"."""
        if self.in_force_from is None:
            dated = "no date is set"
        else:
            dated = f"from {self.in_force_from.day} {self.in_force_from:%B %Y}"
        return f"once “{self.title}” is in force ({dated})"


def source_text() -> str:
    return files("onroll.record").joinpath("commencements.toml").read_text(encoding="utf-8")


@cache
def provisions() -> dict[str, Provision]:
    """Every provision by key, in the order of the file."""
    return {key: read(key, held) for key, held in tomllib.loads(source_text()).items()}


def read(key: str, held: dict) -> Provision:
    return Provision(
        key,
        held["title"],
        held["act"],
        held["section"],
        held["source"],
        held.get("in_force_from"),
    )


def provision(key: str) -> Provision:
    """The provision with this key. Raises `UnknownProvision`."""
    try:
        return provisions()[key]
    except KeyError:
        raise UnknownProvision(
            f"No provision is called '{key}'. commencements.toml has: {', '.join(provisions())}."
        ) from None
