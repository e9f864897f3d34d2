"""Which authorities a region has on a day: the Department's regions, and groups of one's own."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from onroll.figures.published.authorities import (
    INNER,
    NINE,
    OUTER,
    authorities_of,
    authority_on,
)
from onroll.figures.regional.only_sums import NotASnapshot
from onroll.record.home import Home
from onroll.record.local_authorities import LOCAL_AUTHORITIES

GROUPS: Final = "groups.csv"
COLUMNS: Final = ("region", "la_code", "authority")


@dataclass(frozen=True)
class Region:
    """`members` are three digits and name of each authority, by name."""

    key: str
    name: str
    members: tuple[tuple[str, str], ...]

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(code for code, _ in self.members)


def key_of(name: str) -> str:
    return re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")


def regions_on(home: Home, day: date) -> dict[str, Region]:
    """Every region by key: groups of one's own first, then the Department's as they were on a day,
    London whole and in its two parts."""
    found = {each.key: each for each in own_groups(home)}
    for name in (*NINE, INNER, OUTER):
        members = tuple((each.la_code, each.name) for each in authorities_of(name, day))
        found.setdefault(key_of(name), Region(key_of(name), name, members))
    return found


def region_of(home: Home, la_code: str, day: date) -> str:
    """The key of the region in which an authority is looked for first: a group of one's own, or the
    Department's region; "" where it is in none."""
    return next((key for key, each in regions_on(home, day).items() if la_code in each.codes), "")


def own_groups(home: Home) -> list[Region]:
    path = home.region / GROUPS
    return groups_in(path.read_text(encoding="utf-8"), GROUPS) if path.exists() else []


def keep_groups(home: Home, path: Path) -> list[Region]:
    """Keep a file of groups of one's own, in the place of the one before. Raises `NotASnapshot`."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as why:
        raise NotASnapshot(f"{path}: it cannot be read ({why.strerror}). Check it.") from None
    except UnicodeDecodeError:
        raise NotASnapshot(f"{path.name}: this is not in UTF-8. Save it as CSV UTF-8.") from None
    found = groups_in(text, path.name)
    home.region.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = home.region / f".{GROUPS}"
    beside.write_text(text, encoding="utf-8")
    beside.replace(home.region / GROUPS)
    return found


def groups_in(text: str, name: str) -> list[Region]:
    """The groups in a CSV text of `COLUMNS`; `authority` may be left out of the Department's own.
    Raises `NotASnapshot`."""
    members: dict[str, dict[str, str]] = defaultdict(dict)
    try:
        held = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        if lacking := set(COLUMNS[:2]) - set(held.fieldnames or ()):
            raise NotASnapshot(
                f"{name}, row 1: there is no column {', '.join(sorted(lacking))}. It needs region "
                "and la_code, one row for each authority."
            )
        for number, row in enumerate(held, start=2):
            region, code = ((row.get(each) or "").strip() for each in COLUMNS[:2])
            if not key_of(region) or code not in LOCAL_AUTHORITIES:
                raise NotASnapshot(
                    f"{name}, row {number}: '{region[:40]}', '{code[:12]}'. It needs the name of a "
                    "region and the three digits of an authority. Correct it."
                )
            there = authority_on(code, date.max)
            told = (row.get("authority") or "").strip()
            members[region][code] = told or (there.name if there else code)
    except csv.Error as why:
        raise NotASnapshot(f"{name}: it cannot be read as CSV ({why}). Save it again.") from None
    return [
        Region(key_of(region), region, tuple(sorted(of.items(), key=lambda each: each[1])))
        for region, of in members.items()
    ]
