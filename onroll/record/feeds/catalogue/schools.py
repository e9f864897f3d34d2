"""Schools: the register of establishments (GIAS) of the authority, open and closed."""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import DATE, POSTCODE, TEXT, URN
from onroll.record.feeds.rules import in_order

BLANKS = ("Not applicable", "Does not apply", "NULL", "Not recorded")
"""What GIAS writes where others leave a cell empty."""

FEED = Feed(
    key="schools",
    title="Schools",
    source="reference",
    about="Every establishment: name, type, phase, and when it opened and closed.",
    kind=Kind.SNAPSHOT,
    expected_days=366,
    example="schools.csv",
    blanks=BLANKS,
    columns=(
        Column("urn", "URN", URN, (), True, False),
        Column("la", "LA (code)", TEXT),
        Column("establishment_number", "EstablishmentNumber", TEXT),
        Column("name", "EstablishmentName", TEXT, ("School Name",), True, False),
        Column("type", "TypeOfEstablishment (name)", TEXT, (), True),
        Column("phase", "PhaseOfEducation (name)", TEXT, (), True),
        Column("status", "EstablishmentStatus (name)", TEXT, (), True),
        Column("opened_on", "OpenDate", DATE, on_fault=Severity.WARN),
        Column("closed_on", "CloseDate", DATE, on_fault=Severity.WARN),
        Column("postcode", "Postcode", POSTCODE, on_fault=Severity.WARN),
    ),
    rules=(in_order("opened_on", "closed_on", "the opening", severity=Severity.WARN),),
    unique=("urn",),
)
