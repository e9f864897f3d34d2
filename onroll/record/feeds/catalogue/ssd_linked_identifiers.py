"""The Standard Safeguarding Dataset's table of other numbers by which a child is known.

Releases of the dataset that have no UPN in the table of people have it here. Of several numbers of
one kind the one that became valid last is the child's. Numbers of other kinds are left alone.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Rule
from onroll.record.feeds.columns import DATE, REFERENCE, TEXT, shown
from onroll.record.feeds.facts_sql import people

_UPN = "identifier_type = 'Unique Pupil Number'"
_FORMER = "identifier_type = 'Former Unique Pupil Number'"
_NHS = "identifier_type IN ('NHS', 'NHS Number')"


def _newest(kind: str, name: str) -> str:
    valid = "coalesce(valid_from, DATE '1900-01-01')"
    return f"max_by(identifier, ({valid}, file, row)) FILTER (WHERE {kind}) AS {name}"


FEED = Feed(
    key="ssd_linked_identifiers",
    title="Safeguarding dataset: other numbers",
    source="social_care",
    about="UPNs, former UPNs and NHS numbers of children known to social care.",
    kind=Kind.SNAPSHOT,
    expected_days=31,
    example="ssd_linked_identifiers_2026-11-01.csv",
    columns=(
        Column("link_id", "link_table_id", REFERENCE, (), True, False),
        Column("person_id", "link_person_id", REFERENCE, (), True, False),
        Column("identifier_type", "link_identifier_type", TEXT, (), True, False),
        Column("identifier", "link_identifier_value", REFERENCE, (), True, False),
        Column("valid_from", "link_valid_from_date", DATE),
        Column("valid_to", "link_valid_to_date", DATE),
    ),
    rules=(
        Rule(
            rule_id="identifier.not_a_upn",
            column="identifier",
            wrong=f"({_UPN} OR {_FORMER}) AND NOT is_upn(t_identifier)",
            problem=f"{shown('t_identifier')} || ' is not a UPN'",
            fix="Check it against the school's register, then load the fix file",
            kind="is not a UPN",
        ),
        Rule(
            rule_id="identifier.not_a_nhs_number",
            column="identifier",
            wrong=f"{_NHS} AND NOT is_nhs_number(t_identifier)",
            problem=f"{shown('t_identifier')} || ' is not an NHS number'",
            fix="Check it with the health service, then load the fix file",
            kind="is not an NHS number",
        ),
    ),
    unique=("link_id",),
    gone_by=("person_id",),
    people=people(
        local_id="person_id",
        upn="upn",
        former_upn="former_upn",
        nhs_number="replace(nhs_number, ' ', '')",
        source=(
            f"(SELECT person_id, {_newest(_UPN, 'upn')}, {_newest(_FORMER, 'former_upn')}, "
            f"{_newest(_NHS, 'nhs_number')}, max(file) AS file, max_by(row, (file, row)) AS row, "
            "max(told_on) AS told_on, max(gone_on) AS gone_on FROM rows GROUP BY person_id)"
        ),
    ),
)
