"""Why an act of somebody's could not be kept, as a page may tell it to them."""

from __future__ import annotations

import re
from typing import Any, Final

from onroll.record.people.decisions import Contradicts
from onroll.web.access.roles import SEES_SHIELDED
from onroll.web.matching.decided import full_names
from onroll.web.matching.decided_seen import seen

ADDRESS: Final = re.compile(r"[^\s@“”:,;]+@[\w-]+(?:\.[\w-]+)+")

NOT_THEIRS_TO_SEE: Final = (
    "This contradicts what was decided about records that you cannot see. Ask somebody whose role "
    f"is {' or '.join(SEES_SHIELDED)}"
)
"""It does not say that a child is protected: that there is such a child is kept as well."""


def refusal_in_words(reason: ValueError, user: Any) -> str:
    """Why it was refused, with colleagues' names, and nothing of a child not theirs to see."""
    if isinstance(reason, Contradicts) and seen(reason.standing, user) != list(reason.standing):
        return NOT_THEIRS_TO_SEE
    return with_names(str(reason))


def with_names(words: str) -> str:
    """Words of a journal, in which an officer goes by email address, with their name instead."""
    addresses = dict.fromkeys(ADDRESS.findall(words))
    for address, name in full_names(addresses).items():
        words = words.replace(address, name)
    return words
