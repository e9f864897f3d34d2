"""Local authorities: the DfE's number and the national code of each, with the days it had it.

The table that DfE's published statistics are held to has every pair of a three-digit number
(`old_la_code`) and a nine-character code (`new_la_code`), those of authorities that are gone too.
It tells which codes in a file of postcodes are this authority's.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import DATE, TEXT, ColumnType, Fault
from onroll.record.feeds.rules import in_order

LA_CODE = ColumnType(
    "number of a local authority",
    "VARCHAR",
    r"CASE WHEN regexp_full_match($cell, '\d{3}') THEN $cell END",
    (
        Fault(
            "not_three_digits",
            "true",
            "is not the number of a local authority. One has three digits",
            "Check it against the list of local authorities, then load the fix file",
        ),
    ),
)

GSS_CODE = ColumnType(
    "code of an area",
    "VARCHAR",
    r"CASE WHEN regexp_full_match(upper($cell), '[A-Z]\d{8}') THEN upper($cell) END",
    (
        Fault(
            "not_a_gss_code",
            "true",
            "is not the code of an area. One has a letter and eight digits",
            "Check the code, then load the fix file",
        ),
    ),
)
"""The nine characters by which the ONS knows an area."""

FEED = Feed(
    key="la_codes",
    title="Local authority codes",
    source="reference",
    about="The number and the national code of each local authority, and when each was in use.",
    kind=Kind.SNAPSHOT,
    expected_days=366,
    example="la_codes_2026-04-01.csv",
    blanks=("x", "z"),
    columns=(
        Column("la_code", "old_la_code", LA_CODE, ("LA (code)",), True, on_fault=Severity.WARN),
        Column("gss_code", "new_la_code", GSS_CODE, ("GSS code",), True, on_fault=Severity.WARN),
        Column("name", "la_name", TEXT, ("LA (name)",), True, False),
        Column("starts_on", "date_of_operation", DATE, (), True, on_fault=Severity.WARN),
        Column("ends_on", "date_of_termination", DATE, (), True, on_fault=Severity.WARN),
        Column("region_code", "parent_geography_code", TEXT, ("region_code",)),
    ),
    rules=(in_order("starts_on", "ends_on", "the first day", severity=Severity.WARN),),
)
