"""Checks a pair of files against the standard of explore education statistics."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from onroll.figures.ees.file_pair import Fault, FilePair, Level, read_table
from onroll.figures.ees.filter_checks import filters_divide, items_are_written
from onroll.figures.ees.metadata_checks import columns_are_there, each_is_said_to_be_something
from onroll.figures.ees.place_checks import Places, places_are_themselves, places_fit_their_level
from onroll.figures.ees.time_checks import periods_fit_their_identifier, times_are_of_one_family
from onroll.figures.ees.value_checks import no_row_is_there_twice, numbers_are_numbers

REST = (
    each_is_said_to_be_something, times_are_of_one_family, periods_fit_their_identifier,
    filters_divide, items_are_written, places_fit_their_level, numbers_are_numbers,
    no_row_is_there_twice,
)  # fmt: skip


def check(data_path: Path, metadata_path: Path, places: Places | None = None) -> list[Fault]:
    """What is wrong with a data file and its metadata, as `faults_of` says. Raises `NotAFile`
    for what is no CSV in UTF-8, and OSError for what cannot be read."""
    tables = [read_table(path.read_bytes(), path.name) for path in (data_path, metadata_path)]
    return faults_of(FilePair(*tables), places)


def faults_of(pair: FilePair, places: Places | None = None) -> list[Fault]:
    """What is wrong with a pair, in the order of the checks; where columns are missing, that alone.

    `places` are the department's lists; without them a place is not looked up.
    """
    found = list(columns_are_there(pair))
    if found:
        return found
    for each in REST:
        found += each(pair)
    return [*found, *places_are_themselves(pair, places)]


def passes(found: Iterable[Fault]) -> bool:
    """Whether a pair with these faults may be published: nothing fails, though it may warn."""
    return all(each.level is not Level.FAIL for each in found)
