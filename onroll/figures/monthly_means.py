"""The months whose ends make a mean: of a term, and of the winter, the headline after 16."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

TERMS: Final[Mapping[str, tuple[int, ...]]] = {
    "Autumn": (9, 10, 11, 12),
    "Spring": (1, 2, 3, 4),
    "Summer": (5, 6, 7),
}
"""The months of each term in the Leicestershire home education snapshot; August is in none."""

WINTER: Final = (12, 1, 2)
"""The ends of these months make the headline of those not in education, employment or training,
and not known."""
