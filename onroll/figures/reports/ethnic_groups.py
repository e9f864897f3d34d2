"""Ethnic groups by name, each by the code that schools use for it."""

from __future__ import annotations

from typing import Final

UNKNOWN: Final = "Unknown"
OTHER_CODE: Final = "A code of the authority's own"

GROUPS: Final = {
    "ABAN": "Bangladeshi",
    "ABRI": "Asian British",
    "AIND": "Indian",
    "AOTH": "Any other Asian background",
    "APKN": "Pakistani",
    "AWEL": "Asian Welsh",
    "BAFR": "Black African",
    "BBRI": "Black British",
    "BCRB": "Black Caribbean",
    "BOTH": "Any other Black background",
    "BWEL": "Black Welsh",
    "CHNE": "Chinese",
    "MOTH": "Any other Mixed background",
    "MWAS": "White and Asian",
    "MWBA": "White and Black African",
    "MWBC": "White and Black Caribbean",
    "OOTH": "Any other ethnic group",
    "REFU": "Refused",
    "WBRI": "White British",
    "WIRI": "White Irish",
    "WIRT": "Traveller of Irish heritage",
    "WOTH": "Any other White background",
    "WROM": "Gypsy or Roma",
}
"""The words of each code of the common basic data set but NOBT, which says that nobody knows."""

ETHNIC_GROUPS: Final = (*GROUPS.values(), OTHER_CODE, UNKNOWN)
"""Every group, in order: a table has a row for each, whoever is in it."""


def ethnic_group(code: str | None) -> str:
    """The group of a code: Unknown for none and for one not yet obtained; all codes that are not on
    the list, of which some authorities have finer ones, are one group."""
    if code in (None, "", "NOBT"):
        return UNKNOWN
    return GROUPS.get(code, OTHER_CODE)
