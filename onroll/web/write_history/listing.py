"""Who may see the changes, those that one asks for, and them as a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import pyarrow as pa
from django.db.models import Q
from django.utils.timezone import localtime

from onroll.figures.csv_text import csv_text
from onroll.web.access.models import Role
from onroll.web.access.roles import has_role
from onroll.web.write_history.models import ChangeQuerySet
from onroll.web.write_history.told import Told
from onroll.web.write_history.tracked import TRACKED

SEES_CHANGES: Final = (Role.DATA_MANAGER, Role.SAFEGUARDING_LEAD, Role.DIRECTOR)
"""The roles that see what was changed: those who answer for who may see whom."""

WHAT: Final = {each.model.rpartition(".")[2].lower(): each for each in TRACKED}
"""What one may ask for, by the word that stands in the address."""


def may_see_changes(user: Any) -> bool:
    """Whether somebody sees what was changed on accounts, roles, teams and the like."""
    return has_role(user, SEES_CHANGES)


def chosen(changes: ChangeQuerySet, *, person: int | None, what: str) -> ChangeQuerySet:
    """Those by a person or about them, and of one kind of thing; null and empty: all."""
    if person is not None:
        changes = changes.filter(Q(by=person) | Q(about=person))
    return changes.filter(table=WHAT[what].table) if what else changes


def as_csv(changes: Iterable[Told]) -> bytes:
    """The changes as a file for a spreadsheet, kept from taking a name for a formula."""
    rows = [
        (
            f"{localtime(each.change.at):%Y-%m-%d %H:%M:%S}",
            each.called,
            each.words,
            each.by,
            each.where,
            each.child,
        )
        for each in changes
    ]
    heads = ("When", "What", "What was changed", "By", "Where", "Child")
    columns = {
        head: pa.array([row[n] for row in rows], pa.string()) for n, head in enumerate(heads)
    }
    return csv_text(pa.table(columns)).encode("utf-8-sig")
