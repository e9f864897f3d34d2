"""The hash that seals one row of the log of reads, worked out without the database.

A trigger of the database writes the same hash as a transaction ends: migration 0004, and
docs/adr/0020-the-read-log-is-chained.md for the form and the reasons.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Final

# Any number, and no other lock's: the trigger holds it while a transaction seals and commits.
SEALING: Final = 7_062_029

FIRST: Final = b""
"""What the first row of all is sealed over."""

COLUMNS: Final = (
    "r.id::text",
    "r.user_id::text",
    "r.child",
    "r.page",
    "r.outcome",
    "round(extract(epoch from r.at) * 1000000)::text",
)
"""A row's own part of what is hashed, as SQL; `at` in microseconds since 1970 began, UTC."""


def seal(previous: bytes, number: int, day: str, row: Sequence[str]) -> bytes:
    """The 32 bytes of SHA-256 over a JSON list of texts, in UTF-8, with a space after each comma.

    The texts: the hash before, in hexadecimal; the number; the day as YYYY-MM-DD; then `COLUMNS`.
    """
    texts = [previous.hex(), str(number), day, *row]
    return hashlib.sha256(json.dumps(texts, ensure_ascii=False).encode()).digest()
