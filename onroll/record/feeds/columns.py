"""The types a column can have, each in SQL; see `column_type` for what a type is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from onroll.record.feeds.column_type import (
    AND_LOAD,
    AS_TEXT,
    EXCEL_ERRORS,
    EXCEL_NUMBER,
    ColumnType,
    Fault,
    listed,
    quoted,
    shown,
)
from onroll.record.feeds.dates import DATE, DATE_FORMATS, MONTH_FIRST
from onroll.record.identifiers import nhs_number, uln, upn

if TYPE_CHECKING:
    from onroll.record.feeds.base import Feed

__all__ = [
    "DATE", "DATE_FORMATS", "MONTH_FIRST", "NHS_NUMBER", "POSTCODE", "REFERENCE", "SEX", "TEXT",
    "ULN", "UPN", "URN", "YES_NO", "ColumnType", "Fault", "listed", "number", "one_of", "quoted",
    "shown", "whose_row",
]  # fmt: skip

TEXT = ColumnType("text", "VARCHAR", f"CASE WHEN $cell NOT IN {EXCEL_ERRORS} THEN $cell END")

REFERENCE = ColumnType(
    "reference",
    "VARCHAR",
    f"CASE WHEN NOT {EXCEL_NUMBER} THEN $cell END",
    (
        Fault(
            "made_a_number",
            "true",
            "is not a reference. Excel has turned it into a number",
            AS_TEXT,
        ),
    ),
)
"""A sender's own number for a child, a placement or an application."""

UPN = ColumnType("UPN", "VARCHAR", "CASE WHEN is_upn($cell) THEN $cell END", verdict=upn)
ULN = ColumnType("ULN", "VARCHAR", "CASE WHEN is_uln($cell) THEN $cell END", verdict=uln)
NHS_NUMBER = ColumnType(
    "NHS number",
    "VARCHAR",
    "CASE WHEN is_nhs_number($cell) THEN replace($cell, ' ', '') END",
    verdict=nhs_number,
)

URN = ColumnType(
    "URN",
    "VARCHAR",
    r"CASE WHEN regexp_full_match($cell, '\d{6}') THEN $cell END",
    (
        Fault(
            "not_a_urn",
            "true",
            "is not the URN of a school. A URN has 6 digits",
            "Find the URN on Get Information about Schools" + AND_LOAD,
        ),
    ),
)

POSTCODE = ColumnType(
    "postcode",
    "VARCHAR",
    "CASE WHEN regexp_full_match(upper(replace($cell, ' ', '')), "
    "'[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}') "
    r"THEN regexp_replace(upper(replace($cell, ' ', '')), '(...)$', ' \1') END",
    (Fault("not_a_postcode", "true", "is not a postcode", "Check the postcode" + AND_LOAD),),
)

YES_NO = ColumnType(
    "yes or no",
    "BOOLEAN",
    "CASE WHEN upper($cell) IN ('Y', 'YES', 'TRUE', '1') THEN true "
    "WHEN upper($cell) IN ('N', 'NO', 'FALSE', '0') THEN false END",
    (Fault("not_yes_or_no", "true", "is neither Y nor N", "Write Y or N" + AND_LOAD),),
)


def number(low: float, high: float, *, whole: bool = False) -> ColumnType:
    """A number from `low` to `high`, both allowed."""
    sql, unit = ("INTEGER", "whole number") if whole else ("DOUBLE", "number")
    between = f"{unit} between {low:,.15g} and {high:,.15g}"
    found = "try_cast($cell AS DOUBLE)"
    kept = f"{found} BETWEEN {low} AND {high}" + (f" AND {found} % 1 = 0" if whole else "")
    return ColumnType(
        between,
        sql,
        f"CASE WHEN {kept} THEN CAST({found} AS {sql}) END",
        (
            Fault(
                "not_a_number",
                f"{found} IS NULL",
                "is not a number",
                f"Write a {unit} in digits" + AND_LOAD,
            ),
            Fault(
                "out_of_range",
                "true",
                f"is not a {between}",
                "Check the number" + AND_LOAD,
            ),
        ),
    )


def one_of(*values: str, also: Mapping[str, str] | None = None) -> ColumnType:
    """One of a set of codes or words; capitals do not count.

    The value is the code as `values` writes it. `also` maps other ways of writing one (another
    system's code, a code with its label) to it.
    """
    written = {value.upper(): value for value in values}
    written |= {other.upper(): value for other, value in (also or {}).items()}
    whens = " ".join(f"WHEN {quoted(said)} THEN {quoted(code)}" for said, code in written.items())
    return ColumnType(
        "one of " + ", ".join(values),
        "VARCHAR",
        f"CASE upper($cell) {whens} END",
        (
            Fault(
                "not_in_list",
                "true",
                f"is not {listed(values)}",
                "Check it against the list" + AND_LOAD,
            ),
        ),
    )


SEX = one_of(
    "M", "F", "U",
    also={
        "Male": "M", "Female": "F", "1": "M", "2": "F", "0": "U", "9": "U", "3": "U", "Boy": "M",
        "Girl": "F", "a) Male": "M", "b) Female": "F", "c) Not stated/recorded": "U", "I": "U",
        "d) Neither": "U", "c) Not stated/recorded (or unborn)": "U", "Unknown": "U", "N": "U",
    },
)  # fmt: skip
"""Sex as any of the systems writes it: M, F or U (not known, or not said)."""


def whose_row(feed: Feed, key: Sequence[str]) -> list[str]:
    """Those columns of a key that say whose a row is: a number or a name, and the sheet it is on.

    The others of the key say where or when; a row may be known for a child's without them.
    """
    whose = {c.name for c in feed.columns if c.type in (REFERENCE, NHS_NUMBER, TEXT)}
    return [name for name in key if name in whose] + ["sheet"] * bool(feed.sheets)
