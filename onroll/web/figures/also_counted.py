"""Which definitions are counted in another way too, and on which page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from onroll.record.definitions.catalogue.leaving import LEAVING


@dataclass(frozen=True)
class OtherFigures:
    """A page of figures: the name of its address, and the words of a link to it."""

    page: str
    words: str


EXITS: Final = OtherFigures("exits_by_school", "Children who left each school’s roll")
CASES: Final = OtherFigures("cases_over_a_period", "Work over a period")
_OF_DEFINITION: Final = {
    **{each.key: EXITS for each in LEAVING},
    "open_case": CASES,
    "repeat_case": CASES,
}


def also_counted(key: str) -> OtherFigures | None:
    """The page that counts what a definition is about in another way; None for most."""
    return _OF_DEFINITION.get(key)
