"""What people decided of two children's records: the same child, two children, or not sure.

*Same* and *different* bind the machine until a person undoes them: by taking the decision back, or
by an opposite one that names it. *Not sure* binds nothing; it tells the next person who looked,
when and why. Nothing is ever changed in the journal, so what stood at any moment can be told again.
A decision about records that are not in the table waits for them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from onroll.record.people.journal import acts, add, who_when_why, writing
from onroll.record.people.judgement import (
    Contradicts,
    Decision,
    Verdict,
    refuse_if_contradicted,
)

if TYPE_CHECKING:
    from onroll.record.home import Home

__all__ = [
    "Contradicts", "Decision", "Verdict", "constraints", "decide", "decisions", "standing",
    "take_back",
]  # fmt: skip

CONSTRAINTS: Final = pa.schema(
    [("record_a", pa.string()), ("record_b", pa.string()), ("decision", pa.string())]
)


def decide(
    home: Home,
    verdict: Verdict,
    one: Iterable[str],
    other: Iterable[str],
    *,
    at: dt.datetime,
    by: str,
    why: str,
    instead_of: int | None = None,
) -> Decision:
    """Keep what somebody decided, and return it; where it stands already, the one that stands.

    `one` and `other` are record ids, the pair that was shown first. `instead_of` is the number of a
    standing decision that this one takes back. Raises `Contradicts`, naming who and when, where it
    cannot stand beside what others decided, and ValueError for sides that are empty or overlap, for
    nobody, and for no reason.
    """
    sides = _side(one), _side(other)
    if both := sorted(set(sides[0]) & set(sides[1])):
        raise ValueError(f"{both[0]} is on both sides. Name two children's records.")
    said = who_when_why(at, by, why)
    with writing(_journal(home)) as there:
        known = _read(there)
        if instead_of is not None:
            _refuse_unless_standing(known, instead_of)
        new = Decision(
            len(known) + 1, Verdict(verdict), *sides, at, said["by"], said["why"], instead_of
        )
        beside = [each for each in standing(known) if each.number != instead_of]
        for each in beside:
            if each.verdict is new.verdict and _adds_nothing(new, each):
                return each
        refuse_if_contradicted(new, beside)
        _keep(home, there, new)
        return new


def take_back(home: Home, number: int, *, at: dt.datetime, by: str, why: str) -> Decision:
    """Undo a decision, from `at` on. What it had taken back stays so: decide that again.

    Raises ValueError when there is none of that number that stands.
    """
    said = who_when_why(at, by, why)
    with writing(_journal(home)) as there:
        known = _read(there)
        old = _refuse_unless_standing(known, number)
        new = Decision(
            len(known) + 1, None, old.one, old.other, at, said["by"], said["why"], takes_back=number
        )
        _keep(home, there, new)
        return new


def decisions(home: Home, known_at: dt.datetime | None = None) -> list[Decision]:
    """Every act in order; with `known_at`, those of that moment and before."""
    known = _read(acts(_journal(home)))
    return [each for each in known if known_at is None or each.at <= known_at]


def standing(known: Iterable[Decision]) -> list[Decision]:
    """The decisions nobody took back, in order; *not sure* only until somebody was."""
    known = list(known)
    away = {each.takes_back for each in known}
    stand = [each for each in known if each.verdict is not None and each.number not in away]
    asked = frozenset(
        record for each in stand if each.verdict is Verdict.NOT_SURE for record in each.shown
    )
    settled: dict[frozenset[str], int] = {}
    for each in stand:
        if each.verdict is not Verdict.NOT_SURE and asked & each.records:
            settled.update((pair, each.number) for pair in each.pairs)
    return [
        each
        for each in stand
        if each.verdict is not Verdict.NOT_SURE
        or settled.get(frozenset(each.shown), 0) < each.number
    ]


def constraints(known: Iterable[Decision]) -> pa.Table:
    """What stands and binds the machine: record_a, record_b, decision ("same" or "different").

    *Same* joins every record of both sides to the first; *different* keeps every record of one
    side from every record of the other, so that it holds whichever of them stay.
    """
    rows = {
        (*sorted(pair), str(each.verdict))
        for each in standing(known)
        if each.verdict is not Verdict.NOT_SURE
        for pair in each.pairs
    }
    return pa.Table.from_pylist(
        [dict(zip(CONSTRAINTS.names, row, strict=True)) for row in sorted(rows)], CONSTRAINTS
    )


def _adds_nothing(new: Decision, old: Decision) -> bool:
    """Whether all of a decision stands already. Who is not sure is told each time."""
    return (
        new.verdict is not Verdict.NOT_SURE
        and new.records <= old.records
        and new.pairs <= old.pairs
    )


def _refuse_unless_standing(known: list[Decision], number: int) -> Decision:
    """The decision of that number. Raises ValueError, in words, where it does not stand."""
    if not 1 <= number <= len(known):
        raise ValueError(f"There is no decision {number}. `onroll matches history` lists them.")
    if known[number - 1].verdict is None:
        raise ValueError(f"{number} is no decision but one taken back. Decide that again.")
    for each in known:
        if each.takes_back == number:
            raise ValueError(
                f"Decision {number} was taken back on {each.at.day} {each.at:%B %Y} by {each.by}. "
                "Nothing to do."
            )
    return known[number - 1]


def _side(records: Iterable[str]) -> tuple[str, ...]:
    side = tuple(dict.fromkeys(record.strip() for record in records))
    if not side or not all(side):
        raise ValueError("A side has no record. Name the records of each child, as source:number.")
    return side


def _journal(home: Home) -> Path:
    return home.people / "decisions"


def _read(there: list[dict[str, Any]]) -> list[Decision]:
    return [
        Decision(
            **act
            | {
                "verdict": Verdict(act["verdict"]) if act["verdict"] else None,
                "one": tuple(act["one"]),
                "other": tuple(act["other"]),
            }
        )
        for act in there
    ]


def _keep(home: Home, there: list[dict[str, Any]], new: Decision) -> None:
    held = {
        "verdict": new.verdict,
        "one": new.one,
        "other": new.other,
        "at": new.at,
        "by": new.by,
        "why": new.why,
        "takes_back": new.takes_back,
    }
    add(_journal(home), there, held)
