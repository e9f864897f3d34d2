"""Tables drawn in text: what a lawyer can read is what the test runs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from onroll.record.one_child import FactRow


def drawn(text: str) -> list[dict[str, str]]:
    """The rows of a drawn table, every cell as text; blank cells are empty."""
    lines = [
        line for line in text.splitlines() if line.strip() and not set(line.strip()) <= set("-+")
    ]
    heads, *rows = ([cell.strip() for cell in line.split("|")] for line in lines)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def facts(text: str, always: str = "") -> dict[str, list[FactRow]]:
    """The facts of each child. `always` names facts that hold of every child on every day."""
    children: dict[str, list[FactRow]] = {}
    for number, row in enumerate(drawn(text), start=2):
        children.setdefault(row["child"], []).append(
            FactRow(
                fact=row["fact"],
                starts_on=day(row["starts_on"]) or date.min,
                ends_before=day(row.get("ends_before", "")),
                value=float(row["value"]) if row.get("value") else None,
                setting=row.get("setting") or None,
                feed="drawn",
                file="table",
                row=number,
            )
        )
    for rows in children.values():
        rows.extend(lasting(always))
    return children


def lasting(names: str) -> Iterator[FactRow]:
    for name in filter(None, (name.strip() for name in names.split(","))):
        yield FactRow(name, date(2000, 1, 1), None)
