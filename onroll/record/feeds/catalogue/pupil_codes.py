"""Code sets of the common basic data set that the pupil system and the school census share."""

import datetime as dt
from typing import Final, NamedTuple

from onroll.record.feeds.columns import one_of

ENROLMENT = one_of("C", "M", "S", "F", "G", "O", "P")
"""Enrolment status: current, main, subsidiary, further education, guest, other, previous."""

ON_ROLL: Final = "enrolment_status IN ('C', 'M', 'S')"
"""The statuses of a registered pupil. A guest stays on the roll of the school that sent them."""

SEN = one_of("N", "K", "E", also={"S": "E"})
"""No special provision, SEN support, education health and care plan (S: the statement before)."""

SERVICE_CHILD = one_of(
    "Y", "N", "U", "R", also={"Yes": "Y", "No": "N", "Unknown": "U", "Refused": "R"}
)
"""A parent serves in the regular Armed Forces: yes, no, not known, the family does not say."""

ETHNICITY = one_of(
    "WBRI", "WIRI", "WIRT", "WOTH", "WROM", "MWBC", "MWBA", "MWAS", "MOTH", "ABRI", "AWEL", "AIND",
    "APKN", "ABAN", "AOTH", "BBRI", "BWEL", "BCRB", "BAFR", "BOTH", "CHNE", "OOTH", "REFU", "NOBT",
)  # fmt: skip
"""CBDS of May 2026."""

ETHNICITY_SINCE: Final = dict.fromkeys(("ABRI", "AWEL", "BBRI", "BWEL"), dt.date(2025, 1, 1))
"""The first day of the codes that older lists have not: the school census of spring 2025."""


class _Fact(NamedTuple):
    fact: str
    when: str


TRAVELLER: Final = _Fact("gypsy_roma_traveller", "ethnicity IN ('WIRT', 'WROM')")
"""Traveller of Irish heritage, Gypsy or Roma."""
