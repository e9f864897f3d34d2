"""Common Transfer File: what one school sends the next about a pupil who moves, in XML.

Read tolerantly: every year has its own version, and an element that is not known is passed over.
Nothing that a file does not need is asked of it: of parents, results and special needs nothing is
kept. Each file stands beside the others, by who sent it to whom and when.

A destination of XXX and XXXX means that the next school is not known: from the day of the file the
child is one whom School to School may be asked about, an event of that day (`lost_pupils` says for
how long). A school in the child's history puts the child on its roll from entry to leaving, when
the file has both days. Where a school is known by its numbers alone, its URN is looked up.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.catalogue.pupil_codes import ETHNICITY
from onroll.record.feeds.catalogue.transfer_ids import LOCAL_ID
from onroll.record.feeds.columns import DATE, POSTCODE, SEX, TEXT, ULN, UPN
from onroll.record.feeds.facts_sql import IN_AREA, event, people, spell, together
from onroll.record.feeds.rules import born_in_range, in_order, own_authority
from onroll.record.feeds.xml_tables import MODULE, XmlShape

_WARN = Severity.WARN
_URN = (
    "coalesce((SELECT min(urn) FROM school WHERE laestab = school_la || school_number), "
    "school_la || '/' || school_number)"
)

FEED = Feed(
    key="ctf",
    title="Common Transfer Files",
    source="school_transfer",
    about="What schools send on about pupils who move, or whose next school is not known.",
    kind=Kind.PERIODS,
    expected_days=31,
    example="8014000_CTF_XXXXXXX_001.xml",
    xml=XmlShape(
        root="CTfile",
        subject="Pupil",
        period=("Source LEA", "Source Estab", "Dest LEA", "Dest Estab", "DateTime"),
        of_header=("Source LEA", "Source Estab", "Dest LEA", "Dest Estab", "DateTime"),
        of_subject=(
            "UPN",
            "FormerUPN",
            "UniqueLearnerNumber",
            "Surname",
            "Forename",
            "DOB",
            "Sex",
            "Ethnicity",
            "PostCode",
        ),
        modules={
            "School": {
                "LEA": "School LEA",
                "Estab": "School Estab",
                "SchoolName": "School Name",
                "EntryDate": "Entry Date",
                "LeavingDate": "Leaving Date",
            },
        },
        also_called={
            "SourceSchool/LEA": "Source LEA",
            "SourceSchool/Estab": "Source Estab",
            "DestSchool/LEA": "Dest LEA",
            "DestSchool/Estab": "Dest Estab",
            "Gender": "Sex",
            "Postcode": "PostCode",
        },
        aside=frozenset({"Contacts", "StageAssessments", "Attendance", "SENhistory"}),
    ),
    columns=(
        Column("upn", "UPN", UPN, (), True, on_fault=_WARN),
        Column("former_upn", "FormerUPN", UPN, (), on_fault=_WARN),
        Column("uln", "UniqueLearnerNumber", ULN, (), on_fault=_WARN),
        Column("surname", "Surname", TEXT, (), True, False),
        Column("forename", "Forename", TEXT, (), True, False),
        Column("date_of_birth", "DOB", DATE, (), True, False),
        Column("sex", "Sex", SEX, (), on_fault=_WARN),
        Column("ethnicity", "Ethnicity", ETHNICITY, (), on_fault=_WARN),
        Column("postcode", "PostCode", POSTCODE, (), on_fault=_WARN),
        Column("source_la", "Source LEA", TEXT),
        Column("source_number", "Source Estab", TEXT),
        Column("dest_la", "Dest LEA", TEXT),
        Column("dest_number", "Dest Estab", TEXT),
        Column("made_on", "DateTime", DATE, (), True, on_fault=_WARN),
        Column("module", MODULE, TEXT),
        Column("school_la", "School LEA", TEXT),
        Column("school_number", "School Estab", TEXT),
        Column("school_name", "School Name", TEXT),
        Column("entry_date", "Entry Date", DATE, (), on_fault=_WARN),
        Column("leaving_date", "Leaving Date", DATE, (), on_fault=_WARN),
    ),
    rules=(
        own_authority("source_la", "dest_la"),
        born_in_range(),
        in_order("entry_date", "leaving_date", "the entry date", severity=_WARN),
    ),
    newest="made_on",
    people=people(
        local_id=LOCAL_ID,
        newest="made_on",
        upn="upn",
        former_upn="former_upn",
        forename="forename",
        surname="surname",
        date_of_birth="date_of_birth",
        sex="sex",
        ethnicity="ethnicity",
        postcode="postcode",
    ),
    facts=together(
        event("lost_pupil", local_id=LOCAL_ID, on="made_on", when="upper(dest_la) = 'XXX'"),
        # the last address that the school had: who goes to a school that is known leaves it behind
        event(
            "address_in_area",
            local_id=LOCAL_ID,
            on="made_on",
            when=f"upper(dest_la) = 'XXX' AND {IN_AREA}",
        ),
        spell(
            "on_roll",
            local_id=LOCAL_ID,
            starts_on="entry_date",
            ends_before="leaving_date",
            setting=_URN,
            when="leaving_date IS NOT NULL",
        ),
    ),
)
