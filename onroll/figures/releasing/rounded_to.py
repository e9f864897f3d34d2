"""To what released counts are rounded: dated data, as the smallest number is. 1 is not rounded."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

from onroll.record.thresholds import Threshold, read

FILE: Final = "rounded_to.toml"


@cache
def held() -> Threshold:
    """Every value that it has had, with its source."""
    text = (files("onroll.figures.releasing") / FILE).read_text(encoding="utf-8")
    return read("rounded_to", tomllib.loads(text))


def rounded_to(day: date) -> int:
    """The base to whose nearest multiple the counts of a report of a day are rounded."""
    return int(held().on(day))
