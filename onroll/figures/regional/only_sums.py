"""Nothing of one child goes from one authority to another in a snapshot: sums go, and words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final


class NotASnapshot(ValueError):
    """What is no snapshot. The message says where, what was found, what is needed and the fix."""


OF_ONE_CHILD: Final = frozenset(
    "upn uln urn id child pupil name forename surname dob birth born sex gender ethnicity postcode "
    "address email phone nhs reference school year".split()
)
"""Words in the name of a column that could be of one child."""

IN_A_TEXT: Final = (
    (re.compile(r"\b[A-Z]\d{11}[0-9A-Z]\b", re.IGNORECASE), "a unique pupil number"),
    (re.compile(r"\b[A-Z]{1,2}\d[A-Z0-9]? ?\d[A-Z]{2}\b", re.IGNORECASE), "a postcode"),
    (re.compile(r"\b[A-Z]{2}-(?=[A-Z]*\d)[0-9A-Z]{4,10}\b"), "the reference of a child"),
)


def may_be_of_one_child(column: str) -> bool:
    """Whether a column of this name could be of one child."""
    return not OF_ONE_CHILD.isdisjoint(re.split("[^a-z]+", column.lower()))


def refuse_columns(columns: Sequence[str], wanted: Sequence[str], where: str) -> None:
    """Raises `NotASnapshot` where there is a column that is not wanted, or one is lacking."""
    for column in columns:
        if column not in wanted:
            why = (
                "could be of one child, and nothing of one child may be sent"
                if may_be_of_one_child(column)
                else "is none of a snapshot"
            )
            raise NotASnapshot(
                f"{where}, row 1: the column '{column[:40]}' {why}. Take it out. A snapshot has "
                f"{', '.join(wanted)}."
            )
    if lacking := [column for column in wanted if column not in columns]:
        raise NotASnapshot(
            f"{where}, row 1: there is no column {', '.join(lacking)}. Start from the file that "
            "`onroll region template` prints."
        )


def refuse_text(text: str, where: str) -> None:
    """Raises `NotASnapshot` for words in which one child is named by a number or a place, or that
    a terminal would not print."""
    if not text.isprintable():
        raise NotASnapshot(f"{where}: there is a sign in it that cannot be seen. Type it again.")
    for pattern, what in IN_A_TEXT:
        if pattern.search(text):
            raise NotASnapshot(
                f"{where}: there is {what} in it. Nothing of one child may be sent. Take it out."
            )
