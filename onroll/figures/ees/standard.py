"""What the standard of explore education statistics names: columns, levels, times, units, symbols.

Source: the Department for Education's open data standards for official statistics (analysts'
guide), as its screener applied them in 2026.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

DATA_COLUMNS: Final = (
    "time_period", "time_identifier", "geographic_level", "country_code", "country_name",
)  # fmt: skip
"""The columns that every data file has."""

METADATA_COLUMNS: Final = (
    "col_name", "col_type", "label", "indicator_grouping", "indicator_unit", "indicator_dp",
    "filter_hint", "filter_grouping_column",
)  # fmt: skip
"""The columns that every metadata file has, in this order."""

MORE_METADATA_COLUMNS: Final = ("filter_default", "parent_filter")

FILTER, INDICATOR = "Filter", "Indicator"
UNITS: Final = ("", "%", "pp", "£", "£m", "numberstring")
SYMBOLS: Final = ("c", "z", "x", "low", "k", "u")
"""What stands in the place of a number: hidden, does not apply, not available, rounds to 0, the
same where low would offend, too unreliable to be given."""

TOTAL: Final = "Total"
NOT_TOTAL: Final = ("all", "totals", "overall")
"""What stands for a total by mistake, in small letters."""

LABEL_AT_MOST: Final = 80
NAME_AT_MOST: Final = 50
ITEM_AT_MOST: Final = 120

WEEKS: Final = tuple(f"Week {number}" for number in range(1, 53))
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

FOUR_DIGITS: Final = (
    ("Calendar year",), ("Reporting year",), WEEKS, MONTHS,
)  # fmt: skip
"""Families of identifiers of times within one year; only those of one family are in one file."""

SIX_DIGITS: Final = (
    ("Academic year",),
    ("Autumn term", "Spring term", "Summer term"),
    ("Autumn and spring term",),
    ("Financial year",),
    ("Financial year Q1", "Financial year Q2", "Financial year Q3", "Financial year Q4"),
    ("Part 1 (April to September)", "Part 2 (October to March)"),
    ("Tax year",),
)
"""Families of identifiers of times that begin in one year and end in the next."""


@dataclass(frozen=True)
class GeographicLevel:
    """A geographic level: the columns that hold a place of it, the code before the name.

    `within` are the levels whose columns its rows fill in too.
    """

    name: str
    columns: tuple[str, ...]
    within: tuple[str, ...] = ()


NATIONAL, REGIONAL, AUTHORITY = "National", "Regional", "Local authority"

LEVELS: Final = (
    GeographicLevel(NATIONAL, ("country_code", "country_name")),
    GeographicLevel(REGIONAL, ("region_code", "region_name")),
    GeographicLevel(AUTHORITY, ("new_la_code", "la_name", "old_la_code"), (REGIONAL,)),
    GeographicLevel("Local authority district", ("lad_code", "lad_name"), (REGIONAL, AUTHORITY)),
    GeographicLevel("RSC region", ("rsc_region_lead_name",)),
    GeographicLevel(
        "Parliamentary constituency", ("pcon_code", "pcon_name"), (REGIONAL, AUTHORITY)
    ),
    GeographicLevel("Local skills improvement plan area", ("lsip_code", "lsip_name")),
    GeographicLevel(
        "Local enterprise partnership",
        ("local_enterprise_partnership_code", "local_enterprise_partnership_name"),
    ),
    GeographicLevel(
        "English devolved area", ("english_devolved_area_code", "english_devolved_area_name")
    ),
    GeographicLevel("Opportunity area", ("opportunity_area_code", "opportunity_area_name")),
    GeographicLevel("Ward", ("ward_code", "ward_name"), (REGIONAL, AUTHORITY)),
    GeographicLevel("MAT", ("trust_id", "trust_name")),
    GeographicLevel("Sponsor", ("sponsor_id", "sponsor_name")),
    GeographicLevel(
        "School", ("school_urn", "school_name", "school_laestab"), (REGIONAL, AUTHORITY)
    ),
    GeographicLevel("Provider", ("provider_ukprn", "provider_name"), (REGIONAL, AUTHORITY)),
    GeographicLevel("Institution", ("institution_id", "institution_name"), (REGIONAL, AUTHORITY)),
    GeographicLevel(
        "Planning area", ("planning_area_code", "planning_area_name"), (REGIONAL, AUTHORITY)
    ),
    GeographicLevel("Police force area", ("pfa_code", "pfa_name")),
)

PLACE_COLUMNS: Final = frozenset(column for level in LEVELS for column in level.columns)


def level_named(name: str) -> GeographicLevel | None:
    """The level with a name, written exactly so; null for any other."""
    return next((level for level in LEVELS if level.name == name), None)


def family_of(identifier: str) -> tuple[tuple[str, ...], int] | None:
    """The family of a time identifier, and how many digits its periods have; null for no such."""
    for digits, families in ((4, FOUR_DIGITS), (6, SIX_DIGITS)):
        for family in families:
            if identifier in family:
                return family, digits
    return None
