"""Roll deletions: a school tells the authority that it deletes a name from its register, and why.

Due as soon as the ground is met and no later than the deletion (regulation 13 of the School
Attendance (Pupil Registration) (England) Regulations 2024). A return alone does not take a child
off roll: it makes an event, and the roll goes on saying who is on it. Where the two disagree one of
them is wrong, and a child must not vanish from a roll, or stay on it, by a form alone; the
disagreement is a question to the school.

A destination is *not known* when the school says so, or flags the exit as unexplained. A new
address in the area puts the child there; one outside moves nobody away until somebody has verified
it.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.catalogue.deletion_grounds import GROUND
from onroll.record.feeds.catalogue.return_columns import LOCAL_ID, PERSON, PUPIL
from onroll.record.feeds.columns import DATE, POSTCODE, TEXT, YES_NO, one_of
from onroll.record.feeds.facts_sql import event, lives_in_area, people, spell, together
from onroll.record.feeds.rules import born_in_range, in_order, not_in_future

DESTINATION = one_of(
    "State school in the area", "State school elsewhere", "Independent school", "Special school",
    "Alternative provision", "Home education", "Missing, whereabouts known",
    "Missing, whereabouts unknown", "Abroad", "College, 14 to 16", "Custody", "Died",
    "Over compulsory school age", "Not known",
    also={"Unknown": "Not known", "CME unknown": "Missing, whereabouts unknown",
          "CME known": "Missing, whereabouts known", "EHE": "Home education"},
)  # fmt: skip

_NO_DESTINATION = "unexplained OR destination IN ('Missing, whereabouts unknown', 'Not known')"


def _deleted(fact: str, when: str = "true") -> str:
    return event(fact, local_id=LOCAL_ID, on="deleted_on", setting="urn", when=when)


FEED = Feed(
    key="roll_deletions",
    title="Roll deletions",
    source="school_returns",
    about="Pupils whose names schools delete from their registers: when, on what ground, where to.",
    kind=Kind.SNAPSHOT,
    expected_days=8,
    example="roll_deletions_2026-11-01.csv",
    columns=(
        *PUPIL,
        Column("ground", "Ground", GROUND, ("Ground for Deletion",), True, on_fault=Severity.WARN),
        Column("ground_met_on", "Date Ground Met", DATE, (), on_fault=Severity.WARN),
        Column("deleted_on", "Date Deleted", DATE, ("Date of Deletion",), True, False),
        Column("received_on", "Return Received On", DATE, ("Date of Return", "Received")),
        Column("destination", "Destination", DESTINATION, (), on_fault=Severity.WARN),
        Column("future_address", "Future Address", TEXT, ("New Address",)),
        Column(
            "future_postcode",
            "Future Postcode",
            POSTCODE,
            ("New Postcode",),
            on_fault=Severity.WARN,
        ),
        Column("future_school", "Future School", TEXT, ("New School",)),
        Column("future_start", "Future Start", DATE, ("Start at New School",)),
        Column("reason", "Reason Given by Parent", TEXT, ("Parent's Reason", "Reason")),
        Column("unexplained", "Unexplained", YES_NO, ("Unexplained Exit",), on_fault=Severity.WARN),
        Column("challenged_on", "Challenged On", DATE, (), on_fault=Severity.WARN),
        Column("resolution", "Resolution", TEXT),
    ),
    rules=(
        born_in_range(),
        not_in_future("deleted_on"),
        in_order("date_of_birth", "deleted_on", "the date of birth"),
        # a name is not deleted before its ground applies, nor retrospectively
        in_order("ground_met_on", "deleted_on", "the ground was met", severity=Severity.WARN),
    ),
    unique=("urn", "pupil_ref", "deleted_on"),
    gone_by=("urn", "pupil_ref", "deleted_on"),
    people=people(**PERSON, newest="deleted_on"),
    facts=together(
        _deleted("removed_from_roll"),
        event("deletion_return_made", local_id=LOCAL_ID, on="received_on", setting="urn"),
        # of a return without a day of its own nobody can say whether it came in time
        spell(
            "deletion_ground_met",
            local_id=LOCAL_ID,
            starts_on="least(coalesce(ground_met_on, deleted_on), deleted_on)",
            ends_before="(deleted_on + INTERVAL 1 DAY)",
            setting="urn",
            when="received_on IS NOT NULL",
        ),
        _deleted("removed_after_leave", "ground = 'h'"),
        _deleted("removed_after_absence", "ground = 'i'"),
        _deleted("removed_without_destination", _NO_DESTINATION),
        _deleted("removed_without_ground", "ground IS NULL"),
        _deleted("removed_officially", "ground IN ('j', 'k', 'o')"),
        event(
            "moved_home",
            local_id=LOCAL_ID,
            on="deleted_on",
            when="ground = 'g' OR future_address IS NOT NULL OR future_postcode IS NOT NULL",
        ),
        _deleted("removed_to_another_school", "ground = 'a'"),
        _deleted("removed_for_home_education", "ground = 'f'"),
        _deleted("removed_as_died", "ground = 'k'"),
        # the letter alone may be a slip: not where the destination is another than death
        _deleted("death_recorded", "ground = 'k' AND coalesce(destination, 'Died') = 'Died'"),
        spell(
            "address_in_area",
            local_id=LOCAL_ID,
            starts_on="deleted_on",
            when=lives_in_area("future_postcode"),
        ),
    ),
)
