"""The activity codes of the NCCIS return, and what each means for a young person.

The grouping is data, for it has been argued over: one public list puts 550 (working not for reward,
with part-time study) with those not in education, employment or training, and the reading taken
here, with two others, puts it with those in work. 540 and 616 count as not in education, employment
or training.
"""

from __future__ import annotations

from typing import Final

from onroll.record.feeds.columns import ColumnType, one_of

AT_SCHOOL: Final = ("110",)
AT_HOME: Final = ("120",)
CUSTODY: Final = ("130", "290", "710")
NOT_REGISTERED: Final = ("140",)
LEARNING_OR_WORKING: Final = (
    "210", "220", "230", "240", "250", "260", "270", "280", "310", "320", "330", "340", "350",
    "360", "380", "381", "410", "430", "440", "450", "460", "530", "550",
)  # fmt: skip
"""Education, employment, training and re-engagement; 260 is a gap year with a place to go to."""
PARTICIPATING: Final = (
    "210", "220", "230", "240", "270", "280", "310", "320", "381", "410", "430", "440", "450",
    "460", "550",
)  # fmt: skip
"""Of these, what counts as participating: full-time education, an apprenticeship or training, and
work with study. Part-time education (250), a gap year (260), work without study and re-engagement
(530) do not. That is the reading taken here of the duty to participate (Education and Skills Act
2008, Part 1); the published scorecard counts full-time education, apprenticeships and other."""
NEET_AVAILABLE: Final = ("540", "610", "615", "616", "619")
NEET_NOT_AVAILABLE: Final = ("620", "630", "640", "650", "660", "670", "680")
NOT_KNOWN: Final = ("150", "810", "820", "830")
ASYLUM: Final = ("720",)
"""A refugee or asylum seeker of 18 or over, who is in none of the other groups."""

ACTIVITY: Final[ColumnType] = one_of(
    *AT_SCHOOL, *AT_HOME, *CUSTODY, *NOT_REGISTERED, *LEARNING_OR_WORKING, *NEET_AVAILABLE,
    *NEET_NOT_AVAILABLE, *NOT_KNOWN, *ASYLUM,
)  # fmt: skip
