"""Visits and reviews of home education, and what was decided on the evidence.

A finding holds from the day of decision to the child's next decision, whatever that is: education
that is in doubt is neither suitable nor unsuitable, so a doubt ends an earlier finding.

Of a child whose reviews are gone from the newest file, a finding that the education is suitable
holds up to the first file without them; one that it is not suitable still holds.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import DATE, REFERENCE, TEXT, one_of
from onroll.record.feeds.rules import in_order, needed, not_in_future

OUTCOME = one_of(
    "Suitable", "Not suitable", "In doubt", "No evidence yet", also={"Unsuitable": "Not suitable"}
)

FEED = Feed(
    key="home_education_reviews",
    title="Home education reviews",
    source="home_education",
    about="Visits and reviews of home education, and their outcomes.",
    kind=Kind.SNAPSHOT,
    expected_days=31,
    example="reviews_2026-11-01.csv",
    columns=(
        Column("ehe_ref", "EHE Ref", REFERENCE, ("EHE Reference",), True, False),
        Column("reviewed_on", "Review date", DATE, ("Date of Review",), True, False),
        Column("visit", "Visit", TEXT),
        Column("outcome", "Outcome", OUTCOME, (), True),
        Column("decided_on", "Decided on", DATE, ("Decision Date",), True),
    ),
    rules=(
        not_in_future("reviewed_on"),
        not_in_future("decided_on"),
        in_order("reviewed_on", "decided_on", "the review", severity=Severity.WARN),
        needed(
            "decided_on",
            "outcome IN ('Suitable', 'Not suitable')",
            "there is no day on which this outcome was decided",
        ),
    ),
    unique=("ehe_ref", "reviewed_on", "decided_on"),
    gone_by=("ehe_ref",),
    facts="""
    SELECT
        ehe_ref AS local_id,
        CASE outcome WHEN 'Suitable' THEN 'education_found_suitable'
            ELSE 'education_found_unsuitable' END AS fact,
        decided_on AS starts_on,
        CASE outcome WHEN 'Suitable' THEN least(next_decided_on, gone_on)
            ELSE next_decided_on END AS ends_before,
        CAST(NULL AS DOUBLE) AS value,
        CAST(NULL AS VARCHAR) AS setting,
        file,
        row
    FROM (
        SELECT *, lead(decided_on) OVER (
            PARTITION BY ehe_ref ORDER BY decided_on, reviewed_on, row
        ) AS next_decided_on
        FROM rows
        WHERE decided_on IS NOT NULL
    ) AS decided
    WHERE outcome IN ('Suitable', 'Not suitable')
        AND coalesce(decided_on < next_decided_on, true)""",
)
