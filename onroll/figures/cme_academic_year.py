"""Children missing education at any time of a school year, as the Department asks once a year."""

from __future__ import annotations

from typing import Final

import pyarrow as pa

from onroll.figures.periods import Period
from onroll.figures.termly_return import (
    PLACE_AND_TIME,
    Place,
    place_and_time,
    text_table,
    year_period,
)

COLUMNS: Final = (*PLACE_AND_TIME, "cme_full_year")

METADATA: Final = (
    {"col_name": "cme_full_year", "col_type": "Indicator",
     "label": "Children missing education at any time", "indicator_dp": "0"},
)  # fmt: skip


def cme_academic_year(missing: frozenset[str], *, place: Place, year: Period) -> pa.Table:
    """The one row of the authority, in `COLUMNS`, as text: how many children, each counted once."""
    row = place_and_time(place, year_period(year.starts_on), "Academic year")
    return text_table([row | {"cme_full_year": str(len(missing))}], COLUMNS)
