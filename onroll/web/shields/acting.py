"""Protecting a child, and ending it: kept in the journal for ever, and effective at once.

Nothing is written anywhere else, so there is no moment at which to be stopped half-way.
"""

from __future__ import annotations

from datetime import datetime

from onroll.record.people import shields
from onroll.web.access.models import User
from onroll.web.amending import follow
from onroll.web.children.models import Child
from onroll.web.config.home import home
from onroll.web.shields.standing import standing_shields


def protect(child: Child, kind: str, *, why: str, user: User, at: datetime) -> bool:
    """Raise a shield over every record of a child.

    The child is protected from now on. False: those who are joined with the child, or may be the
    same child, are covered by the next run only. Raises ValueError in words.
    """
    records = records_of(child)
    shields.raise_shield(home(), shields.Kind(kind), records, at=at, by=user.email, why=why)
    return follow(records, at=at)


def ask_to_end(shield: int, child: Child | None, *, why: str, user: User, at: datetime) -> None:
    """Ask that a shield ends, for one child that it covers or, with None, for all.

    Somebody else has to agree. Raises ValueError in words.
    """
    records = (covered_by(shield) & set(records_of(child))) if child else None
    shields.ask_to_lower(home(), shield, at=at, by=user.email, why=why, records=records)


def refuse(shield: int, *, why: str, user: User, at: datetime) -> None:
    """Say that a shield stays. Raises ValueError in words."""
    shields.refuse_to_lower(home(), shield, at=at, by=user.email, why=why)


def agree(shield: int, *, why: str, user: User, at: datetime) -> bool:
    """End a shield as a colleague has asked.

    False: it is ended, and the pages show so after the next run only. Raises ValueError in words,
    as where the one who agrees is the one who asked.
    """
    before = covered_by(shield)
    shields.lower(home(), shield, at=at, by=user.email, why=why)
    return follow(before - covered_by(shield), at=at)


def records_of(child: Child) -> list[str]:
    return sorted(child.sourcerecord_rows.values_list("record_id", flat=True))


def covered_by(shield: int) -> frozenset[str]:
    """The records that a shield covers now."""
    return frozenset(
        record for each in standing_shields() if each.number == shield for record in each.covered
    )
