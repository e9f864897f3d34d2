"""Files of open data in the standard of explore education statistics, and whether they keep it."""

from onroll.figures.ees.checker import check, passes
from onroll.figures.ees.file_pair import Fault, Level, NotAFile
from onroll.figures.ees.place_checks import Places, places_of
from onroll.figures.ees.writing import DoesNotPass, write

__all__ = [
    "DoesNotPass", "Fault", "Level", "NotAFile", "Places", "check", "passes", "places_of", "write",
]  # fmt: skip
