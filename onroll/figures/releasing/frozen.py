"""A report as it is kept for ever: all that was counted, and back, the same to the last child."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from onroll.figures.periods import Period
from onroll.figures.reports.numbers import (
    Count,
    Given,
    Hidden,
    Mean,
    MeanShare,
    Median,
    Number,
    Rate,
    Share,
    Thing,
)
from onroll.figures.reports.report import Column, Report, Row, Table

Json = dict[str, Any]


def to_json(report: Report) -> Json:
    """The report in what JSON has. `from_json` gives an equal report back."""
    return {
        "key": report.key, "title": report.title, "authority": report.authority,
        "day": report.day.isoformat(),
        "period": report.period and [each.isoformat() for each in report.period],
        "definitions": list(report.definitions), "findings": list(report.findings),
        "left_out": list(report.left_out), "not_known": list(report.not_known),
        "tables": [table_to_json(table) for table in report.tables],
    }  # fmt: skip


def from_json(held: Json) -> Report:
    period = held["period"]
    return Report(
        key=held["key"], title=held["title"], authority=held["authority"],
        day=date.fromisoformat(held["day"]),
        period=Period(*(date.fromisoformat(each) for each in period)) if period else None,
        definitions=tuple(held["definitions"]), findings=tuple(held["findings"]),
        left_out=tuple(held["left_out"]), not_known=tuple(held["not_known"]),
        tables=tuple(table_from_json(table) for table in held["tables"]),
    )  # fmt: skip


def table_to_json(table: Table) -> Json:
    return {
        "key": table.key, "title": table.title, "things": table.things, "groups": table.groups,
        "notes": list(table.notes), "by": [list(each) for each in table.by],
        "others": list(table.others),
        "columns": [[each.key, each.label, each.unit, each.places] for each in table.columns],
        "rows": [[list(row.labels), [number_to_json(n) for n in row.numbers]]
                 for row in table.rows],
    }  # fmt: skip


def table_from_json(held: Json) -> Table:
    return Table(
        key=held["key"], title=held["title"], things=held["things"], groups=held["groups"],
        notes=tuple(held["notes"]), by=tuple((key, label) for key, label in held["by"]),
        others=tuple(held.get("others", ())),  # none is kept of what was released first
        columns=tuple(Column(*each) for each in held["columns"]),
        rows=tuple(
            Row(tuple(labels), tuple(number_from_json(number) for number in numbers))
            for labels, numbers in held["rows"]
        ),
    )  # fmt: skip


def number_to_json(number: Number) -> list[Any]:
    match number:
        case Count():
            return ["count", sorted(number.things)]
        case Share():
            return ["share", sorted(number.part), sorted(number.whole), number.places]
        case Rate():
            return [
                "rate", sorted(number.things), number.population, number.per, number.places
            ]  # fmt: skip
        case Median():
            return ["median", sorted(number.things), list(number.measured)]
        case Mean():
            return ["mean", days_to_json(number)]
        case MeanShare():
            days = (days_to_json(each) for each in (number.part, number.whole))
            return ["mean_share", *days, number.places]
        case Given():
            value = None if number.value is None else str(number.value)
            return ["given", value, number.symbol, number.note]
        case Hidden():
            return ["hidden", number.symbol]


def days_to_json(mean: Mean) -> list[list[Thing]] | None:
    return None if mean.counted is None else [sorted(each) for each in mean.counted]


def mean_from_json(days: Sequence[Sequence[Thing]] | None) -> Mean:
    return Mean(None if days is None else tuple(frozenset(each) for each in days))


def number_from_json(held: Sequence[Any]) -> Number:
    kind, *rest = held
    match kind:
        case "count":
            return Count(frozenset(rest[0]))
        case "share":
            return Share(frozenset(rest[0]), frozenset(rest[1]), rest[2])
        case "rate":
            return Rate(frozenset(rest[0]), *rest[1:])
        case "median":
            return Median(frozenset(rest[0]), tuple(rest[1]))
        case "mean":
            return mean_from_json(rest[0])
        case "mean_share":
            return MeanShare(mean_from_json(rest[0]), mean_from_json(rest[1]), rest[2])
        case "given":
            return Given(None if rest[0] is None else Decimal(rest[0]), rest[1], rest[2])
        case "hidden":
            return Hidden(symbol=rest[0])
    raise ValueError(f"{kind!r} is no kind of number")
