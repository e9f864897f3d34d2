"""Whether each filter divides the rows, has a total, and its items are written one way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from onroll.figures.ees.file_pair import Fault, FilePair, Level
from onroll.figures.ees.standard import ITEM_AT_MOST, NOT_TOTAL, TOTAL

FAIL, WARN = Level.FAIL, Level.WARN


def filters_divide(pair: FilePair) -> Iterator[Fault]:
    """A filter of one item is none; one without a total cannot be added up by whoever reads it."""
    for row in pair.filters:
        name = row["col_name"]
        items = Counter(each.get(name, "") for each in pair.data.rows)
        if len(items) < 2:
            yield Fault(
                "filter_of_one", FAIL, "data", None, name,
                f"{name} is {next(iter(items), 'nothing')} in every row. Take it out of the "
                "metadata",
            )  # fmt: skip
        default = row.get("filter_default") or TOTAL
        if default not in items:
            wrong = next((item for item in items if item.strip().casefold() in NOT_TOTAL), "")
            if wrong:
                words = f"Write {TOTAL} in the place of {wrong}"
                yield Fault("total_otherwise", FAIL, "data", None, name, words)
            else:
                words = f"{name} has no {default}. Add rows for it, or name a filter_default"
                yield Fault("total_missing", WARN, "data", None, name, words)


def items_are_written(pair: FilePair) -> Iterator[Fault]:
    """No item is empty, has a space at an end, is too long, or is written in two ways."""
    for name in (*(row["col_name"] for row in pair.filters), *pair.groupings):
        first: dict[str, int] = {}
        for number, row in enumerate(pair.data.rows, start=2):
            first.setdefault(row.get(name, ""), number)
        alike: dict[str, str] = {}
        for item, number in first.items():
            words = ""
            if not item.strip():
                words = f"{name} is empty. Write what it is, or {TOTAL}"
            elif item != item.strip():
                words = f"'{item}' has a space at its beginning or end"
            elif len(item) > ITEM_AT_MOST:
                words = f"{item[:30]}… must have at most {ITEM_AT_MOST} characters"
            elif item.casefold() in alike:
                words = f"{item} and {alike[item.casefold()]} differ only in capitals"
            if words:
                yield Fault("filter_item", FAIL, "data", number, name, words)
            alike.setdefault(item.casefold(), item)
