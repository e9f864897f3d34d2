"""Dated numbers: how many days, sessions or hours a rule asks for, from when, and who says so."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


class UnknownThreshold(KeyError):
    """No threshold has this key."""


@dataclass(frozen=True)
class Threshold:
    """One number, and every value it has had.

    `values` are (first day, value) in order of date. A spell is judged by the value in force on
    the day it began; one that began before the first date is judged by the first value.
    """

    key: str
    title: str
    unit: str
    authority: str
    source: str
    values: tuple[tuple[date, float], ...]

    def on(self, day: date) -> float:
        """The value in force on a day."""
        return next((v for since, v in reversed(self.values) if since <= day), self.values[0][1])

    @property
    def words(self) -> str:
        """The value as it stands now, with its unit: "42 days"."""
        return f"{self.values[-1][1]:g} {self.unit}"


def source_text() -> str:
    return files("onroll.record").joinpath("thresholds.toml").read_text(encoding="utf-8")


def version() -> str:
    """Twelve characters that change when any threshold does; a run is stamped with them."""
    return hashlib.sha256(source_text().encode()).hexdigest()[:12]


@cache
def thresholds() -> dict[str, Threshold]:
    """Every threshold by key, in the order of the file."""
    return {key: read(key, held) for key, held in tomllib.loads(source_text()).items()}


def read(key: str, held: dict) -> Threshold:
    values = sorted((date.fromisoformat(since), float(v)) for since, v in held["from"].items())
    return Threshold(
        key, held["title"], held["unit"], held["authority"], held["source"], tuple(values)
    )


def threshold(key: str) -> Threshold:
    """The threshold with this key. Raises `UnknownThreshold`."""
    try:
        return thresholds()[key]
    except KeyError:
        raise UnknownThreshold(
            f"No threshold is called '{key}'. thresholds.toml has: {', '.join(thresholds())}."
        ) from None
