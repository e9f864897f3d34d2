"""Whether each row is of a place of its level, and is that place under its own code."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from onroll.figures.ees.file_pair import Fault, FilePair, Level, Row
from onroll.figures.ees.standard import AUTHORITY, LEVELS, NATIONAL, REGIONAL, level_named

FAIL, WARN = Level.FAIL, Level.WARN

COUNTRY = ("country_code", "country_name")

COUNTRIES = {
    ("E92000001", "England"), ("W92000004", "Wales"), ("S92000003", "Scotland"),
    ("N92000002", "Northern Ireland"), ("K03000001", "Great Britain"),
    ("K02000001", "United Kingdom"), ("K04000001", "England and Wales"),
}  # fmt: skip
"""Codes and names of countries. Source: ONS code register."""

NO_PLACE = {("x", "Not available"), ("z", "Not applicable")}
"""What stands in the place of a code and a name that are not known, or do not exist."""


@dataclass(frozen=True)
class Places:
    """The department's lists: authorities as (new code, name, old code), and regions as (code,
    name). An authority that has had two codes is there with each."""

    authorities: frozenset[tuple[str, str, str]]
    regions: frozenset[tuple[str, str]]


def places_of(authorities: str, regions: str) -> Places:
    """The lists in the two CSV texts that the department publishes with its screener. Raises
    `KeyError`, with the column, for a text that is not such a list."""
    held = csv.DictReader(io.StringIO(authorities, newline=""))
    return Places(
        frozenset((row["new_la_code"], row["la_name"], row["old_la_code"]) for row in held),
        frozenset(
            (row["region_code"], row["region_name"])
            for row in csv.DictReader(io.StringIO(regions, newline=""))
        ),
    )


def places_fit_their_level(pair: FilePair) -> Iterator[Fault]:
    """A row has the columns of its level filled in; one of the country, a region or an authority
    those of what it lies in, and no smaller place's."""
    columns = {level.name: set(level.columns) for level in LEVELS}
    regions_said = any(
        row.get("region_code") for row in pair.data.rows
        if row.get("geographic_level") == AUTHORITY
    )  # fmt: skip
    smaller = {
        level.name: [
            column for column in pair.data.columns
            if any(column in held for name, held in columns.items()
                   if name not in (NATIONAL, *level.within, level.name))
        ]
        for level in LEVELS if level.name in (NATIONAL, REGIONAL, AUTHORITY)
    }  # fmt: skip
    for number, row in enumerate(pair.data.rows, start=2):
        level = level_named(row.get("geographic_level", ""))
        if level is None:
            yield Fault(
                "geographic_level", FAIL, "data", number, "geographic_level",
                f"{row.get('geographic_level') or 'Nothing'} is no level of the standard: write "
                f"{NATIONAL}, {REGIONAL} or {AUTHORITY}",
            )  # fmt: skip
            continue
        for column in smaller.get(level.name, ()):
            if row[column]:
                words = f"{row[column]} does not belong to a row of {level.name}. Leave it empty"
                yield Fault("place_of_another_level", FAIL, "data", number, column, words)
        for column in dict.fromkeys((*COUNTRY, *level.columns)):
            if not row.get(column) and not is_of_no_place(row, column):
                words = f"A row of {level.name} needs {column}"
                yield Fault("place_missing", FAIL, "data", number, column, words)
        if level.name == AUTHORITY and not row.get("region_code"):
            words = f"Say in which region {row.get('la_name')} lies"
            found = FAIL if regions_said else WARN
            yield Fault("region_missing", found, "data", number, "region_code", words)


def is_of_no_place(row: Row, column: str) -> bool:
    """Whether an old code may be empty: an authority that is not known has none."""
    return column == "old_la_code" and row.get("new_la_code") in ("x", "z")


def places_are_themselves(pair: FilePair, places: Places | None) -> Iterator[Fault]:
    """A code and a name are one place's: of a country; and, with the department's lists, of a
    region and an authority. Without the lists a code must at least have one name."""
    seen: set[tuple[str, ...]] = set()
    for number, row in enumerate(pair.data.rows, start=2):
        country = (row.get("country_code", ""), row.get("country_name", ""))
        region = (row.get("region_code", ""), row.get("region_name", ""))
        authority = tuple(row.get(key, "") for key in ("new_la_code", "la_name", "old_la_code"))
        looked_up: list[tuple[str, tuple[str, ...], Collection[tuple[str, ...]] | None]] = [
            ("country_code", country, COUNTRIES),
            ("region_code", region, places.regions if places else None),
            ("new_la_code", authority, places.authorities if places else None),
        ]
        for name, found, known in looked_up:
            if found in seen or not any(found) or found[:2] in NO_PLACE:
                continue
            seen.add(found)
            if known is not None and found not in known and not is_outside(found):
                words = f"{', '.join(filter(None, found))} is no place of the department's list"
                yield Fault("place_not_known", FAIL, "data", number, name, words)
    names: dict[tuple[int, str], str] = {}
    for found in sorted(seen):
        held = names.setdefault((len(found), found[0]), found[1])
        if held != found[1]:
            words = f"{found[0]} is {held} and {found[1]}. One code has one name"
            yield Fault("code_of_two_names", FAIL, "data", None, "", words)


def is_outside(found: tuple[str, ...]) -> bool:
    """Whether it is a row for what lies outside of the list, with no code that is a place's."""
    return found[0] in ("x", "z")
