"""What a child's record shows of its contradictions, worked out from the facts that it shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from onroll.record.definitions.catalogue.contradictions import CONTRADICTIONS
from onroll.record.definitions.contradiction import AskedOf, Contradiction
from onroll.record.spells import day_date
from onroll.record.why import Evidence, evidence
from onroll.web.children.record import ChildRecord


@dataclass(frozen=True)
class ShownQuestion:
    """A question, whom to ask, and each row it rests on in the words of the record."""

    rule: Contradiction
    since: date | None
    asked_of: str
    rows: tuple[tuple[str, Evidence], ...]


def questions_of(record: ChildRecord, *, protected: bool) -> list[ShownQuestion]:
    """What two sources said of the child on the record's day that cannot both be right.

    Nothing where the child is protected from this reader: a question tells where the child is.
    """
    if protected:
        return []
    found = []
    for rule in CONTRADICTIONS:
        if run := record.one_child.run_on(rule.expression, record.day):
            rows = rows_of(record, rule)
            asked_of = record.school_name(school(rule.asked_of, rows)) or rule.asked_of.team
            said = tuple((record.said(row), row) for row in rows)
            found.append(ShownQuestion(rule, day_date(run[0]), asked_of, said))
    return found


def rows_of(record: ChildRecord, rule: Contradiction) -> list[Evidence]:
    """The rows that settle the rule's tests on the record's day, without those of an age."""
    found = (
        row
        for test, _ in rule.tests
        for row in evidence(test, record.one_child, record.day)
        if row.fact in rule.evidence
    )
    return list(dict.fromkeys(found))


def school(asked_of: AskedOf, rows: Iterable[Evidence]) -> str:
    """The URN of the school to ask, as a run chooses it; empty where no row names one."""
    named = [
        (asked_of.schools_of.index(row.fact), row.starts_on, row.setting)
        for row in rows
        if row.fact in asked_of.schools_of and row.setting
    ]
    return min(named)[2] if named else ""
