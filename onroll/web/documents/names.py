"""What a file was called where it came from, as it may be shown."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MOST: Final = 150
_NO_FOLDERS: Final = re.compile(r".*[\\/]", re.DOTALL)
_NOT_SHOWN: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
"""Characters that are not seen, or turn around those that are."""


def shown_name(name: str) -> str:
    """The name without folders, and without characters that nobody sees; its end stays."""
    bare = _NO_FOLDERS.sub("", name)
    seen = "".join(each for each in bare if unicodedata.category(each) not in _NOT_SHOWN)
    seen = " ".join(seen.split())
    if len(seen) > MOST:
        seen = f"{seen[: MOST - 21]}…{seen[-20:]}"
    return seen or "no name"
