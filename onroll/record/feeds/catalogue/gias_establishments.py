"""Establishments: the national register of schools (GIAS), as it is downloaded.

Latin-1, dates as dd-mm-yyyy, and words such as "Not applicable" for nothing; 140 columns of which
those that say what a school is, where, and since when are read. Where a council keeps a list of
schools of its own as well (`schools`), a school that both have is as this register has it.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.catalogue.schools import BLANKS
from onroll.record.feeds.columns import DATE, POSTCODE, TEXT, URN, number
from onroll.record.feeds.rules import in_order

_WARN = Severity.WARN
_AGE = number(0, 99, whole=True)

FEED = Feed(
    key="gias_establishments",
    title="Establishments (GIAS)",
    source="reference",
    about="The national register of establishments: what, where, and when opened and closed.",
    kind=Kind.SNAPSHOT,
    expected_days=366,
    example="edubasealldata20261101.csv",
    blanks=BLANKS,
    columns=(
        Column("urn", "URN", URN, (), True, False),
        Column("la", "LA (code)", TEXT, (), True),
        Column("la_name", "LA (name)", TEXT, (), True),
        Column("establishment_number", "EstablishmentNumber", TEXT, (), True),
        Column("name", "EstablishmentName", TEXT, (), True, False),
        Column("type", "TypeOfEstablishment (name)", TEXT, (), True),
        Column("type_group", "EstablishmentTypeGroup (name)", TEXT, (), True),
        Column("status", "EstablishmentStatus (name)", TEXT, (), True),
        Column("opened_on", "OpenDate", DATE, (), True, on_fault=_WARN),
        Column("reason_closed", "ReasonEstablishmentClosed (name)", TEXT),
        Column("closed_on", "CloseDate", DATE, (), True, on_fault=_WARN),
        Column("phase", "PhaseOfEducation (name)", TEXT, (), True),
        Column("lowest_age", "StatutoryLowAge", _AGE, on_fault=_WARN),
        Column("highest_age", "StatutoryHighAge", _AGE, on_fault=_WARN),
        Column("ukprn", "UKPRN", TEXT),
        Column("postcode", "Postcode", POSTCODE, on_fault=_WARN),
        Column("gss_la_code", "GSSLACode (name)", TEXT),
    ),
    rules=(in_order("opened_on", "closed_on", "the opening", severity=_WARN),),
    unique=("urn",),
)
