"""The smallest number of children that is released: dated data, as the thresholds of rules are."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

from onroll.record.thresholds import Threshold, read

FILE: Final = "smallest_number.toml"


@cache
def held() -> Threshold:
    """Every value that it has had, with its source."""
    text = (files("onroll.figures.releasing") / FILE).read_text(encoding="utf-8")
    return read("smallest_number", tomllib.loads(text))


def smallest_number(day: date) -> int:
    """The smallest number that is released of a report of a day."""
    return int(held().on(day))
