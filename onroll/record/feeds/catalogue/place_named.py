"""A place of education named in one of three ways: by URN, by UKPRN or by its type, never by two.

The alternative provision census sets the rule: a school has a URN, another registered provider a
UKPRN, and only what has neither is named by its type.
"""

from onroll.record.feeds.base import Rule
from onroll.record.feeds.columns import ColumnType, Fault, shown

UKPRN = ColumnType(
    "UKPRN",
    "VARCHAR",
    r"CASE WHEN regexp_full_match($cell, '1\d{7}') THEN $cell END",
    (
        Fault(
            "not_a_ukprn",
            "true",
            "is not a UKPRN. A UKPRN has 8 digits and begins with 1",
            "Find it on the UK Register of Learning Providers, then load the fix file",
        ),
    ),
)
"""The number of a learning provider."""


TYPES_WITHOUT_NUMBER = ("NFE", "OOT", "OTH", "WBP")
"""The census's types of a place that has neither number: a further education college outside the
maintained sector, one-to-one tuition, another unregistered provider, a work-based placement."""


def one_place_named(urn: str, ukprn: str, setting_type: str) -> tuple[Rule, Rule]:
    """At most one of the three says where.

    A type in a council's own words (`Hospital school`) describes a place and names none.
    """
    fix = "Keep the URN where the place has one, else the UKPRN, else the type"
    return (
        Rule(
            rule_id=f"{ukprn}.named_twice",
            column=ukprn,
            wrong=f"t_{urn} IS NOT NULL AND t_{ukprn} IS NOT NULL",
            problem=f"{shown(f't_{ukprn}')} || ' names the place, and so does ' || "
            + shown(f"t_{urn}"),
            fix=fix,
            kind="names the place, and so does a URN",
        ),
        Rule(
            rule_id=f"{setting_type}.named_twice",
            column=setting_type,
            wrong=f"upper(t_{setting_type}) IN {TYPES_WITHOUT_NUMBER} "
            f"AND coalesce(t_{urn}, t_{ukprn}) IS NOT NULL",
            problem=f"{shown(f't_{setting_type}')} || ' is a place without a number, and it has ' "
            "|| " + shown(f"coalesce(t_{urn}, t_{ukprn})"),
            fix=fix,
            kind="is a place without a number, and it has one",
        ),
    )
