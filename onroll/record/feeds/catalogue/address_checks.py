"""Answers of housing, council tax and benefits to the question whether a child lives at an address.

A service that finds the family living there verifies the address. One that finds the home empty, or
has no record, says where the child is not. A forwarding address is what the family said: nobody has
seen the child there, so it verifies nothing and moves nobody out of the area, until a service finds
them living at it.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import DATE, POSTCODE, REFERENCE, TEXT, UPN, one_of
from onroll.record.feeds.facts_sql import event, people, spell, together
from onroll.record.feeds.rules import born_in_range, in_order, needed, not_in_future

_WARN = Severity.WARN

RESULT = one_of("Living there", "Moved", "Home empty", "No record", "Refused", "Awaiting reply")


def _within(postcode: str, *, area: bool) -> str:
    return (
        f"{postcode} IS NOT NULL AND split_part({postcode}, ' ', 1) {'' if area else 'NOT '}"
        "IN (SELECT code FROM district)"
    )


_LIVING = "result = 'Living there'"
_MOVED = "result = 'Moved'"
_FOUND = f"""(
    SELECT *, min(CASE WHEN is_here THEN found_on END) OVER (
        PARTITION BY child_ref ORDER BY found_on, row
        ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
    ) AS here_again_on
    FROM (
        SELECT *, CASE WHEN {_MOVED} THEN coalesce(moved_on, answered_on)
                ELSE answered_on END AS found_on,
            {_LIVING} AND {_within("postcode", area=True)}
                OR {_MOVED} AND {_within("new_postcode", area=True)} AS is_here,
            {_LIVING} AND {_within("postcode", area=False)} AS is_away
        FROM rows
    ) AS answers
)"""
"""Each answer with the day from which it holds, where it puts the child, and when they are said to
be in the area again."""


FEED = Feed(
    key="address_checks",
    title="Housing and benefit address checks",
    source="address_checks",
    about="What housing, council tax and benefits know of where a child lives.",
    kind=Kind.SNAPSHOT,
    expected_days=31,
    example="address_checks_2026-11-01.csv",
    columns=(
        Column("check_ref", "Check Ref", REFERENCE, ("Check ID",), True, False),
        Column("child_ref", "Child Ref", REFERENCE, ("Child ID",), True, False),
        Column("upn", "UPN", UPN, (), on_fault=_WARN),
        Column("forename", "Forename", TEXT, ("First Name",), True, False),
        Column("surname", "Surname", TEXT, ("Last Name", "Family Name"), True, False),
        Column("date_of_birth", "Date of Birth", DATE, ("DOB",), True, False),
        Column("address", "Address Checked", TEXT, ("Address",), True),
        Column("postcode", "Postcode Checked", POSTCODE, ("Postcode",), True, on_fault=_WARN),
        Column("uprn", "UPRN", TEXT),
        Column(
            "service",
            "Service",
            one_of("Housing", "Council tax", "Housing benefit", "Universal credit", "Landlord"),
            ("Checked By",),
            True,
            False,
        ),
        Column("asked_on", "Asked On", DATE, ("Date Asked",), True, False),
        Column("answered_on", "Answered On", DATE, ("Date Answered",), True),
        Column("result", "Result", RESULT, (), True, False),
        Column("moved_on", "Moved On", DATE, ("Date Moved",)),
        Column("new_address", "New Address", TEXT),
        Column("new_postcode", "New Postcode", POSTCODE, (), expected=True, on_fault=_WARN),
    ),
    rules=(
        born_in_range(),
        not_in_future("asked_on"),
        not_in_future("answered_on"),
        in_order("asked_on", "answered_on", "the day of asking"),
        needed("answered_on", "result <> 'Awaiting reply'", "there is an answer and no day of it"),
    ),
    unique=("check_ref",),
    gone_by=("child_ref",),
    people=people(
        local_id="child_ref",
        newest="coalesce(answered_on, asked_on)",
        upn="upn",
        forename="forename",
        surname="surname",
        date_of_birth="date_of_birth",
        address=f"CASE WHEN {_LIVING} THEN address END",
        postcode=f"CASE WHEN {_LIVING} THEN postcode END",
        uprn=f"CASE WHEN {_LIVING} THEN uprn END",
    ),
    facts=together(
        event(
            "address_verified",
            local_id="child_ref",
            on="answered_on",
            when=f"{_LIVING} AND coalesce(address, postcode) IS NOT NULL",
        ),
        spell(
            "address_in_area",
            local_id="child_ref",
            starts_on="found_on",
            when="is_here",
            source=_FOUND,
        ),
        spell(
            "moved_away",
            local_id="child_ref",
            starts_on="found_on",
            ends_before="here_again_on",
            when="is_away",
            source=_FOUND,
        ),
    ),
)
