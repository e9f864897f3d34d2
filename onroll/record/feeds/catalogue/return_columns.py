"""What a school's two returns have in common: which pupil of which school a row is about.

A school knows its pupils by a number of its own, so the child of a row is that number at that
school. A wrong UPN then costs a return nothing but the UPN.
"""

from __future__ import annotations

from typing import Any

from onroll.record.feeds.base import Column, Severity
from onroll.record.feeds.columns import DATE, POSTCODE, REFERENCE, SEX, TEXT, UPN, URN

_WARN = Severity.WARN

PUPIL = (
    Column("urn", "URN", URN, ("School URN",), True, False),
    Column(
        "pupil_ref",
        "Pupil Ref",
        REFERENCE,
        ("Pupil Reference", "Admission Number", "Admission No", "Pupil ID"),
        True,
        False,
    ),
    Column("upn", "UPN", UPN, ("Unique Pupil Number",), True, on_fault=_WARN),
    Column("forename", "Forename", TEXT, ("First Name", "Given Name"), True, False),
    Column("surname", "Surname", TEXT, ("Last Name", "Family Name"), True, False),
    Column("date_of_birth", "Date of Birth", DATE, ("DOB", "Birth Date"), True, False),
    Column("sex", "Sex", SEX, ("Gender",), on_fault=_WARN),
    Column("address", "Address", TEXT, ("Home Address",)),
    Column("postcode", "Postcode", POSTCODE, ("Post Code",), on_fault=_WARN),
)
"""The columns that say who a pupil is and where they live."""

LOCAL_ID = "urn || '/' || pupil_ref"

PERSON: dict[str, Any] = {
    "local_id": LOCAL_ID,
    "upn": "upn",
    "forename": "forename",
    "surname": "surname",
    "date_of_birth": "date_of_birth",
    "sex": "sex",
    "address": "address",
    "postcode": "postcode",
    "school": "urn",
}
