"""Local authorities and regions of England: which codes are whose, and from when to when.

`authorities.csv` is the Department for Education's list of authorities (dfe-published-data-qa,
data/las.csv, with the part of London of its local authority interactive tool), Open Government
Licence v3.0. An authority keeps its number of three digits when its boundary moves, and gets a new
code of nine signs. Codes of nine signs begin in 2009: before that the oldest stands.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

ENGLAND: Final = "England"
LONDON, INNER, OUTER = "London", "Inner London", "Outer London"
NINE: Final = (
    "North East", "North West", "Yorkshire and The Humber", "East Midlands", "West Midlands",
    "East of England", LONDON, "South East", "South West",
)  # fmt: skip

OTHER_NAMES: Final = {
    "london (inner)": INNER, "london (outer)": OUTER,
    "yorkshire and humber": NINE[2], "yorkshire & the humber": NINE[2],
}  # fmt: skip
"""What published files call a region besides its name, in small letters."""


@dataclass(frozen=True)
class Authority:
    """An authority under one code. `part_of_london` is "" outside of London; both days are within,
    and `ends_on` is null while the code is in use."""

    la_code: str
    code: str
    name: str
    region: str
    part_of_london: str
    starts_on: date
    ends_on: date | None

    def there_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    @property
    def words(self) -> str:
        """E10000002 until 31 March 2020."""
        last = self.ends_on
        until = f" until {last.day} {last:%B %Y}" if last else ""
        first = self.starts_on
        since = f" since {first.day} {first:%B %Y}" if first.year > 2009 and not last else ""
        return f"{self.code}{until}{since}"


@cache
def authorities() -> tuple[Authority, ...]:
    """Every authority under each of its codes, by number and first day."""
    text = files("onroll.figures.published").joinpath("authorities.csv").read_text("utf-8")
    found = [
        Authority(
            row["la_code"], row["code"], row["name"], row["region"], row["part_of_london"],
            date.fromisoformat(row["starts_on"]),
            date.fromisoformat(row["ends_on"]) if row["ends_on"] else None,
        )
        for row in csv.DictReader(text.splitlines())
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: (each.la_code, each.starts_on)))


@cache
def by_la_code() -> dict[str, tuple[Authority, ...]]:
    """Each authority by its three digits: under all its codes, the oldest first."""
    found: dict[str, list[Authority]] = defaultdict(list)
    for each in authorities():
        found[each.la_code].append(each)
    return {la_code: tuple(held) for la_code, held in found.items()}


@cache
def la_code_of() -> dict[str, str]:
    """The three digits that belong to a code of nine signs."""
    return {each.code: each.la_code for each in authorities()}


def authority_on(la_code: str, day: date) -> Authority | None:
    """An authority as it was on a day; its oldest or newest code outside of all it had; null for
    digits that are no authority's."""
    held = by_la_code().get(la_code)
    if held is None:
        return None
    return next((each for each in held if each.there_on(day)), held[0 if day.year < 2010 else -1])


def authorities_of(region: str, day: date) -> tuple[Authority, ...]:
    """The authorities that lie in a region, or in a part of London, on a day, by name."""
    found = [
        each for each in authorities()
        if region in (each.region, each.part_of_london) and each.there_on(day)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: each.name))


def region_named(name: str) -> str | None:
    """The region that a published file means, Inner and Outer London too; null for any other."""
    plain = " ".join(name.lower().split())
    known = {each.lower(): each for each in (*NINE, INNER, OUTER)}
    return known.get(plain) or OTHER_NAMES.get(plain)


def regions_in_words(names: set[str]) -> str:
    """How a file divides England: into nine regions, or into ten with London in two."""
    found = {region for name in names if (region := region_named(name))}
    if not found:
        return "no regions"
    parts, rest = found & {INNER, OUTER}, found - {LONDON, INNER, OUTER}
    if len(rest) < len(NINE) - 1 or len(parts) == 1:
        return f"some regions only: {', '.join(sorted(found))}"
    if parts and LONDON in found:
        return "nine regions, and Inner and Outer London beside them"
    return "ten regions: Inner and Outer London" if parts else "nine regions: London is one"
