"""Notices under section 437 and school attendance orders: asked, named, revoked, prosecuted.

A notice asks a parent to show, within a time of no less than 15 days, that the child is suitably
educated. An order names a school, and lasts until it is revoked or the child is no longer of
compulsory school age.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import DATE, POSTCODE, REFERENCE, TEXT, UPN, URN
from onroll.record.feeds.facts_sql import event, people, spell, together
from onroll.record.feeds.rules import born_in_range, in_order, needed, not_in_future

_WARN = Severity.WARN

FEED = Feed(
    key="school_attendance_orders",
    title="Notices and school attendance orders",
    source="home_education",
    about="Section 437 notices, school attendance orders, and their revocation and prosecution.",
    kind=Kind.SNAPSHOT,
    expected_days=31,
    example="school_attendance_orders_2026-11-01.csv",
    columns=(
        Column("order_ref", "Order Ref", REFERENCE, ("Notice Ref", "SAO Ref"), True, False),
        Column("ehe_ref", "EHE Ref", REFERENCE, ("EHE Reference", "Child Ref"), True, False),
        Column("upn", "UPN", UPN, (), on_fault=_WARN),
        Column("forename", "Forename", TEXT, ("First Name",)),
        Column("surname", "Surname", TEXT, ("Last Name", "Family Name")),
        Column("date_of_birth", "Date of Birth", DATE, ("DOB",), on_fault=_WARN),
        Column("postcode", "Postcode", POSTCODE, ("Post Code",), on_fault=_WARN),
        Column("notice_on", "Notice Served On", DATE, ("s437 Notice", "S.437 Notice Date"), True),
        Column("reply_by", "Reply By", DATE, ("Response Due",), on_fault=_WARN),
        Column("intention_on", "Notice of Intention On", DATE, (), on_fault=_WARN),
        Column("order_on", "Order Served On", DATE, ("SAO Issued", "Order Date"), True),
        Column("urn", "School Named URN", URN, ("URN", "School URN"), True, on_fault=_WARN),
        Column("revoked_on", "Revoked On", DATE, ("SAO Revoked",), True),
        Column("prosecuted_on", "Prosecuted On", DATE, (), on_fault=_WARN),
        Column("supervision_on", "Education Supervision Order On", DATE, (), on_fault=_WARN),
    ),
    rules=(
        born_in_range(severity=_WARN),
        not_in_future("notice_on"),
        not_in_future("order_on"),
        not_in_future("revoked_on"),
        in_order("notice_on", "order_on", "the notice"),
        in_order("order_on", "revoked_on", "the order"),
        needed("notice_on", "order_on IS NULL", "there is neither a notice nor an order"),
        needed("order_on", "revoked_on IS NOT NULL", "an order is revoked that was never served"),
    ),
    unique=("order_ref",),
    gone_by=("ehe_ref",),
    people=people(
        local_id="ehe_ref",
        newest="coalesce(order_on, notice_on)",
        upn="upn",
        forename="forename",
        surname="surname",
        date_of_birth="date_of_birth",
        postcode="postcode",
    ),
    facts=together(
        event("section_437_notice", local_id="ehe_ref", on="notice_on"),
        event("notice_of_intention", local_id="ehe_ref", on="intention_on"),
        event("prosecution_considered", local_id="ehe_ref", on="prosecuted_on"),
        event("prosecution_considered", local_id="ehe_ref", on="supervision_on"),
        spell(
            "school_attendance_order",
            local_id="ehe_ref",
            starts_on="order_on",
            ends_before="revoked_on",
            setting="urn",
        ),
    ),
)
