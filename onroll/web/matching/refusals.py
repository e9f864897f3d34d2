"""Why an act of somebody's could not be kept, as a page may tell it to them."""

from __future__ import annotations

import re
from typing import Any, Final

from onroll.record.people.decisions import Contradicts
from onroll.web.access.roles import SEES_SHIELDED
from onroll.web.matching.decided import full_names
from onroll.web.shields.protected import records_protected

ADDRESS: Final = re.compile(r"[^\s@“”:,;]+@[\w-]+(?:\.[\w-]+)+")

ABOUT_A_PROTECTED_CHILD: Final = (
    "This contradicts what was decided about a child who is protected. Only somebody whose role is "
    f"{' or '.join(SEES_SHIELDED)} sees that decision. Ask one of them"
)


def refusal_in_words(reason: ValueError, user: Any) -> str:
    """Why it was refused, with the names of colleagues, and nothing of a protected child."""
    if isinstance(reason, Contradicts):
        hidden = records_protected(user)
        if any(each.records & hidden for each in reason.standing):
            return ABOUT_A_PROTECTED_CHILD
    return with_names(str(reason))


def with_names(words: str) -> str:
    """Words of a journal, in which an officer goes by email address, with their name instead."""
    addresses = dict.fromkeys(ADDRESS.findall(words))
    for address, name in full_names(addresses).items():
        words = words.replace(address, name)
    return words
