"""A regional table in an order, cut to some authorities, as a report and as a file."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Final, Literal

from onroll.figures.comparison import NEITHER_GOOD_NOR_BAD
from onroll.figures.csv_text import csv_of
from onroll.figures.regional.changes import Changes
from onroll.figures.regional.table import NOT_SAID, NOT_SENT, Part, RegionalRow, RegionalTable
from onroll.figures.reports.numbers import Given
from onroll.figures.reports.report import Column, Report, Row, Table
from onroll.figures.writing.value_text import NO_NOTE
from onroll.figures.writing.words import in_words

Order = Literal["name", "sent", "total", "rate"]
ORDERS: Final[tuple[Order, ...]] = ("name", "sent", "total", "rate")
PARTS: Final[tuple[Part, ...]] = ("known", "not_known", "total")
COLUMNS: Final = (
    Column("known", "Known"), Column("not_known", "Not known"), Column("total", "Total"),
    Column("rate", "Per 1,000 children", places=1),
)  # fmt: skip
SENT_SO_FAR: Final = "Sent so far"
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


def regional_report(
    table: RegionalTable, changed: Changes | None = None, by: Order = "name"
) -> Report:
    """The table as a report: one row for each authority, and one for what was sent so far; with how
    their totals moved where a snapshot came before."""
    rows = [
        Row(
            (row.authority, row.la_code, row.definition,
             row.sent_on.isoformat() if row.sent_on else NOT_SENT, row.note or NO_NOTE),
            (*(row.cell(part).given for part in PARTS), row.rate,
             *((changed.of[row.la_code],) if changed else ())),
        )
        for row in in_order(table.rows, by)
    ]  # fmt: skip
    sums = (*(table.sums[part].number for part in PARTS), table.rate)
    if changed:
        sums += (changed.together,)
    rows.append(
        Row(
            (
                SENT_SO_FAR,
                "All",
                ", ".join(table.definitions) or NOT_SAID,
                f"{table.sent} of {len(table.rows)}",
                table.sums["total"].words,
            ),
            sums,
        )
    )
    since = (Column("change", change_heading(changed)),) if changed else ()
    missing = [row.authority for row in table.rows if row.figure is None]
    return Report(
        "regional_snapshot", f"{table.title}: {table.region.name}", table.region.name, table.day,
        None, tuple(table.definitions),
        (
            Table(
                "authorities", table.title, "children",
                (("authority", "Authority"), ("la_code", "Code"), ("definition", "Definition"),
                 ("sent", "Sent"), ("note", "Note")),
                (*COLUMNS, *since), tuple(rows),
                notes=(NEITHER_GOOD_NOR_BAD, NOT_IN, *cautions(table)),
            ),
        ),
        findings=(
            f"{table.sent} of {len(table.rows)} authorities sent their numbers.",
            *((f"{change_heading(changed)}: {changed.finding}",) if changed else ()),
        ),
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


def change_heading(changed: Changes) -> str:
    """Change in the total since 1 September 2026."""
    return f"Change in the total since {in_words(changed.since)}"


def table_file(
    table: RegionalTable, rows: Collection[RegionalRow], changed: Changes | None = None
) -> str:
    """The rows as CSV, a symbol where there is no number; with the sums where every authority of
    the region is in it. A change is a number and may be below nought: it is no text, which would
    have an apostrophe before its minus."""
    lines: list[dict[str, object]] = [
        {
            "region": table.region.name, "day": table.day.isoformat(), "measure": table.measure,
            "la_code": row.la_code, "authority": row.authority,
            **{part: text_of(row.cell(part).given) for part in PARTS}, "rate": text_of(row.rate),
            "per": row.figure.counted_per if row.figure else "",
            "definition": row.definition, "formula": row.figure.formula if row.figure else "",
            "differs": "yes" if row.differs else "no",
            "sent": row.sent_on.isoformat() if row.sent_on else "x",
            "signed": "yes" if row.signed else "no", "note": row.note,
            **change_told(changed, changed.of[row.la_code] if changed else None),
        }
        for row in rows
    ]  # fmt: skip
    if len(rows) == len(table.rows):
        sums = {part: text_of(table.sums[part].number) for part in PARTS}
        lines.append(
            dict.fromkeys(lines[0], "") | sums | {
                "region": table.region.name, "day": table.day.isoformat(),
                "measure": table.measure, "authority": SENT_SO_FAR, "rate": text_of(table.rate),
                "note": "; ".join(f"{part}: {table.sums[part].words}" for part in PARTS),
                **change_told(changed, changed.together if changed else None),
            }
        )  # fmt: skip
    cautioned = " ".join([NEITHER_GOOD_NOR_BAD, *cautions(table)])
    whole = [line | {"caution": cautioned} for line in lines]
    return csv_of(whole[0], (line.values() for line in whole))


def change_told(changed: Changes | None, change: Given | None) -> dict[str, object]:
    """Since when, the change or its symbol, and its words; x where no snapshot came before."""
    if changed is None or change is None:
        return {"since": "x", "change": "x", "change_words": "no snapshot came before"}
    value = change.symbol if change.value is None else change.value
    return {"since": changed.since.isoformat(), "change": value, "change_words": change.note}


def text_of(number: Given) -> str:
    return number.symbol or "" if number.value is None else str(number.value)
