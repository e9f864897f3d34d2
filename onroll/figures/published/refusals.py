"""Why a file of published figures, or of neighbours, is not taken."""

from __future__ import annotations

from typing import Final

MOST_BYTES: Final = 200_000_000
MOST_CELLS: Final = 30_000_000


class NotTaken(ValueError):
    """A file that is not loaded, not even in part. The message says where, what was found, what is
    needed and how to put it right."""


def shown(text: str) -> str:
    """A value out of a file, in quotes and short."""
    return f"'{text[:40]}'"
