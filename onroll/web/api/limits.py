"""The numbers of the API on a day (`limits.toml`)."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def numbers() -> dict[str, Any]:
    text = files("onroll.web.api").joinpath("limits.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def limit(key: str, day: date) -> int:
    """The number in force on a day, or the first before there was one. Raises KeyError."""
    dated = numbers()[key]["from"]
    since = [start for start in sorted(dated) if start <= day.isoformat()]
    return int(dated[since[-1] if since else min(dated)])
