"""The youth justice service's caseload: who is supervised, who is in custody, who was released.

A pupil in custody stays on the roll of their school until it takes the name off under ground (j);
the day of release starts the search for a place.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import DATE, POSTCODE, REFERENCE, SEX, TEXT, UPN, one_of
from onroll.record.feeds.facts_sql import IN_AREA, event, people, spell, together
from onroll.record.feeds.rules import born_in_range, in_order, needed, not_in_future

_WARN = Severity.WARN

INTERVENTION = one_of(
    "Prevention", "Out of court", "Referral order", "Youth rehabilitation order", "Bail", "Remand",
    "Custody", "Licence",
    also={"Detention and training order": "Custody", "YRO": "Youth rehabilitation order"},
)  # fmt: skip
"""The kinds of work with a young person. They are from memory and not from a specification: a word
of the service's own that is none of them is held back, never taken for another."""
_LOCKED_UP = "intervention IN ('Remand', 'Custody')"

FEED = Feed(
    key="youth_justice",
    title="Youth justice caseload",
    source="youth_justice",
    about="Young people supervised by youth justice, in custody and released from it.",
    kind=Kind.SNAPSHOT,
    expected_days=31,
    example="youth_justice_2026-11-01.csv",
    columns=(
        Column("intervention_ref", "Intervention Ref", REFERENCE, ("Programme ID",), True, False),
        Column("yj_ref", "YJ Ref", REFERENCE, ("YOT Number", "YOIS Number"), True, False),
        Column("upn", "UPN", UPN, (), on_fault=_WARN),
        Column("forename", "Forename", TEXT, ("First Name",), True, False),
        Column("surname", "Surname", TEXT, ("Last Name", "Family Name"), True, False),
        Column("date_of_birth", "Date of Birth", DATE, ("DOB",), True, False),
        Column("sex", "Sex", SEX, ("Gender",), on_fault=_WARN),
        Column("postcode", "Postcode", POSTCODE, ("Post Code",), on_fault=_WARN),
        Column(
            "intervention", "Intervention", INTERVENTION, ("Programme", "Order Type"), True, False
        ),
        Column("starts_on", "Start", DATE, ("Start Date",), True, False),
        Column("ends_on", "End", DATE, ("End Date",), True),
        Column("establishment", "Secure Establishment", TEXT),
        Column("released_on", "Released On", DATE, ("Release Date",), expected=True),
    ),
    rules=(
        born_in_range(),
        not_in_future("starts_on"),
        in_order("starts_on", "ends_on", "the start"),
        in_order("starts_on", "released_on", "the start"),
        needed(
            "released_on",
            f"{_LOCKED_UP} AND ends_on <= getvariable('file_day')",
            "custody has ended and there is no day of release",
        ),
    ),
    unique=("intervention_ref",),
    gone_by=("yj_ref",),
    people=people(
        local_id="yj_ref",
        newest="starts_on",
        upn="upn",
        forename="forename",
        surname="surname",
        date_of_birth="date_of_birth",
        sex="sex",
        postcode="postcode",
    ),
    facts=together(
        spell("youth_justice", local_id="yj_ref", starts_on="starts_on", ends_before="ends_on"),
        spell(
            "in_custody",
            local_id="yj_ref",
            starts_on="starts_on",
            ends_before="coalesce(released_on, ends_on)",
            when=_LOCKED_UP,
        ),
        event("released_from_custody", local_id="yj_ref", on="released_on", when=_LOCKED_UP),
        spell(
            "address_in_area",
            local_id="yj_ref",
            starts_on="starts_on",
            ends_before="ends_on",
            when=f"{IN_AREA} AND NOT ({_LOCKED_UP})",
        ),
    ),
)
