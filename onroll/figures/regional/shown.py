"""A regional table in an order, cut to some authorities, as a report and as a file."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Final, Literal

import pyarrow as pa

from onroll.figures.comparison import NEITHER_GOOD_NOR_BAD
from onroll.figures.regional.table import Part, RegionalRow, RegionalTable
from onroll.figures.reports.numbers import Given
from onroll.figures.reports.report import Column, Report, Row, Table

Order = Literal["name", "sent", "total", "rate"]
ORDERS: Final[tuple[Order, ...]] = ("name", "sent", "total", "rate")
PARTS: Final[tuple[Part, ...]] = ("known", "not_known", "total")
COLUMNS: Final = (
    Column("known", "Known"), Column("not_known", "Not known"), Column("total", "Total"),
    Column("rate", "Per 1,000 children", places=1),
)  # fmt: skip
NOT_IN: Final = "What was not sent is in no sum."


def in_order(rows: Collection[RegionalRow], by: Order) -> list[RegionalRow]:
    """By name, by the day of sending or from the highest number; what is not there comes last."""

    def key(row: RegionalRow) -> tuple[bool, Decimal, str]:
        number: Decimal | None = Decimal(0)
        if by == "sent":
            number = Decimal(row.sent_on.toordinal()) if row.sent_on else None
        elif by in ("total", "rate"):
            found = row.cell("total").given if by == "total" else row.rate
            number = None if found.value is None else -found.value
        return number is None, number or Decimal(0), row.authority

    return sorted(rows, key=key)


def regional_report(table: RegionalTable) -> Report:
    """The table as a report: one row for each authority, and one for what was sent so far."""
    rows = [
        Row(
            (row.authority, row.definition, row.sent_on.isoformat() if row.sent_on else "",
             row.note),
            (*(row.cell(part).given for part in PARTS), row.rate),
        )
        for row in table.rows
    ]  # fmt: skip
    sums = tuple(table.sums[part].number for part in PARTS)
    rows.append(Row(("Sent so far", "", "", table.sums["total"].words), (*sums, table.rate)))
    missing = [row.authority for row in table.rows if row.figure is None]
    return Report(
        "regional_snapshot", f"{table.title}: {table.region.name}", table.region.name, table.day,
        None, tuple(table.definitions),
        (
            Table(
                "authorities", table.title, "children",
                (("authority", "Authority"), ("definition", "Definition"), ("sent", "Sent"),
                 ("note", "Note")),
                COLUMNS, tuple(rows), notes=(NEITHER_GOOD_NOR_BAD, NOT_IN, *cautions(table)),
            ),
        ),
        findings=(f"{table.sent} of {len(table.rows)} authorities sent their numbers.",),
        not_known=(f"Not sent: {', '.join(missing)}.",) if missing else (),
    )  # fmt: skip


def cautions(table: RegionalTable) -> list[str]:
    """What must be said of this table in words."""
    said = []
    if table.definitions_differ:
        used = ", ".join(table.definitions)
        said.append(
            f"Authorities counted by different definitions ({used}); "
            + ("they are compared all the same, because somebody asked for that."
               if table.compared_anyway else "they are not added up and rates are not shown.")
        )  # fmt: skip
    if table.has_small:
        said.append("Some numbers are from 1 to 4. Do not share this table.")
    return said


def as_table(table: RegionalTable, rows: Collection[RegionalRow]) -> pa.Table:
    """The rows as a file has them, a symbol where there is no number; with the sums where every
    authority of the region is in it."""
    lines = [
        {
            "region": table.region.name, "day": table.day.isoformat(), "measure": table.measure,
            "la_code": row.la_code, "authority": row.authority,
            **{part: text_of(row.cell(part).given) for part in PARTS}, "rate": text_of(row.rate),
            "per": row.figure.counted_per if row.figure else "",
            "definition": row.definition, "formula": row.figure.formula if row.figure else "",
            "differs": "yes" if row.differs else "no",
            "sent": row.sent_on.isoformat() if row.sent_on else "x",
            "signed": "yes" if row.signed else "no", "note": row.note,
        }
        for row in rows
    ]  # fmt: skip
    if len(rows) == len(table.rows):
        sums = {part: text_of(table.sums[part].number) for part in PARTS}
        lines.append(
            dict.fromkeys(lines[0], "") | sums | {
                "region": table.region.name, "day": table.day.isoformat(),
                "measure": table.measure, "authority": "Sent so far", "rate": text_of(table.rate),
                "note": "; ".join(f"{part}: {table.sums[part].words}" for part in PARTS),
            }
        )  # fmt: skip
    cautioned = " ".join([NEITHER_GOOD_NOR_BAD, *cautions(table)])
    return pa.Table.from_pylist([line | {"caution": cautioned} for line in lines])


def text_of(number: Given) -> str:
    return number.symbol or "" if number.value is None else str(number.value)
