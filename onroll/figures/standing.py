"""Where each authority stands among the others: ranks with ties, and bands of equal size.

From values as they were published, never from values worked out anew. An authority without a value
has no rank and no band, and is not counted among the others. A high or low number is not in itself
good or bad practice, so both run from the lowest value to the highest.

The Department's quintiles of young people who are NEET or not known run so, and so do those of
participation and of the September Guarantee, in its scorecards of 2022 and 2023: 1 is the fifth
of authorities with the lowest values, whether low is good or bad.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Rank:
    """A place from the lowest value: `of` values are ranked, and `tied` others have this one."""

    place: int
    tied: int
    of: int

    @property
    def words(self) -> str:
        """1 of 150; joint 3 of 150."""
        return f"{'joint ' if self.tied else ''}{self.place} of {self.of}"


def ranks(values: Mapping[str, Decimal | None]) -> dict[str, Rank | None]:
    """The rank of each, by its name; null where there is no value. Equal values share the first of
    their places, and the next comes after as many as share it: 1, 2, 2, 4."""
    known = sorted(value for value in values.values() if value is not None)
    return {
        name: None
        if value is None
        else Rank(known.index(value) + 1, known.count(value) - 1, len(known))
        for name, value in values.items()
    }


def bands(values: Mapping[str, Decimal | None], many: int) -> dict[str, range | None]:
    """The bands, from 1, in which each may be: quartiles for `many` 4, quintiles for 5.

    Bands have the same number of authorities, or one more where they do not divide. Of values that
    are equal, and lie across the border of two bands, nobody can say from the values which belongs
    where: each may be in either, and the range has both. Null where there is no value. Raises
    ValueError for fewer values than bands.
    """
    known = sorted(value for value in values.values() if value is not None)
    if len(known) < many:
        raise ValueError(f"{len(known)} values do not make {many} bands")

    def band(place: int) -> int:
        return -(-place * many // len(known))

    def between(value: Decimal) -> range:
        first = known.index(value) + 1
        return range(band(first), band(first + known.count(value) - 1) + 1)

    return {name: None if value is None else between(value) for name, value in values.items()}
