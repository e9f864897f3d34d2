"""Localities: which of a council's own areas, such as North, Central and South, each place is in.

A place is a postcode, a postcode sector (S65 1, with its space) or district (S65), or the national
code of a ward or of a lower layer super output area. Of several that hold an address the smallest
says: its postcode, then its output area, its ward, its sector, its district. Wards and output areas
are found by the file of postcodes (`postcodes`), where that has them.
"""

from onroll.record.feeds.base import Column, Feed, Kind
from onroll.record.feeds.columns import TEXT, ColumnType, Fault

_SPACED = "regexp_replace(upper(trim($cell)), ' +', ' ', 'g')"
_CLOSED_UP = "replace(upper($cell), ' ', '')"
_DISTRICT = "[A-Z]{1,2}[0-9][0-9A-Z]?"

PLACE = ColumnType(
    "postcode, sector, district, ward or output area",
    "VARCHAR",
    f"CASE WHEN regexp_full_match({_CLOSED_UP}, '[EWSN][0-9]{{8}}') THEN {_CLOSED_UP} "
    f"WHEN regexp_full_match({_CLOSED_UP}, '{_DISTRICT}[0-9][A-Z]{{2}}') "
    rf"THEN regexp_replace({_CLOSED_UP}, '(...)$', ' \1') "
    f"WHEN regexp_full_match({_SPACED}, '{_DISTRICT}( [0-9])?') THEN {_SPACED} END",
    (
        Fault(
            "not_a_place",
            "true",
            "is not a postcode, a sector or district of one, or the code of a ward or output area",
            "Write it like S65 1AB, S65 1, S65 or E05000864, then load the fix file",
        ),
    ),
)

FEED = Feed(
    key="localities",
    title="Localities",
    source="reference",
    about="Which of the authority's own areas each postcode, ward or output area belongs to.",
    kind=Kind.SNAPSHOT,
    expected_days=366,
    example="localities_2026-09-01.csv",
    columns=(
        Column("place", "Place", PLACE,
               ("Area Code", "Postcode District", "Postcode Sector", "Ward Code",
                "WD25CD", "LSOA21CD"), True, False),
        Column("locality", "Locality", TEXT, ("Locality Name", "Locality Team"), True, False),
    ),
    unique=("place",),
)  # fmt: skip
