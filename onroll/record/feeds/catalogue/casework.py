"""What officers decided: each a row with who, when and from which day, never changed afterwards.

onroll writes this feed itself from its cases, so that a decision is evidence like any other and the
flow stays one way. The child is onroll's own number of one. A decision that was taken back stays in
the file, with who took it back and when, and tells nothing.

A case is open from its opening to its closing. A finding on home education holds until the child's
next finding, and one that is in doubt is neither suitable nor unsuitable. A child who moved away
has moved until an address in the area is verified. Enquiries are exhausted only once a second
person has signed. A step that was taken or received (`casework_steps`) is an event of its day, at
the school that the row names, if any; that a child is to leave school for home education lasts
until the day it is to be.

Three things are for counting alone, and no definition asks about them: what a case was mostly about
as it was referred, how it ended, and which other record an officer linked as a brother or sister.
"""

from onroll.record.casework.outcomes import endings
from onroll.record.casework.referring import ISSUES
from onroll.record.casework_steps import TITLES
from onroll.record.feeds.base import Column, Feed, Kind, Rule, Severity
from onroll.record.feeds.columns import DATE, POSTCODE, REFERENCE, TEXT, UPN, URN, one_of, quoted
from onroll.record.feeds.facts_sql import IN_AREA, OUT_OF_AREA, event, people, spell, together
from onroll.record.feeds.rules import born_in_range, in_order, needed, not_in_future

_WARN = Severity.WARN

LINKED = "Brother or sister linked"

DECISIONS = (
    "Case opened",
    "Case closed",
    "Child seen",
    "Address verified",
    "Moved away",
    "Education suitable",
    "Education not suitable",
    "Education in doubt",
    "Enquiries exhausted",
    *(step for step in TITLES if step != "Case closed"),
    LINKED,
)
"""Everything that an officer can decide which is told of the child."""

_STANDS = "taken_back_on IS NULL"
_IN_ORDER = "holds_from, decided_on, row"


def _until_next(decisions: tuple[str, ...], next_of: str, when: str = "true") -> str:
    """A source: the standing rows of some decisions with `over_on`, the day of the next of them.

    `next_of` names whose, and `when` which of the rows end the one before.
    """
    listed = ", ".join(map(quoted, decisions))
    return (
        f"(SELECT *, min(CASE WHEN {when} THEN holds_from END) OVER (PARTITION BY {next_of} "
        f"ORDER BY {_IN_ORDER} ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS over_on "
        f"FROM rows WHERE {_STANDS} AND decision IN ({listed}))"
    )


_CASES = _until_next(("Case opened", "Case closed"), "case_ref", "decision = 'Case closed'")
_FINDINGS = _until_next(
    ("Education suitable", "Education not suitable", "Education in doubt"), "person_id"
)
_WHEREABOUTS = _until_next(
    ("Address verified", "Moved away"), "person_id", f"decision = 'Address verified' AND {IN_AREA}"
)


def _while(fact: str, decision: str, source: str, when: str = "true") -> str:
    return spell(
        fact,
        local_id="person_id",
        starts_on="holds_from",
        ends_before="over_on",
        when=f"decision = {quoted(decision)} AND {when}",
        source=source,
    )


def _on(fact: str, decision: str) -> str:
    return event(
        fact,
        local_id="person_id",
        on="holds_from",
        setting="urn",
        when=f"{_STANDS} AND decision = {quoted(decision)}",
    )


_UNTIL = "Home education intended"
"""The step that lasts: until the day on which the child is to leave school."""

_STEPS = (
    *(_on(fact, step) for step, fact in TITLES.items() if step != _UNTIL),
    spell(
        TITLES[_UNTIL],
        local_id="person_id",
        starts_on="holds_from",
        ends_before="holds_until",
        setting="urn",
        when=f"{_STANDS} AND decision = {quoted(_UNTIL)}",
    ),
)


FEED = Feed(
    key="casework",
    title="Casework decisions",
    source="casework",
    about="What officers decided about a child, by whom, when, and from which day it holds.",
    kind=Kind.SNAPSHOT,
    expected_days=8,
    example="casework_2026-11-01.csv",
    columns=(
        Column("decision_ref", "Decision Ref", REFERENCE, (), True, False),
        Column("case_ref", "Case Ref", REFERENCE, (), True),
        Column("person_id", "Person ID", REFERENCE, (), True, False),
        Column("upn", "UPN", UPN, (), on_fault=_WARN),
        Column("forename", "Forename", TEXT),
        Column("surname", "Surname", TEXT),
        Column("date_of_birth", "Date of Birth", DATE, (), on_fault=_WARN),
        Column("address", "Address", TEXT),
        Column("postcode", "Postcode", POSTCODE, (), on_fault=_WARN),
        Column("decision", "Decision", one_of(*DECISIONS), (), True, False),
        Column("holds_from", "Holds From", DATE, (), True, False),
        Column("holds_until", "Holds Until", DATE, (), on_fault=_WARN),
        Column("urn", "School URN", URN, (), on_fault=_WARN),
        Column("decided_on", "Decided At", DATE, (), True, False),
        Column("decided_by", "Decided By", TEXT, (), True, False),
        Column("signed_by", "Signed By", TEXT, (), True),
        Column("reason", "Reason", TEXT),
        Column("taken_back_on", "Taken Back At", DATE, (), True),
        Column("taken_back_by", "Taken Back By", TEXT, (), True),
        Column("issue", "Predominant Issue", one_of(*ISSUES.values()), (), on_fault=_WARN),
        Column("outcome", "Outcome", one_of(*endings()), (), on_fault=_WARN),
        Column("sibling", "Brother or Sister", REFERENCE),
    ),
    rules=(
        born_in_range(severity=_WARN),
        not_in_future("decided_on"),
        in_order("decided_on", "taken_back_on", "the decision"),
        in_order("holds_from", "holds_until", "the day it holds from"),
        needed("holds_until", f"decision = {quoted(_UNTIL)}", "there is no day of leaving"),
        needed("case_ref", "decision IN ('Case opened', 'Case closed')", "there is no case"),
        needed(
            "signed_by",
            "decision = 'Enquiries exhausted'",
            "enquiries are exhausted only when a manager has signed",
        ),
        needed("reason", "decision = 'Moved away'", "nothing says what confirmed the move"),
        needed("sibling", f"decision = {quoted(LINKED)}", "nothing says who it is"),
        needed("taken_back_by", "taken_back_on IS NOT NULL", "nothing says who took it back"),
        Rule(
            rule_id="signed_by.the_same",
            column="signed_by",
            wrong="decision = 'Enquiries exhausted' AND signed_by = decided_by",
            problem="'the same person decided and signed'",
            fix="A second person signs",
        ),
    ),
    unique=("decision_ref",),
    people=people(
        local_id="person_id",
        newest=("decided_on", "holds_from"),
        upn="upn",
        forename="forename",
        surname="surname",
        date_of_birth="date_of_birth",
        address="CASE WHEN decision = 'Address verified' THEN address END",
        postcode="CASE WHEN decision = 'Address verified' THEN postcode END",
    ),
    facts=together(
        _while("case_open", "Case opened", _CASES),
        _on("child_seen", "Child seen"),
        _on("address_verified", "Address verified"),
        spell(
            "address_in_area",
            local_id="person_id",
            starts_on="holds_from",
            when=f"{_STANDS} AND decision = 'Address verified' AND {IN_AREA}",
        ),
        _while("moved_away", "Moved away", _WHEREABOUTS),
        _while("moved_away", "Address verified", _WHEREABOUTS, OUT_OF_AREA),
        _while("education_found_suitable", "Education suitable", _FINDINGS),
        _while("education_found_unsuitable", "Education not suitable", _FINDINGS),
        _on("enquiries_exhausted", "Enquiries exhausted"),
        *_STEPS,
    ),
)
