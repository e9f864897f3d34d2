"""New-pupil returns: a school tells the authority that it has entered a name in its register.

Due by the end of the fifth day after (regulation 13 of the School Attendance (Pupil Registration)
(England) Regulations 2024). The child was on that roll on the day of entry. For how long, a return
cannot know: the roll says so. Were the return to keep the child on roll, one who left again would
stay on roll for ever by it.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.catalogue.return_columns import LOCAL_ID, PERSON, PUPIL
from onroll.record.feeds.columns import DATE, TEXT
from onroll.record.feeds.facts_sql import IN_AREA, event, people, spell, together
from onroll.record.feeds.rules import born_in_range, in_order, not_in_future

FEED = Feed(
    key="new_pupil_returns",
    title="New-pupil returns",
    source="school_returns",
    about="Pupils whose names schools have entered in their registers, as they return them.",
    kind=Kind.SNAPSHOT,
    expected_days=8,
    example="new_pupil_returns_2026-11-01.csv",
    columns=(
        *PUPIL,
        Column(
            "entered_on",
            "Date Entered",
            DATE,
            ("Date Entered in Register", "Entry Date", "Admission Date"),
            True,
            False,
        ),
        Column("expected_on", "Expected Start", DATE, ("Agreed Start",), on_fault=Severity.WARN),
        Column("previous_school", "Previous School", TEXT, ("Last School",)),
        Column(
            "received_on",
            "Return Received On",
            DATE,
            ("Date of Return", "Received"),
            on_fault=Severity.WARN,
        ),
    ),
    rules=(
        born_in_range(),
        not_in_future("entered_on"),
        in_order("date_of_birth", "entered_on", "the date of birth"),
        in_order("entered_on", "received_on", "the entry", severity=Severity.WARN),
    ),
    unique=("urn", "pupil_ref", "entered_on"),
    gone_by=("urn", "pupil_ref", "entered_on"),
    people=people(**PERSON, newest="entered_on"),
    facts=together(
        event("admitted", local_id=LOCAL_ID, on="entered_on", setting="urn"),
        event("on_roll", local_id=LOCAL_ID, on="entered_on", setting="urn"),
        # of a return without a day of its own nobody can say whether it came in time
        event(
            "new_pupil_entered",
            local_id=LOCAL_ID,
            on="entered_on",
            setting="urn",
            when="received_on IS NOT NULL",
        ),
        event("new_pupil_return_made", local_id=LOCAL_ID, on="received_on", setting="urn"),
        spell("address_in_area", local_id=LOCAL_ID, starts_on="entered_on", when=IN_AREA),
    ),
)
