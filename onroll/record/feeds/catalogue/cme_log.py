"""The council's own list of children missing education: the spreadsheet there was before onroll.

Each council's has headings of its own, so this feed knows many. A child without a reference is
known by UPN, else by name and date of birth. What the list says is a fact of its own: the statutory
list is worked out from what every source says, and the two can be compared. A child who is gone
from the newest list without a day of closing is on it still.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import DATE, POSTCODE, REFERENCE, SEX, TEXT, UPN, URN, one_of
from onroll.record.feeds.facts_sql import IN_AREA, event, people, spell, together
from onroll.record.feeds.rules import born_in_range, in_order, not_in_future
from onroll.record.missing_reasons import PRIMARY_REASONS

_WARN = Severity.WARN

REASON = one_of(*PRIMARY_REASONS.values())
"""The primary reasons of the DfE return, in the wording of autumn 2025."""

_CHILD = "coalesce(ref, upn, md5(lower(concat_ws(' ', surname, forename, date_of_birth::VARCHAR))))"

FEED = Feed(
    key="cme_log",
    title="Children missing education list",
    source="cme_log",
    about="The council's own list of children missing education, as it was kept in a spreadsheet.",
    kind=Kind.SNAPSHOT,
    expected_days=31,
    example="cme_log_2026-11-01.xlsx",
    columns=(
        Column(
            "ref",
            "CME Ref",
            REFERENCE,
            ("CME Number", "CME ID", "Case Ref", "Case No", "Case Number", "Unique Ref", "ID"),
        ),
        Column("upn", "UPN", UPN, ("Unique Pupil Number", "UPN Number"), on_fault=_WARN),
        Column(
            "forename",
            "Forename",
            TEXT,
            ("First Name", "Child Forename", "Child's Forename", "Given Name", "Forenames"),
            True,
            False,
        ),
        Column(
            "surname",
            "Surname",
            TEXT,
            ("Last Name", "Family Name", "Child Surname", "Child's Surname"),
            True,
            False,
        ),
        Column(
            "date_of_birth", "Date of Birth", DATE, ("DOB", "D.O.B.", "Birth Date"), True, False
        ),
        Column("sex", "Sex", SEX, ("Gender", "M/F"), on_fault=_WARN),
        Column("address", "Address", TEXT, ("Last Known Address", "Home Address")),
        Column("postcode", "Postcode", POSTCODE, ("Post Code",), on_fault=_WARN),
        Column(
            "missing_since",
            "Date Became CME",
            DATE,
            (
                "CME Start Date",
                "CME Since",
                "Missing Since",
                "Missing From",
                "Date Off Roll",
                "Start Date",
            ),
        ),
        Column(
            "aware_on",
            "Date Referred",
            DATE,
            (
                "Referral Date",
                "Date of Referral",
                "Date LA Aware",
                "Date Aware",
                "Date Reported",
                "Date Received",
                "Date Opened",
                "Case Opened",
            ),
            True,
            False,
        ),
        Column("referred_by", "Referred By", TEXT, ("Referrer", "Source", "Referral Source")),
        Column(
            "whereabouts",
            "Whereabouts",
            one_of("Known", "Unknown", "Not recorded", also={"Y": "Known", "N": "Unknown"}),
            ("Whereabouts Known", "Whereabouts Known?"),
            on_fault=_WARN,
        ),
        Column(
            "last_seen_on", "Last Seen On", DATE, ("Last Seen", "Date Last Seen"), on_fault=_WARN
        ),
        Column("last_seen_by", "Last Seen By", TEXT),
        Column("last_school", "Last School", TEXT, ("Previous School", "School")),
        Column("urn", "Last School URN", URN, ("URN",), on_fault=_WARN),
        Column("reason", "Primary Reason", REASON, ("Reason", "CME Reason"), on_fault=_WARN),
        Column("outcome", "Outcome", TEXT, ("Closure Reason", "Reason Closed")),
        Column(
            "closed_on",
            "Date Closed",
            DATE,
            ("Closed", "Closed On", "Case Closed", "Closure Date", "End Date"),
            expected=True,
        ),
    ),
    rules=(
        born_in_range(),
        not_in_future("aware_on"),
        in_order("aware_on", "closed_on", "the referral"),
        in_order("missing_since", "closed_on", "the day the child became missing"),
    ),
    gone_by=("surname", "forename", "date_of_birth"),
    unique=("surname", "forename", "date_of_birth", "aware_on"),
    people=people(
        local_id=_CHILD,
        newest="aware_on",
        upn="upn",
        forename="forename",
        surname="surname",
        date_of_birth="date_of_birth",
        sex="sex",
        address="address",
        postcode="postcode",
        school="urn",
    ),
    facts=together(
        spell(
            "recorded_missing_education",
            local_id=_CHILD,
            starts_on="coalesce(missing_since, aware_on)",
            ends_before="closed_on",
        ),
        *(
            spell(
                f"reason_{key}",
                local_id=_CHILD,
                starts_on="coalesce(missing_since, aware_on)",
                ends_before="closed_on",
                when=f"reason = '{words}'",
            )
            for key, words in PRIMARY_REASONS.items()
        ),
        event("child_seen", local_id=_CHILD, on="last_seen_on"),
        spell("address_in_area", local_id=_CHILD, starts_on="aware_on", when=IN_AREA),
    ),
)
