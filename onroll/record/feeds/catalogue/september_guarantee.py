"""The September Guarantee: an offer of a suitable place by the end of September.

It is owed to young people who finish Year 11, and Year 12. A job without accredited training is no
suitable offer. That nothing was recorded is not an offer, and no sign that none was made.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import DATE, POSTCODE, REFERENCE, TEXT, UPN, one_of
from onroll.record.feeds.facts_sql import event, people, spell, together
from onroll.record.feeds.rules import born_in_range, needed, not_in_future

_WARN = Severity.WARN

# the school year begins in September, so a birthday in the last four months belongs to the next
_FINISHED = "(year(date_of_birth + INTERVAL 4 MONTH) + 5 + CAST(leaves_year AS INTEGER))"
"""The year in whose summer a young person finished Year 11 or 12."""
_SEPTEMBER = f"make_date({_FINISHED}, 9, 1)"
_OCTOBER = f"make_date({_FINISHED}, 10, 1)"


def _for_the_year(fact: str, when: str, *, starts_on: str = _SEPTEMBER) -> str:
    return spell(
        fact,
        local_id="young_person_ref",
        starts_on=starts_on,
        ends_before=f"make_date({_FINISHED} + 1, 9, 1)",
        when=when,
    )


FEED = Feed(
    key="september_guarantee",
    title="September Guarantee",
    source="careers",
    about="Offers of a place to young people who finish Year 11 or Year 12.",
    kind=Kind.SNAPSHOT,
    expected_days=92,
    example="september_guarantee_2026-09-30.csv",
    columns=(
        Column(
            "young_person_ref",
            "Young Person ID",
            REFERENCE,
            ("YP Ref", "YoungPersonsID", "CCIS ID"),
            True,
            False,
        ),
        Column("upn", "UPN", UPN, ("UniquePupilNumber",), on_fault=_WARN),
        Column("forename", "Forename", TEXT, ("First Name", "Given Name"), True, False),
        Column("surname", "Surname", TEXT, ("Last Name", "Family Name"), True, False),
        Column("date_of_birth", "Date of Birth", DATE, ("DOB",), True, False),
        Column("postcode", "Postcode", POSTCODE, ("Post Code",), on_fault=_WARN),
        Column("leaves_year", "Year Finished", one_of("11", "12"), ("Year Group",), True, False),
        Column(
            "status",
            "Guarantee Status",
            one_of("Offer made", "Offer not appropriate", "No offer", "Not recorded"),
            ("Offer Status",),
            True,
            False,
        ),
        Column("offered_on", "Offer Date", DATE, ("Offered On",), True),
        Column("provider", "Provider", TEXT),
    ),
    rules=(
        born_in_range(),
        not_in_future("offered_on"),
        needed(
            "offered_on", "status = 'Offer made'", "there is no day on which the offer was made"
        ),
    ),
    unique=("young_person_ref", "leaves_year"),
    gone_by=("young_person_ref",),
    people=people(
        local_id="young_person_ref",
        newest="offered_on",
        upn="upn",
        forename="forename",
        surname="surname",
        date_of_birth="date_of_birth",
        postcode="postcode",
    ),
    facts=together(
        # from the October before, so that an offer of the last school year counts
        event(
            "guarantee_owed",
            local_id="young_person_ref",
            on=f"make_date({_FINISHED} - 1, 10, 1)",
        ),
        event(
            "september_guarantee_offer",
            local_id="young_person_ref",
            on="offered_on",
            when="status = 'Offer made'",
        ),
        _for_the_year(
            "guarantee_offer_made",
            f"status = 'Offer made' AND offered_on < {_OCTOBER}",
            starts_on=f"greatest(offered_on, {_SEPTEMBER})",
        ),
        _for_the_year("guarantee_offer_not_appropriate", "status = 'Offer not appropriate'"),
        _for_the_year(
            "guarantee_no_offer",
            f"status = 'No offer' OR (status = 'Offer made' AND offered_on >= {_OCTOBER})",
        ),
    ),
)
