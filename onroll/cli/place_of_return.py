"""The codes and names that a return gives its authority, from the Department's lists."""

from __future__ import annotations

import csv
from pathlib import Path

from onroll.cli.terminal import ExitCode, Stop
from onroll.figures.published.authorities import by_la_code
from onroll.figures.published.place_of_authority import NOT_LISTED, PARTS_OF_LONDON
from onroll.figures.termly_return import Place
from onroll.record.home import Authority


def place_of(authority: Authority, places: Path | None) -> Place:
    """The codes and names of an authority, from the department's list of regions and authorities;
    without it, and for one that is not on it, those that are not known are "x"."""
    rows: list[dict[str, str]] = []
    if places:
        try:
            with (places / "region_la_hierarchy.csv").open(encoding="utf-8-sig") as file:
                rows = [row for row in csv.DictReader(file)
                        if row["old_la_code"] == authority.la_code]  # fmt: skip
        except (OSError, KeyError):
            raise Stop(
                f"{places}: it has not the department's region_la_hierarchy.csv.",
                ExitCode.REFUSED,
            ) from None
    if not rows:
        return NOT_LISTED
    newest = max(rows, key=lambda row: row["new_la_code"][:3] == "E06")
    region = region_of(authority.la_code, newest["region_code"], newest["region_name"])
    return Place(authority.la_code, newest["new_la_code"], newest["la_name"], *region)


def region_of(la_code: str, region_code: str, region_name: str) -> tuple[str, str]:
    """The region as the returns are published: Inner London or Outer London, and not London."""
    part = by_la_code()[la_code][-1].part_of_london if la_code in by_la_code() else ""
    return PARTS_OF_LONDON.get(part, (region_code, region_name))
