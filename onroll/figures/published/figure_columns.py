"""Which columns of a published file are indicators, and which are filters."""

from __future__ import annotations

from collections import Counter

from onroll.figures.ees.file_pair import NotAFile, read_table
from onroll.figures.ees.standard import FILTER, INDICATOR
from onroll.figures.published.csv_columns import OF_TIME_AND_PLACE, Columns
from onroll.figures.published.observations import as_number, symbol_of
from onroll.figures.published.refusals import NotTaken, shown


def kinds(columns: Columns, metadata: bytes | None) -> tuple[dict[str, tuple[str, str]], list[str]]:
    """The label and unit of each indicator, and the filters. Raises `NotTaken`."""
    told: dict[str, dict[str, str]] = {}
    if metadata is not None:
        try:
            rows = read_table(metadata, f"the metadata of {columns.name}").rows
        except NotAFile as why:
            raise NotTaken(f"{why}.") from None
        told = {row.get("col_name", ""): row for row in rows}
    groups = {row.get("filter_grouping_column", "") for row in told.values()}
    labels: dict[str, tuple[str, str]] = {}
    filters: list[str] = []
    for column, cells in columns.held.items():
        if column in OF_TIME_AND_PLACE:
            continue
        row = told.get(column, {})
        kind = row.get("col_type") or guessed(columns.name, column, cells)
        if kind == INDICATOR and column not in groups:
            check_numbers(columns.name, column, cells)
            labels[column] = (row.get("label") or column, row.get("indicator_unit", ""))
        else:
            filters.append(column)
    if not labels:
        raise NotTaken(
            f"{columns.name}: no column has numbers. A file of published figures has at least one. "
            "Choose the data file, and not its metadata or guidance."
        )
    return labels, filters


def guessed(name: str, column: str, cells: list[str]) -> str:
    """Whether a column of which nothing is told has numbers. Raises `NotTaken` for one that is
    half numbers or more and has words among them: one of the two is a mistake."""
    many = Counter(cells)
    words = {text for text in many if as_number(text) is None and symbol_of(text) is None}
    if not words:
        return INDICATOR
    numbers = sum(times for text, times in many.items() if as_number(text) is not None)
    if 2 * numbers >= len(cells):
        check_numbers(name, column, cells)
    return FILTER


def check_numbers(name: str, column: str, cells: list[str]) -> None:
    """Raises `NotTaken` with the first cell that is neither a number nor a symbol."""
    wrong = {
        text for text in set(cells) if as_number(text) is None and symbol_of(text) is None
    }  # fmt: skip
    if wrong:
        number, text = next((n, c) for n, c in enumerate(cells, start=2) if c in wrong)
        raise NotTaken(
            f"{name}, row {number:,}, {column}: {shown(text)} is neither a number nor a symbol "
            "such as c, x or z. Download the file again; nothing of it was loaded."
        )
