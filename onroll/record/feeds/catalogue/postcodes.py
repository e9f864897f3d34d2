"""Postcodes: the district and county that each lies in, as the ONS publishes them.

With the table of authorities' codes (`la_codes`) it tells whether an address is in the area,
postcode by postcode. Without either, and for a postcode that is not in the file, the authority's
own list of postcode districts does, and a district on the boundary is then all in or all out. A
postcode that has been withdrawn is kept: an address of long ago still has it. Where the file has
each postcode's ward or lower layer super output area too, a council may give its localities by them
(`localities`).
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.catalogue.la_codes import GSS_CODE
from onroll.record.feeds.columns import POSTCODE, ColumnType, Fault
from onroll.record.feeds.rules import in_order

MONTH = ColumnType(
    "month",
    "DATE",
    r"CASE WHEN regexp_full_match($cell, '(19|20)\d{4}') "
    "THEN CAST(try_strptime($cell || '01', '%Y%m%d') AS DATE) END",
    (
        Fault(
            "not_a_month",
            "true",
            "is not a month. One is written like 202611",
            "Check the year and month, then load the fix file",
        ),
    ),
)
"""A month, as its first day."""

WARD_HEADINGS = ("ward", "wd23cd", "wd24cd", "wd25cd")
LSOA_HEADINGS = ("lsoa", "lsoa11", "lsoa11cd", "lsoa21cd")

FEED = Feed(
    key="postcodes",
    title="Postcodes",
    source="reference",
    about="Every postcode with the district, county and ward it lies in (ONS postcode directory).",
    kind=Kind.SNAPSHOT,
    expected_days=366,
    example="postcodes_2026-08-01.csv",
    columns=(
        Column("postcode", "pcds", POSTCODE, ("pcd", "pcd2"), True, False, Severity.WARN),
        Column(
            "district",
            "oslaua",
            GSS_CODE,
            ("laua", "lad23cd", "lad24cd", "lad25cd"),
            True,
            on_fault=Severity.WARN,
        ),
        Column("county", "oscty", GSS_CODE, ("cty", "cty23cd", "cty25cd"), on_fault=Severity.WARN),
        Column("ward", "osward", GSS_CODE, WARD_HEADINGS, on_fault=Severity.WARN),
        Column("lsoa", "lsoa21", GSS_CODE, LSOA_HEADINGS, on_fault=Severity.WARN),
        Column("introduced_on", "dointr", MONTH, on_fault=Severity.WARN),
        Column("withdrawn_on", "doterm", MONTH, (), True, on_fault=Severity.WARN),
    ),
    rules=(in_order("introduced_on", "withdrawn_on", "its introduction", severity=Severity.WARN),),
    unique=("postcode",),
)
