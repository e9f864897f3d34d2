"""Two children side by side: every record of each, and how they stand in each fact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from onroll.web.children.models import Child, School, SourceRecord
from onroll.web.children.sounds import plain
from onroll.web.matching.comparing import (
    DIFFERS_AS_TWO,
    STRONG,
    Sides,
    Verdict,
    closed_up,
    compared,
)

FACTS: Final = (
    ("forename", "Forename"),
    ("surname", "Surname"),
    ("date_of_birth", "Date of birth"),
    ("sex", "Sex"),
    ("upn", "UPN"),
    ("former_upn", "Former UPN"),
    ("nhs_number", "NHS number"),
    ("address", "Address"),
    ("postcode", "Postcode"),
    ("school", "School"),
)


@dataclass(frozen=True)
class Side:
    """One child with their records, the one that was compared before the others."""

    child: Child
    records: tuple[SourceRecord, ...]

    @property
    def record_ids(self) -> tuple[str, ...]:
        return tuple(row.record_id for row in self.records)

    def values(self, name: str) -> list[Any]:
        """What the records give for a fact, each value once, in the order of the records."""
        return list(dict.fromkeys(value for row in self.records if (value := getattr(row, name))))


@dataclass(frozen=True)
class Row:
    """One fact: how the sides stand in it, and what each record says ("": it does not)."""

    name: str
    title: str
    verdict: Verdict
    cells: tuple[Any, ...]


class Pair:
    """Two children who may be one."""

    def __init__(self, one: Side, other: Side) -> None:
        self.one, self.other = one, other
        self.sides = Sides(one.child.pk, other.child.pk)

    @property
    def records(self) -> tuple[SourceRecord, ...]:
        return self.one.records + self.other.records

    @cached_property
    def schools(self) -> dict[str, str]:
        urns = {row.school for row in self.records if row.school}
        found = School.objects.filter(urn__in=urns) if urns else School.objects.none()
        return {school.urn: school.name for school in found}

    @cached_property
    def rows(self) -> list[Row]:
        return [self.row(name, title) for name, title in FACTS]

    def row(self, name: str, title: str) -> Row:
        said = [getattr(record, name) for record in self.records]
        cells = [self.schools.get(value, value) for value in said] if name == "school" else said
        return Row(name, title, self.verdict(name), tuple(cells))

    def verdict(self, name: str) -> Verdict:
        """How the sides stand in one fact."""
        found = compared(name, self.one.values(name), self.other.values(name), self.sides)
        if name == "upn" and found.agree is False and self.former_upn_is_the_others:
            return Verdict(True, "Agrees with a former UPN of the other")
        if name in ("forename", "surname") and found.agree is False and self.names_are_swapped:
            return Verdict(False, "Differs: forename and surname the other way round")
        return found

    @property
    def names_are_swapped(self) -> bool:
        """Whether a forename of one child is a surname of the other, and the other way round."""
        one, other = (
            [{*map(plain, side.values(name))} for name in ("forename", "surname")]
            for side in (self.one, self.other)
        )
        return bool(one[0] & other[1] and one[1] & other[0])

    @property
    def former_upn_is_the_others(self) -> bool:
        """Whether a UPN of one child is known to be a former UPN of the other."""
        sides = (self.one, self.other), (self.other, self.one)
        return any(
            {*map(closed_up, a.values("upn"))} & {*map(closed_up, b.values("former_upn"))}
            for a, b in sides
        )

    @property
    def may_be_twins(self) -> bool:
        """Surname, date of birth and address alike, under two forenames."""
        surname = self.verdict("surname")
        return (
            self.verdict("forename").words == DIFFERS_AS_TWO
            and surname.agree is not None
            and surname.words != DIFFERS_AS_TWO
            and self.verdict("date_of_birth").agree is True
            and self.verdict("address").agree is True
        )

    @property
    def strong_that_differ(self) -> list[str]:
        """The numbers a child has one of and these two have two of: "UPN", "NHS number"."""
        return [STRONG[row.name] for row in self.rows if row.name in STRONG and differs(row)]


def differs(row: Row) -> bool:
    return row.verdict.agree is False and "temporary" not in row.verdict.words


def records_of(
    children: Iterable[str], *, first: Iterable[str] = ()
) -> dict[str, list[SourceRecord]]:
    """The records of each child, those named first before the others, in one query."""
    before = set(first)
    found: dict[str, list[SourceRecord]] = {child: [] for child in children}
    rows = SourceRecord.objects.filter(child__in=found).order_by("source", "local_id")
    for row in sorted(rows, key=lambda row: row.record_id not in before):
        found[row.child_id].append(row)
    return found
