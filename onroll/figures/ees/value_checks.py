"""Whether each number is a number or a symbol for none, and no row is there twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onroll.figures.ees.file_pair import Fault, FilePair, Level
from onroll.figures.ees.standard import DATA_COLUMNS, PLACE_COLUMNS, SYMBOLS

FAIL, WARN = Level.FAIL, Level.WARN
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
COUNTS = re.compile(r"(^|_)(count|number)$")


def numbers_are_numbers(pair: FilePair) -> Iterator[Fault]:
    """Of an indicator each cell is a number or a symbol: never empty, for a blank says nothing of
    why it is one."""
    listed = ", ".join(SYMBOLS)
    for meta in pair.indicators:
        name, unit = meta["col_name"], meta.get("indicator_unit", "")
        if unit == "numberstring":
            continue
        for number, row in enumerate(pair.data.rows, start=2):
            cell = row.get(name, "")
            words = ""
            if not cell.strip():
                words = f"{name} is empty. Write 0 for none, x for not available, or z"
            elif cell not in SYMBOLS and not NUMBER.fullmatch(cell):
                words = f"{cell} is no number. Write one without commas or %, or one of {listed}"
            if words:
                yield Fault("not_a_number", FAIL, "data", number, name, words)
            elif cell not in SYMBOLS and (words := odd(name, unit, cell)):
                yield Fault("odd_number", WARN, "data", number, name, words)


def odd(name: str, unit: str, cell: str) -> str:
    """What is odd about a number; "" where nothing is. The department takes such a file."""
    if COUNTS.search(name) and cell.startswith("-"):
        return f"{cell} is less than nothing, and {name} is a count"
    if unit == "%" and not 0 <= float(cell) <= 100:
        return f"{cell} % is not between 0 and 100. A change is in pp"
    return ""


def no_row_is_there_twice(pair: FilePair) -> Iterator[Fault]:
    """Of one time, place and item of each filter there is one row."""
    indicators = {row["col_name"] for row in pair.indicators}
    said = {row["col_name"] for row in pair.filters} | set(pair.groupings)
    of = [
        name for name in pair.data.columns
        if name not in indicators and name in said | PLACE_COLUMNS | set(DATA_COLUMNS)
    ]  # fmt: skip
    first: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(pair.data.rows, start=2):
        key = tuple(row.get(name, "") for name in of)
        before = first.setdefault(key, number)
        if before != number:
            words = f"Row {before} is of the same time, place and filters. Take out one of the two"
            yield Fault("row_twice", FAIL, "data", number, "", words)
