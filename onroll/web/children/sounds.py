"""Names as a search sees them: plain letters, and the sound of each word."""

from __future__ import annotations

import re
import unicodedata

from jellyfish import metaphone


def plain(name: str) -> str:
    """The name in small letters without accents, its words parted by one space.

    "Zoë O'Brien-Nowak" is "zoe obrien nowak".
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", re.sub(r"['\u2019`]", "", letters)))


def sounds(name: str) -> list[str]:
    """How each word of a name sounds (Metaphone), without repeats, in order.

    A word that has no sound in English letters stands for itself, so it can still be found.
    """
    return list(dict.fromkeys(metaphone(word) or word for word in plain(name).split()))
