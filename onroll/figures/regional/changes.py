"""How the total of each authority moved since the snapshot before, in a number and in words.

What was hidden, not sent or left blank at either end has no change, and never 0. There is none
from or to a number that may be of one part alone, which would be the change of what was counted;
nor between numbers of two definitions, which would be the change of the definition.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from onroll.figures.regional.received import days, received_for
from onroll.figures.regional.snapshot import AgreedFigure
from onroll.figures.regional.table import ROUNDED_TO, RegionalTable, regional_table
from onroll.figures.reports.numbers import Given, Symbol
from onroll.figures.rounding import half_up
from onroll.record.home import Home

OF_ONE_PART: Final = "no change is given: one number alone, and nothing says that it is the total"
OTHER_DEFINITION: Final = "no change is given: the definition changed"
WHY_NONE: Final[dict[Symbol, str]] = {
    "c": "hidden in one of the two snapshots",
    "x": "not in both snapshots",
    "z": "left blank in one of the two snapshots",
}


@dataclass(frozen=True)
class Changes:
    """`since` is the day of the snapshot before; `of` has by authority the change of its total, of
    which the note says it in words; `together` that of all that are in it."""

    since: date
    of: Mapping[str, Given]
    together: Given

    @property
    def finding(self) -> str:
        """How many authorities went up, down and stayed, and of how many it cannot be said."""
        values = [each.value for each in self.of.values() if each.value is not None]
        many = {
            "up": sum(each > 0 for each in values), "down": sum(each < 0 for each in values),
            "as before": sum(each == 0 for each in values),
        }  # fmt: skip
        told = ", ".join(f"{n} {words}" for words, n in many.items())
        rest = len(self.of) - len(values)
        return f"{told}. Of {rest} no change can be given." if rest else f"{told}."


def changes_of(home: Home, table: RegionalTable) -> Changes | None:
    """The changes since the newest earlier day for which somebody of the region sent the measure;
    null for none."""
    for day in days(home):
        if day < table.day:
            before = regional_table(table.region, day, table.measure, received_for(home, day))
            if before.sent:
                return changes(table, before)
    return None


def changes(table: RegionalTable, before: RegionalTable) -> Changes:
    """The change of each authority of a table since the same table of an earlier day."""
    earlier = {row.la_code: row.figure for row in before.rows}
    of = {row.la_code: change_of(row.figure, earlier.get(row.la_code)) for row in table.rows}
    return Changes(before.day, of, together(table, list(of.values())))


def together(table: RegionalTable, found: Sequence[Given]) -> Given:
    """The sum of the changes that there are, rounded as sums of the table are where one is hidden.
    The note says of how many authorities it is."""
    numbers = [each.value for each in found if each.value is not None]
    hidden = sum(each.symbol == "c" for each in found)
    said = f"{len(numbers)} of {len(found)}"
    if not numbers:
        return Given(None, "c" if hidden else "x", said)
    if table.definitions_differ and not table.compared_anyway:
        return Given(None, "z", f"{said}; not added up, because definitions differ")
    if not hidden:
        return Given(Decimal(sum(numbers)), note=said)
    return Given(
        half_up(sum(numbers), -1),
        note=f"{said}; rounded to {ROUNDED_TO} because a number is hidden",
    )


def change_of(now: AgreedFigure | None, before: AgreedFigure | None) -> Given:
    """The change of one authority's total. The note is in words."""
    if now is None or before is None:
        return Given(None, "x", WHY_NONE["x"])
    if now.may_be_of_both or before.may_be_of_both:
        return Given(None, "z", OF_ONE_PART)
    for each in (now.total, before.total):
        if each.number is None:
            symbol = each.symbol or "x"
            return Given(None, symbol, WHY_NONE.get(symbol, WHY_NONE["x"]))
    if now.counted_as != before.counted_as:
        return Given(None, "z", OTHER_DEFINITION)
    assert now.total.number is not None and before.total.number is not None
    return Given(
        Decimal(now.total.number - before.total.number),
        note=moved(before.total.number, now.total.number),
    )


def moved(before: int, now: int) -> str:
    """Up from 50 to 53; down from 53 to 50; 50 as before."""
    if before == now:
        return f"{now:,} as before"
    return f"{'up' if now > before else 'down'} from {before:,} to {now:,}"
