"""What an authority puts into its snapshot: counts that are protected, with their definition."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Final

from onroll.figures.regional.cells import Cell, cell_of
from onroll.figures.regional.only_sums import NotASnapshot, may_be_of_one_child
from onroll.figures.regional.snapshot import AgreedFigure, Snapshot, check
from onroll.figures.reports.report import Table
from onroll.record.definitions import CATALOGUE

SMALL: Final = 5
"""A number from 1 to below this is a child whom somebody knows, and is not sent."""
NUMBERS: Final = ("known", "not_known", "total")


def definition_said(figure: AgreedFigure) -> AgreedFigure:
    """The figure with the formula and version of a definition of ours where nobody wrote them.

    The version stands for the words of the formula: two authorities have the same one if they count
    by the same words, whatever else of onroll they have.
    """
    ours = next((each for each in CATALOGUE if each.key == figure.definition), None)
    if ours is None or figure.formula:
        return figure
    return replace(figure, formula=ours.words, version=figure.version or version_of(ours.words))


def version_of(formula: str) -> str:
    return hashlib.sha256(formula.encode()).hexdigest()[:8]


def may_be_sent(snapshot: Snapshot, least: int = SMALL) -> None:
    """Raises `NotASnapshot` for a number that is too small to be sent, or without a definition."""
    for each in snapshot.figures:
        for name in NUMBERS:
            number = getattr(each, name).number
            if number and number < least:
                raise NotASnapshot(
                    f"{each.measure}, {name}: a number from 1 to {least - 1} may give a child "
                    "away. Hide it: write c, and hide one more."
                )
        if not each.definition or not each.formula:
            raise NotASnapshot(
                f"{each.measure}: the definition is not said. Write its key, its version and its "
                "formula in words, so that others can tell whether they count alike."
            )


def from_table(
    table: Table, labels: tuple[str, ...], figure: AgreedFigure, where: str = "the table"
) -> AgreedFigure:
    """A figure with the numbers of one row of a protected table: its columns `known`, `not_known`
    and `total`, as the table has them.

    Raises `NotASnapshot` where a column could be of one child, a number is no count, or the row is
    not there.
    """
    for key, _ in table.by:
        if may_be_of_one_child(key):
            raise NotASnapshot(
                f"{where}: the column '{key}' could be of one child, and nothing of one child may "
                "be sent. Take a table without it."
            )
    row = next((each for each in table.rows if each.labels == labels), None)
    if row is None:
        raise NotASnapshot(f"{where}: there is no row {', '.join(labels)}. Choose another.")
    held: dict[str, Cell] = {}
    for column, number in zip(table.columns, row.numbers, strict=True):
        if column.key in NUMBERS:
            try:
                held[column.key] = cell_of(number)
            except ValueError as why:
                raise NotASnapshot(f"{where}, {column.key}: {why}. Take a count.") from None
    if set(held) != set(NUMBERS):
        raise NotASnapshot(f"{where}: it needs the columns {', '.join(NUMBERS)}.")
    found = replace(figure, known=held["known"], not_known=held["not_known"], total=held["total"])
    check(found, where)
    return found
