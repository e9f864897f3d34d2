"""Whether the columns are those of the standard, and the metadata say what each of them is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from onroll.figures.ees.file_pair import Fault, FilePair, Level, Row, Table
from onroll.figures.ees.standard import (
    DATA_COLUMNS,
    FILTER,
    INDICATOR,
    LABEL_AT_MOST,
    METADATA_COLUMNS,
    MORE_METADATA_COLUMNS,
    NAME_AT_MOST,
    PLACE_COLUMNS,
    UNITS,
)

NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
FAIL, WARN = Level.FAIL, Level.WARN


def columns_are_there(pair: FilePair) -> Iterator[Fault]:
    """Every column that each of the two files must have, once, and no row wider or narrower."""
    for file, table, needed in (
        ("data", pair.data, DATA_COLUMNS), ("metadata", pair.metadata, METADATA_COLUMNS),
    ):  # fmt: skip
        for name in needed:
            if name not in table.columns:
                yield Fault("column_missing", FAIL, file, None, name, f"Add the column {name}")
        for name, many in Counter(table.columns).items():
            if many > 1:
                yield Fault("column_twice", FAIL, file, None, name, f"{name} is there {many} times")
        yield from right_width(file, table)
    known = (*METADATA_COLUMNS, *MORE_METADATA_COLUMNS)
    for name in pair.metadata.columns:
        if name not in known:
            yield Fault(
                "metadata_column_not_known", FAIL, "metadata", None, name,
                f"{name or 'An empty heading'} is no column of the metadata. Take it out",
            )  # fmt: skip


def right_width(file: str, table: Table) -> Iterator[Fault]:
    for row in table.ragged:
        words = f"The row has more or fewer cells than the {len(table.columns)} columns"
        yield Fault("row_width", FAIL, file, row, "", words)
    if not table.rows:
        yield Fault("no_rows", FAIL, file, None, "", "The file has no rows")


def each_is_said_to_be_something(pair: FilePair) -> Iterator[Fault]:
    """Each row of the metadata is of a column of the data, is a filter or an indicator, and has a
    label of its own; each column of the data that is no time or place has such a row."""
    labels = Counter(row.get("label", "").casefold() for row in pair.metadata.rows)
    said = set()
    for number, row in enumerate(pair.metadata.rows, start=2):
        name = row.get("col_name", "")
        said.add(name)
        for check, column, words in faults_of_row(pair, row, labels):
            yield Fault(check, FAIL, "metadata", number, column, words)
    grouping = set(pair.groupings)
    for name in pair.data.columns:
        if name not in said | grouping | PLACE_COLUMNS | set(DATA_COLUMNS):
            yield Fault(
                "column_not_in_metadata", WARN, "data", None, name,
                f"{name} is in no row of the metadata, and will not be shown",
            )  # fmt: skip
    if not pair.indicators:
        yield Fault("no_indicator", FAIL, "metadata", None, "", "No column is an Indicator")


def faults_of_row(pair: FilePair, row: Row, labels: Counter[str]) -> Iterator[tuple[str, str, str]]:
    """What is wrong with one row of the metadata: the check, the column, and words."""
    name, kind, label = (row.get(key, "") for key in ("col_name", "col_type", "label"))
    if name not in pair.data.columns:
        yield "not_in_data", "col_name", f"{name or 'An empty name'} is no column of the data"
    if name in PLACE_COLUMNS or name in DATA_COLUMNS:
        yield "time_or_place", "col_name", f"{name} is a time or a place. Take the row out"
    if not NAME.fullmatch(name) or len(name) > NAME_AT_MOST:
        yield (
            "name", "col_name",
            f"{name} must be small letters, digits and _, begin with a letter, and have at most "
            f"{NAME_AT_MOST} characters",
        )  # fmt: skip
    if kind not in (FILTER, INDICATOR):
        yield "col_type", "col_type", f"{kind or 'Nothing'} must be {FILTER} or {INDICATOR}"
    if not label.strip():
        yield "label_missing", "label", f"Give {name} a label"
    elif labels[label.casefold()] > 1:
        yield "label_twice", "label", f"{label} is the label of more than one column"
    elif len(label) > LABEL_AT_MOST:
        yield "label_length", "label", f"{label[:30]}… must have at most {LABEL_AT_MOST} characters"
    yield from faults_of_kind(pair, row, kind)


def faults_of_kind(pair: FilePair, row: Row, kind: str) -> Iterator[tuple[str, str, str]]:
    unit, places = row.get("indicator_unit", ""), row.get("indicator_dp", "")
    if kind == FILTER:
        for column in ("indicator_unit", "indicator_dp", "indicator_grouping"):
            if row.get(column):
                yield f"filter_{column}", column, "Leave it empty: this is a filter"
        group = row.get("filter_grouping_column", "")
        if group and group not in pair.data.columns:
            yield (
                "grouping_not_in_data",
                "filter_grouping_column",
                f"{group} is no column of the data",
            )
    if kind == INDICATOR:
        if unit not in UNITS:
            listed = ", ".join(filter(None, UNITS))
            yield "indicator_unit", "indicator_unit", f"{unit} must be empty or one of {listed}"
        if places and not (places.isascii() and places.isdigit()):
            yield "indicator_dp", "indicator_dp", f"{places} must be a whole number, or empty"
        for column in ("filter_hint", "filter_grouping_column"):
            if row.get(column):
                yield f"indicator_{column}", column, "Leave it empty: this is an indicator"
