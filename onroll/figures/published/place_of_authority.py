"""The codes and names of an authority and its region on a day, as open data have them."""

from __future__ import annotations

from datetime import date
from typing import Final

from onroll.figures.published.authorities import INNER, LONDON, NINE, OUTER, authority_on
from onroll.figures.termly_return import Place

PARTS_OF_LONDON: Final = {
    INNER: ("E13000001", INNER),
    OUTER: ("E13000002", OUTER),
}
"""The codes and names that publications of the Department have in the place of London, of which
its list of authorities says London."""

REGION_CODES: Final = {name: f"E1200000{number}" for number, name in enumerate(NINE, 1)}
NOT_LISTED: Final = Place("", "x", "Not available", "x", "Not available")
"""Of an authority that is on no list, such as a made-up one."""


def place_on(la_code: str, day: date) -> Place:
    """The place of an authority of three digits, under the code that it had on a day."""
    there = authority_on(la_code, day)
    if there is None:
        return NOT_LISTED
    region = (REGION_CODES[there.region], there.region)
    if there.region == LONDON:
        region = PARTS_OF_LONDON[there.part_of_london]
    return Place(la_code, there.code, there.name, *region)
