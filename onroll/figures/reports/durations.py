"""How long spells have lasted, in the duration bands of the Department's return."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final

from onroll.figures.reports.counted_run import Spell
from onroll.figures.reports.numbers import Median, Thing
from onroll.figures.spells_over_a_period import thing
from onroll.record.reason_for_missing import OVER, WEEKS, duration_band

BANDS: Final = (*(band for _, band in WEEKS), OVER)
"""The bands in order. "Unknown" is not among them: of every spell the first day is known."""

BANDS_NOTE: Final = "The lower limit is in a band: 14 days are 2 to 4 weeks."


def days(spell: Spell, day: date) -> int:
    """Days from the first day of a spell to a day, 0 on the first."""
    return (day - spell.starts_on).days


def in_bands(spells: Iterable[Spell], day: date) -> dict[str, frozenset[Thing]]:
    """The spells by the band that each is in on a day. A band without any is left out."""
    found: dict[str, set[Thing]] = defaultdict(set)
    for each in spells:
        found[duration_band(days(each, day))].add(thing(each))
    return {band: frozenset(those) for band, those in found.items()}


def median_days(spells: Iterable[Spell], day: date) -> Median:
    """The median of the days that spells had lasted on a day."""
    return Median.of([(thing(each), days(each, day)) for each in spells])
